using System.Collections.Immutable;
using Meet.Contracts.Meets;

namespace Meet.Contracts.Chat;

/// <summary>What stands in a chat's timeline.</summary>
public enum EntryKind { Message, Meet, Note }

/// <summary>What a <see cref="EntryKind.Note"/> says. Snoozed and Woken are staff's.</summary>
public enum NoteKind { Assigned, Unassigned, Closed, Reopened, Snoozed, Woken }

/// <summary>One entry of a chat's timeline: a message, a Meet, or a note on the chat's handling.</summary>
/// <param name="Position">Place in the chat, from 1; never changes.</param>
/// <param name="Version">Rises when the entry changes (a Meet's entry does); lower ones are stale.</param>
/// <param name="Internal">Of the internal conversation: never sent to a customer.</param>
/// <param name="ClientId">The sender's own id for the message: sending the same one again changes nothing.</param>
/// <param name="Meet">For <see cref="EntryKind.Meet"/>: the Meet as the reader may see it.</param>
/// <param name="About">For a note: the person that it names.</param>
public sealed record ChatEntryView(
    Guid EntryId,
    Guid ChatId,
    long Position,
    long Version,
    EntryKind Kind,
    bool Internal,
    PersonRef? Author,
    string? Text,
    Guid? ClientId,
    MeetView? Meet,
    NoteKind? Note,
    PersonRef? About,
    DateTimeOffset At)
{
    public ImmutableArray<FileView> Files { get; init; } = [];

    /// <summary>The team members whom a message of the internal conversation or of a room names.</summary>
    public ImmutableArray<PersonRef> Mentions { get; init; } = [];

    /// <summary>For a Meet that went out by link: what became of the messages. None for customers.</summary>
    public ImmutableArray<DeliveryView> Delivery { get; init; } = [];
}

/// <summary>A file of a message; its content is at <c>/api/chat/files/{FileId}</c>.</summary>
/// <param name="Size">In bytes, at most 20 MiB.</param>
/// <param name="ContentType">Found in the content, not believed from the sender.</param>
/// <param name="Width">Of a picture, in pixels.</param>
public sealed record FileView(Guid FileId, string Name, long Size, string ContentType, int? Width, int? Height);

/// <summary>What became of one message to somebody who is not on the site.</summary>
/// <param name="Error">A code, such as <c>invalid_number</c>; null while nothing went wrong.</param>
public sealed record DeliveryView(DeliveryChannel Channel, DeliveryState State, string? Error, DateTimeOffset At);

public enum DeliveryChannel { Sms, Email }

/// <summary>Queued: being tried. Sent: the provider has it. Delivered: it says so. Failed: given up. Refused: over a limit.</summary>
public enum DeliveryState { Queued, Sent, Delivered, Failed, Refused }
