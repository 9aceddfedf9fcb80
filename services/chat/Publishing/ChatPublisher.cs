using Dapper;
using MassTransit;
using Meet.Chat.Chats;
using Meet.Chat.Database;
using Meet.Chat.Entries;
using Meet.Chat.Events;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.EventStore;
using Meet.ServiceDefaults.Bus;
using Npgsql;

namespace Meet.Chat.Publishing;

/// <summary>
/// Tells the other services what changed, out of the event log: the rows as they are by now, each once for a page. A view's
/// version says how new it is, so a repeated page does no harm.
/// </summary>
internal sealed class ChatPublisher(ChatDatabase database, IBus bus) : ISubscription
{
    /// <summary>The subscription's row in the log's progress; never change it.</summary>
    public const string Name = "chat-publisher";

    private const string Standing = """
        select w.name, p.state, p.ready, p.changed_at
          from chat.people w
          join chat.presence p on p.tenant_id = w.tenant_id and p.person_kind = w.kind and p.person_id = w.id
         where w.tenant_id = @tenant and w.kind = @kind and w.id = @person
        """;

    public async Task ProcessEventsAsync(EventPage page, CancellationToken cancellationToken)
    {
        foreach (var tenant in page.Events.GroupBy(each => each.TenantId))
            await PublishAsync(tenant.Key, [.. tenant], cancellationToken);
    }

    private async Task PublishAsync(string tenant, List<IEvent> events, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenant, cancellationToken);
        var entries = new HashSet<Guid>();
        var customersEntries = new HashSet<Guid>();
        var chats = new HashSet<Guid>();
        var customersChats = new HashSet<Guid>();
        foreach (var each in events)
        {
            if (each.Data is IEntryEvent entry)
                (ConcernsCustomer(entry) ? customersEntries : entries).Add(entry.EntryId);
            if (each.Data is IChatEvent said)
                (ConcernsCustomer(said) ? customersChats : chats).Add(each.StreamId);
            switch (each.Data)
            {
                case CustomerRenamed renamed:
                    customersChats.UnionWith(await ConcernedChats.OfPersonAsync(connection, tenant, PersonKind.Customer, renamed.CustomerId));
                    break;
                case PersonPresenceChanged presence:
                    await PublishAsync(connection, tenant, presence.Kind, presence.PersonId, presence, cancellationToken);
                    customersChats.UnionWith(await ConcernedChats.OfPersonAsync(connection, tenant, presence.Kind, presence.PersonId));
                    break;
                case PersonReadinessChanged readiness:
                    await PublishAsync(connection, tenant, readiness.Kind, readiness.PersonId, null, cancellationToken);
                    break;
                case MeetSettingChanged:
                    customersChats.UnionWith(await ConcernedChats.OfTenantAsync(connection, tenant));
                    break;
                case StaffRenamed renamed:
                    customersChats.UnionWith(await ConcernedChats.OfPersonAsync(connection, tenant, PersonKind.Staff, renamed.StaffId));
                    break;
                case WorkspaceSettingsChanged settings:
                    await bus.PublishConfirmedAsync(new SettingsChanged(tenant, settings.Version), cancellationToken);
                    break;
                case PersonSessionEnded ended:
                    await bus.PublishConfirmedAsync(new SessionEnded(tenant, ended.SessionId), cancellationToken);
                    break;
            }
        }

        foreach (var row in (await EntryQueries.ListAsync(connection, tenant, [.. entries.Union(customersEntries)])).OrderBy(row => row.Position))
        {
            var (staff, customer) = (row.ForStaff(), customersEntries.Contains(row.Id) ? row.ForCustomer() : null);
            await bus.PublishConfirmedAsync(
                new ChatEntryChanged(tenant, row.ChatId, row.Id, staff.Version, row.CustomerId, staff, customer), cancellationToken);
        }

        foreach (var row in await ChatQueries.ListAsync(connection, tenant, [.. chats.Union(customersChats)]))
        {
            await bus.PublishConfirmedAsync(
                new ChatChanged(
                    tenant, row.Id, row.Version, row.CustomerId, row.ForStaff(), customersChats.Contains(row.Id) ? row.ForCustomer() : null),
                cancellationToken);
        }
    }

    /// <summary>Whether it changes what the customer sees of the chat. What does not must not even be noticed.</summary>
    private static bool ConcernsCustomer(IChatEvent happened) => happened switch
    {
        MessagePosted message => !message.Internal,
        MeetEntryChanged meet => !meet.Internal,
        ChatRead read => read.By == PersonKind.Customer,
        ChatReadUpTo read => read.ShowsToCustomer,
        ChatSnoozed or ChatWoken or DeliveryChanged => false,
        _ => true,
    };

    /// <param name="changed">A change of presence: told as it happened. Null: as it stands.</param>
    private async Task PublishAsync(
        NpgsqlConnection connection, string tenant, PersonKind kind, Guid id, PersonPresenceChanged? changed, CancellationToken cancellationToken)
    {
        if (await connection.QuerySingleOrDefaultAsync<StandingRow>(Standing, new { tenant, kind = Words.Of(kind), person = id }) is { } row)
        {
            var person = new PersonRef(kind, id, row.Name);
            var told = new PresenceChanged(tenant, person, changed?.State ?? row.State, changed?.At ?? row.ChangedAt) { Ready = row.Ready };
            await bus.PublishConfirmedAsync(told, cancellationToken);
        }
    }

    private sealed class StandingRow
    {
        public string Name { get; init; } = "";
        public PresenceState State { get; init; }
        public bool Ready { get; init; }
        public DateTimeOffset ChangedAt { get; init; }
    }
}
