using Meet.Contracts.Chat;
using Meet.Contracts.Meets;

namespace Meet.Signaling.Push;

/// <summary>
/// How long a Meet's next views may wait after one was told. While many come and go, each view is told to everybody, and is as large as they
/// are many: at once, each newcomer would cost the square of those who are there. A view that waits 5 ms for each of them costs every page the
/// same few hundred kilobits a second, however many they are. One change alone is told at once.
/// </summary>
internal static class Rest
{
    /// <summary>Up to so many nothing waits.</summary>
    public const int FewPeople = 20;

    private static readonly TimeSpan PerPerson = TimeSpan.FromMilliseconds(5);

    // Who is there and who is not yet; the person's own page is told by its own answer.
    private static readonly HashSet<string> ComingAndGoing = new(StringComparer.Ordinal)
    {
        "participant_entered_v1", "participant_joined_v1", "participant_reconnecting_v1", "participant_reconnected_v1",
        "participant_returned_v1", "participant_left_v1", "participant_quality_v1",
    };

    /// <summary>Zero: it may not wait. One message tells all that was decided together, so the view says whether the Meet goes on.</summary>
    public static TimeSpan After(MeetChanged changed) => ComingAndGoing.Contains(changed.Cause) ? Of(changed.View) : TimeSpan.Zero;

    /// <summary>Likewise; of an entry its Meet's state is what matters, and whoever is in the Meet is told of it otherwise.</summary>
    public static TimeSpan After(ChatEntryView entry) => entry.Meet is { } meet ? Of(meet) : TimeSpan.Zero;

    private static TimeSpan Of(MeetView view) =>
        view.State == MeetState.Live && view.Participants.Length > FewPeople ? PerPerson * view.Participants.Length : TimeSpan.Zero;
}
