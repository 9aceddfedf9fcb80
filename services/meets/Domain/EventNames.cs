using System.Collections.Immutable;
using Meet.EventStore;

namespace Meet.Meets.Domain;

/// <summary>
/// The one registry of stored event names. A name with its version is for ever: when a fact changes its shape, its version
/// rises here, the upcast of the old one stands beside it, and the old golden file stays in the tests.
/// </summary>
internal static class EventNames
{
    public static readonly ImmutableArray<StoredEvent> All =
    [
        Stored<MeetStarted>("meet_started"),
        Stored<RingStarted>("ring_started"),
        Stored<LinkRingStarted>("link_ring_started"),
        Stored<RingRang>("ring_rang"),
        Stored<RingSettled>("ring_settled"),
        Stored<RingPrevented>("ring_prevented"),
        Stored<MeetAccepted>("meet_accepted"),
        Stored<RingDeclined>("ring_declined"),
        Stored<RingTimedOut>("ring_timed_out"),
        Stored<RingFailed>("ring_failed"),
        Stored<ParticipantJoined>("participant_joined"),
        Stored<ParticipantReconnecting>("participant_reconnecting"),
        Stored<ParticipantReconnected>("participant_reconnected"),
        Stored<ParticipantReturned>("participant_returned"),
        Stored<ParticipantEntered>("participant_entered"),
        Stored<HandRaised>("hand_raised"),
        Stored<HandLowered>("hand_lowered"),
        Stored<ParticipantMuted>("participant_muted"),
        Stored<ParticipantQuality>("participant_quality"),
        Stored<ParticipantLeft>("participant_left"),
        Stored<MeetTurnedVideo>("meet_turned_video"),
        Stored<MediaMoved>("media_moved"),
        Stored<MeetMissed>("meet_missed"),
        Stored<MeetEnded>("meet_ended"),
        Stored<MeetEndedForAll>("meet_ended_for_all"),
        Stored<MeetCalledBack>("meet_called_back"),
    ];

    private static StoredEvent Stored<T>(string name, int version = 1)
        where T : MeetEvent =>
        new(typeof(T), name, version, options => options.Map<T>(name, version));
}

/// <param name="Register">Tells the event store.</param>
internal sealed record StoredEvent(Type Type, string Name, int Version, Action<EventStoreOptions> Register)
{
    /// <summary>As in <c>mt_events.type</c> and in a <c>MeetChanged</c>'s cause.</summary>
    public string Alias => $"{Name}_v{Version}";
}
