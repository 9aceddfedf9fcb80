using Dapper;
using Meet.Chat.Chats;
using Meet.Chat.Database;
using Meet.Chat.Events;
using Meet.Chat.Working;
using Meet.Contracts;
using Meet.Contracts.Chat;

namespace Meet.Chat.Presence;

/// <summary>
/// What a person's connections mean: online with one that is in use, idle with none but idle ones, offline without any; ready with
/// one that has the microphone and may ring. A change is an event, and is told like every other.
/// </summary>
internal sealed class PresenceStates(ChatDatabase database, Works works)
{
    // Its lock makes two replicas that settle the same person do it one after the other.
    private const string Current = """
        insert into chat.presence as p (tenant_id, person_kind, person_id, state, changed_at)
        values (@tenant, @kind, @person, 'offline', @now)
        on conflict (tenant_id, person_kind, person_id) do update set state = p.state
        returning state, ready
        """;

    private const string Actual = """
        select case when bool_or(idle_since is null) then 'online' when count(*) > 0 then 'idle' else 'offline' end as state,
               coalesce(bool_or(microphone = 'granted' and sound), false) as ready
          from chat.connections
         where tenant_id = @tenant and person_kind = @kind and person_id = @person
        """;

    private const string Write = """
        update chat.presence
           set state = @state, ready = @ready, changed_at = case when state = @state then changed_at else @now end
         where tenant_id = @tenant and person_kind = @kind and person_id = @person
        """;

    private const string Seen = "update chat.customers set last_seen_at = @now where tenant_id = @tenant and id = @person";

    private const string Exists = "select true from chat.people where tenant_id = @tenant and kind = @kind and id = @person";

    // Somebody whom the workspace does not know (any more).
    private const string Forget = "delete from chat.connections where tenant_id = @tenant and person_kind = @kind and person_id = @person";

    private const string Unsettled = """
        select coalesce(c.tenant_id, p.tenant_id) as tenant_id,
               coalesce(c.person_kind, p.person_kind) as person_kind,
               coalesce(c.person_id, p.person_id) as person_id
          from (select tenant_id, person_kind, person_id, case when bool_or(idle_since is null) then 'online' else 'idle' end as state,
                       bool_or(microphone = 'granted' and sound) as ready
                  from chat.connections group by tenant_id, person_kind, person_id) c
          full join (select * from chat.presence where state <> 'offline') p
            on p.tenant_id = c.tenant_id and p.person_kind = c.person_kind and p.person_id = c.person_id
         where (c.state, coalesce(c.ready, false)) is distinct from (p.state, coalesce(p.ready, false))
         limit 1000
        """;

    /// <summary>Brings what is told about a person in line with their connections.</summary>
    public async Task SettleAsync(PersonKey person, CancellationToken cancellationToken)
    {
        await using var work = await works.BeginAsync(person.TenantId, cancellationToken);
        var arguments = new { tenant = person.TenantId, kind = person.PersonKind, person = person.PersonId, now = work.Now };
        if (await work.FindAsync<bool>(Exists, arguments) is false)
        {
            await work.ExecuteAsync(Forget, arguments);
            await work.CommitAsync(cancellationToken);
            return;
        }

        var told = (await work.FindAsync<Standing>(Current, arguments))!;
        var actual = (await work.FindAsync<Standing>(Actual, arguments))!;
        if (told == actual)
            return;

        await work.ExecuteAsync(
            Write, new { arguments.tenant, arguments.kind, arguments.person, arguments.now, state = Words.Of(actual.State), ready = actual.Ready });
        if (told.State == actual.State)
            work.Append(person.PersonId, new PersonReadinessChanged(person.Kind, person.PersonId));
        else
            await MoveAsync(work, person, actual.State);
        await work.CommitAsync(cancellationToken);
    }

    /// <summary>People of whom something else is told than their connections say.</summary>
    public async Task<IReadOnlyList<PersonKey>> UnsettledAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenDirectoryAsync(cancellationToken);
        return (await connection.QueryAsync<PersonKey>(Unsettled)).AsList();
    }

    /// <summary>A new state shows in chats; readiness does not.</summary>
    private static async Task MoveAsync(Work work, PersonKey person, PresenceState state)
    {
        if (person.Kind == PersonKind.Customer)
        {
            await work.ExecuteAsync(Seen, new { tenant = person.TenantId, person = person.PersonId, now = work.Now });
            await ConcernedChats.TouchCustomersAsync(work, person.PersonId);
        }
        else
        {
            await ConcernedChats.TouchAssigneesAsync(work, person.PersonId);
        }

        work.Append(person.PersonId, new PersonPresenceChanged(person.Kind, person.PersonId, state, work.Now));
    }

    private sealed record Standing
    {
        public PresenceState State { get; init; }
        public bool Ready { get; init; }
    }
}
