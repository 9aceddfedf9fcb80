using System.Text.Json;
using Meet.Chat.Chats;
using Meet.Chat.Entries;
using Meet.Chat.Identity;
using Meet.Chat.Working;
using Meet.Contracts;
using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Identity;

namespace Meet.Chat.Demo;

/// <summary>
/// Two workspaces with people and chats to try things out with (<c>Demo:Seed=true</c>). Each is sown once, whole or not at all, by
/// whichever replica is first.
/// </summary>
internal sealed partial class DemoSeed(Works works, IPasswordHasher<StaffLogin> hasher, ILogger<DemoSeed> logger)
{
    private const string InsertTenant = """
        insert into chat.tenants (id, stream_id, name, plan, customer_may_start_meet, auto_assign, reply_sms, reply_email, created_at)
        values (@id, @stream, @name, 'paid', true, true, true, true, @now)
        on conflict (id) do nothing
        """;

    private const string InsertStaff = """
        insert into chat.staff (tenant_id, id, name, operator_seat, admin, created_at) values (@tenant, @id, @name, @seat, @admin, @now)
        """;

    private const string InsertLogin = """
        insert into chat.staff_logins (address, tenant_id, staff_id, password_hash) values (@address, @tenant, @id, @hash)
        """;

    private const string InsertCustomer = """
        insert into chat.customers (tenant_id, id, name, fields, email, phone, locale, source, first_seen_at, last_seen_at)
        values (@tenant, @id, @name, @fields::jsonb, @email, @phone, @locale, @source, @firstSeen, @lastSeen)
        """;

    public async Task SowAsync(CancellationToken cancellationToken)
    {
        foreach (var workspace in DemoScript.Workspaces)
        {
            await using var work = await works.BeginAsync(workspace.Id, cancellationToken);
            if (!await SowAsync(work, workspace))
                continue;
            await work.CommitAsync(cancellationToken);
            Sown(logger, workspace.Id);
        }
    }

    private async Task<bool> SowAsync(Work work, DemoWorkspace workspace)
    {
        var now = work.Now;
        var tenant = new { id = workspace.Id, stream = Guid.CreateVersion7(now), name = workspace.Name, now };
        if (await work.ExecuteAsync(InsertTenant, tenant) == 0)
            return false;
        var staff = new Dictionary<string, PersonRef>();
        foreach (var member in workspace.Staff)
            staff[member.Key] = await AddAsync(work, member);
        foreach (var chat in workspace.Chats)
            await WriteAsync(work, chat, staff, now);
        await DemoRooms.WriteAsync(work, staff, now);
        return true;
    }

    private async Task<PersonRef> AddAsync(Work work, DemoStaff member)
    {
        var person = new PersonRef(PersonKind.Staff, Guid.CreateVersion7(work.Now), member.Name);
        var tenant = work.TenantId;
        await work.ExecuteAsync(InsertStaff, new
        {
            tenant, id = person.Id, name = member.Name, seat = member.Seat, admin = member.Admin, now = work.Now,
        });
        var hash = hasher.HashPassword(new StaffLogin(), DemoScript.Password);
        await work.ExecuteAsync(InsertLogin, new { tenant, address = $"{member.Key}@{tenant}.example", id = person.Id, hash });
        return person;
    }

    private static async Task WriteAsync(Work work, DemoChat script, Dictionary<string, PersonRef> staff, DateTimeOffset now)
    {
        var first = script.Lines[0];
        work.Now = now - first.Ago;
        var customer = new PersonRef(PersonKind.Customer, Guid.CreateVersion7(work.Now), script.Customer);
        await work.ExecuteAsync(InsertCustomer, new
        {
            tenant = work.TenantId, id = customer.Id, name = customer.Name,
            email = script.Email, phone = script.Phone, locale = script.Locale, source = Words.Of(script.Source),
            fields = JsonSerializer.Serialize(script.Fields, JsonDefaults.Options),
            firstSeen = work.Now - script.KnownFor, lastSeen = now - script.Lines[^1].Ago,
        });
        var (chat, _) = (await OpenChat.WriteAsync(work, customer, script.Source, first.Text, Guid.CreateVersion7(work.Now)))!.Value;
        foreach (var line in script.Lines.Skip(1))
        {
            work.Now = now - line.Ago;
            var head = (await ChatHead.LockAsync(work, chat, customer: null))!;
            var author = line.By is { } key ? staff[key] : customer;
            await PostMessage.WriteAsync(work, head, author, line.Text, Guid.CreateVersion7(work.Now), line.Internal);
            if (line.By is not null)
                await MarkRead.MoveAsync(work, chat, PersonKind.Staff, long.MaxValue);
        }

        if (script.ClosedBy is { } closer)
        {
            work.Now += TimeSpan.FromMinutes(2);
            await Handling.CloseAsync(work, chat, staff[closer]);
            await MarkRead.MoveAsync(work, chat, PersonKind.Staff, long.MaxValue);
            await MarkRead.MoveAsync(work, chat, PersonKind.Customer, long.MaxValue);
        }
    }

    [LoggerMessage(1301, LogLevel.Information, "Sowed the demo workspace {TenantId}")]
    private static partial void Sown(ILogger logger, string tenantId);
}
