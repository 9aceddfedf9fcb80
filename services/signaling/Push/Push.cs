using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Meets;

namespace Meet.Signaling.Push;

/// <summary>Something to say to a group of connections.</summary>
/// <param name="Group">See <see cref="Live.Groups"/>.</param>
/// <param name="Event">The event's name (docs/signaling.md).</param>
/// <param name="Payload">What is said.</param>
internal sealed record Push(string Group, string Event, object Payload);

internal sealed record MeetPush(string Cause, MeetView Meet);

internal sealed record PresencePush(PersonRef Person, PresenceState State, DateTimeOffset At, bool Ready);

/// <param name="ChatId">A customer chat, or a room.</param>
internal sealed record TypingPush(Guid ChatId, PersonRef Person, bool Internal);

internal sealed record SettingsPush(long Version);
