using Meet.EventStore;
using Meet.Meets.Domain;

namespace Meet.Meets.Publishing;

/// <summary>
/// News of a large Meet that nobody needs, since what follows it tells the same and more. A view of two hundred people is 45 kB, which four
/// services read and one hands on to everybody; when all of them come at once, after a move to another node, each would cost the square
/// of those who are there. The events wait for the messages before them, so the more there are the fewer are told.
/// </summary>
internal static class Overtaken
{
    /// <summary>Up to so many people everything is told.</summary>
    public const int FewPeople = 20;

    /// <summary>Whether what was decided only says who is there, and so does what comes next.</summary>
    public static bool Is(MeetLife life, IReadOnlyList<IEvent> decided, IEvent next) =>
        life.Participants.Length > FewPeople && decided.All(stored => SaysWhoIsThere(stored.Data)) && SaysWhoIsThere(next.Data);

    private static bool SaysWhoIsThere(object happened) => happened is
        ParticipantEntered or ParticipantJoined or ParticipantReconnecting or ParticipantReconnected or ParticipantReturned
        or ParticipantLeft or ParticipantQuality;
}
