using System.Collections.Immutable;

namespace Meet.Contracts.Chat;

/// <summary>Published by chat whenever a chat's head changes (assignee, state, preview, presence, unread).</summary>
/// <param name="Staff">As the workspace's staff see it.</param>
/// <param name="Customer">
/// As its customer sees it; null when nothing changed for them, so that not even the moment of an internal message reaches them.
/// </param>
public sealed record ChatChanged(string TenantId, Guid ChatId, long Version, Guid CustomerId, ChatView Staff, ChatView? Customer);

/// <summary>Published by chat whenever an entry is added or changes.</summary>
/// <param name="Customer">Null when the customer may not see the entry.</param>
public sealed record ChatEntryChanged(
    string TenantId, Guid ChatId, Guid EntryId, long Version, Guid CustomerId, ChatEntryView Staff, ChatEntryView? Customer);

/// <summary>Published by chat when a person's presence changes; staff are told.</summary>
public sealed record PresenceChanged(string TenantId, PersonRef Person, PresenceState State, DateTimeOffset At)
{
    /// <summary>Staff: on some device that can ring and talk (microphone granted, sound unlocked).</summary>
    public bool Ready { get; init; }
}

/// <summary>Published by chat when a session ends: its live connections are closed.</summary>
public sealed record SessionEnded(string TenantId, Guid SessionId);

/// <summary>Published by chat, at once and unstored, when somebody writes.</summary>
/// <param name="ChatId">A customer chat, or a room.</param>
/// <param name="Customer">Of a customer chat: who is told if <paramref name="ToCustomer"/>.</param>
/// <param name="Members">Of a room: who is told; empty for a customer chat, where all staff are.</param>
public sealed record TypingNoticed(
    string TenantId, Guid ChatId, PersonRef Person, bool Internal, Guid? Customer, bool ToCustomer, ImmutableArray<Guid> Members);

/// <summary>Published by chat when a workspace's settings change; staff are told to read them again.</summary>
public sealed record SettingsChanged(string TenantId, long Version);
