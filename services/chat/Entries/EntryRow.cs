using System.Collections.Immutable;
using System.Text.Json;
using Meet.Chat.Files;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Meets;
using Meet.ServiceDefaults.Http;

namespace Meet.Chat.Entries;

/// <summary>An entry as <see cref="EntryQueries"/> read it, for both of its readers.</summary>
internal sealed class EntryRow
{
    public Guid Id { get; init; }
    public Guid ChatId { get; init; }
    public Guid CustomerId { get; init; }
    public long Position { get; init; }

    /// <summary>Null: not for the customer.</summary>
    public long? CustomerPosition { get; init; }

    /// <summary>The customer's; what only staff see raises only theirs.</summary>
    public long Version { get; init; }

    public long StaffVersion { get; init; }
    public EntryKind Kind { get; init; }
    public bool Internal { get; init; }
    public PersonKind? AuthorKind { get; init; }
    public Guid? AuthorId { get; init; }
    public string? AuthorName { get; init; }
    public string? Text { get; init; }
    public Guid? ClientId { get; init; }
    public string? Meet { get; init; }
    public string? CustomerMeet { get; init; }
    public NoteKind? Note { get; init; }
    public Guid? AboutId { get; init; }
    public string? AboutName { get; init; }
    public DateTimeOffset At { get; init; }
    public string? Files { get; init; }

    /// <summary>JSON: [PersonRef].</summary>
    public string? Mentions { get; init; }

    /// <summary>JSON: [DeliveryView].</summary>
    public string? Delivery { get; init; }

    public ChatEntryView ForStaff() => View(Position, StaffVersion, Author, ClientId, Meet) with
    {
        Mentions = ListOf<PersonRef>(Mentions),
        Delivery = ListOf<DeliveryView>(Delivery),
    };

    /// <summary>Null when the customer may not see it. Who wrote a note, and a colleague's client id, are not theirs to know.</summary>
    public ChatEntryView? ForCustomer() => CustomerPosition is { } position
        ? View(
            position,
            Version,
            Kind == EntryKind.Note ? null : Author,
            AuthorKind == PersonKind.Customer ? ClientId : null,
            CustomerMeet)
        : null;

    public ChatEntryView? For(PersonKind reader) => reader == PersonKind.Staff ? ForStaff() : ForCustomer();

    private PersonRef? Author => AuthorKind is { } kind && AuthorId is { } id ? new PersonRef(kind, id, AuthorName ?? "") : null;

    private PersonRef? About => AboutId is { } id ? new PersonRef(PersonKind.Staff, id, AboutName ?? "") : null;

    private static ImmutableArray<T> ListOf<T>(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<ImmutableArray<T>>(json, JsonDefaults.Options);

    private ChatEntryView View(long position, long version, PersonRef? author, Guid? clientId, string? meet) => new(
        Id,
        ChatId,
        position,
        version,
        Kind,
        Internal,
        author,
        Text,
        clientId,
        meet is null ? null : JsonSerializer.Deserialize<MeetView>(meet, JsonDefaults.Options),
        Note,
        About,
        At)
    {
        Files = MessageFiles.Read(Files),
    };
}
