using System.Net;
using Dapper;
using Meet.Chat.Database;
using Meet.Contracts;
using Meet.Contracts.Chat;

namespace Meet.Chat.IntegrationTests;

public sealed class IsolationTests(ChatHost host)
{
    /// <summary>Found before a tenant is known; see 001_directory.sql.</summary>
    private static readonly string[] Directory = ["staff_logins", "sessions", "connections", "presence", "snoozes", "mt_streams", "mt_events"];

    public static TheoryData<string, string> StaffRequests => new()
    {
        { "GET", "chats/{chat}" }, { "GET", "chats/{chat}/entries" }, { "POST", "chats/{chat}/messages" }, { "POST", "chats/{chat}/read" },
        { "PUT", "chats/{chat}/assignee" }, { "POST", "chats/{chat}/close" }, { "POST", "chats/{chat}/reopen" },
        { "POST", "chats/{chat}/snooze" }, { "POST", "chats/{chat}/wake" }, { "POST", "chats/{chat}/typing" }, { "GET", "customers/{customer}" }, { "PUT", "customers/{customer}" },
        { "GET", "customers/{customer}/chats" },
    };

    [Fact]
    public async Task Every_table_of_tenants_data_is_under_row_level_security()
    {
        await using var connection = await host.Administrator.OpenConnectionAsync();
        var unprotected = await connection.QueryAsync<string>(
            """
            select c.relname from pg_class c
              join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
             where c.relnamespace = 'chat'::regnamespace and c.relkind in ('r', 'p')
               and not (c.relrowsecurity and c.relforcerowsecurity
                        and exists (select 1 from pg_policy p where p.polrelid = c.oid))
            """);

        unprotected.Order().ShouldBe(Directory.Order());
    }

    [Fact]
    public async Task A_connection_sees_the_rows_of_its_tenant_only()
    {
        var (mine, theirs) = (await Workspace.CreateAsync(host), await Workspace.CreateAsync(host));
        await mine.OpenAsync(await mine.CustomerAsync("mine"));
        await theirs.OpenAsync(await theirs.CustomerAsync("theirs"));
        var database = host.Get<ChatDatabase>();

        foreach (var table in (string[])["chats", "entries", "customers", "people"])
        {
            await using var own = await database.OpenAsync(mine.Id, CancellationToken.None);
            (await own.QueryAsync<string>($"select distinct tenant_id from chat.{table}")).ShouldBe([mine.Id], table);
            await using var none = await database.OpenDirectoryAsync(CancellationToken.None);
            (await none.QueryAsync<string>($"select distinct tenant_id from chat.{table}")).ShouldBeEmpty(table);
        }
    }

    [Theory]
    [MemberData(nameof(StaffRequests))]
    public async Task Another_workspaces_chat_does_not_exist_for_staff(string method, string path)
    {
        var (mine, theirs) = (await Workspace.CreateAsync(host), await Workspace.CreateAsync(host));
        var customer = await theirs.CustomerAsync("theirs");
        var chat = await theirs.OpenAsync(customer);
        var stranger = await mine.StaffAsync("stranger");

        using var response = await SendAsync(mine, stranger, method, path, chat.ChatId, customer.Id);

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.NotFound, "not_found");
        (await theirs.ChatAsync(customer, chat.ChatId)).ShouldBe(chat);
    }

    [Theory]
    [InlineData("GET", "chats/{chat}")]
    [InlineData("GET", "chats/{chat}/entries")]
    [InlineData("POST", "chats/{chat}/messages")]
    [InlineData("POST", "chats/{chat}/read")]
    [InlineData("POST", "chats/{chat}/typing")]
    public async Task Another_customers_chat_does_not_exist_for_a_customer(string method, string path)
    {
        var workspace = await Workspace.CreateAsync(host);
        var (customer, other) = (await workspace.CustomerAsync("a"), await workspace.CustomerAsync("b"));
        var chat = await workspace.OpenAsync(customer);

        using var response = await SendAsync(workspace, other, method, path, chat.ChatId, customer.Id);

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.NotFound, "not_found");
        (await workspace.GetAsync<Chats.ChatPage>(other, "chats")).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("PUT", "chats/{chat}/assignee")]
    [InlineData("POST", "chats/{chat}/close")]
    [InlineData("POST", "chats/{chat}/reopen")]
    [InlineData("POST", "chats/{chat}/snooze")]
    [InlineData("POST", "chats/{chat}/wake")]
    [InlineData("GET", "chats/counts")]
    [InlineData("POST", "chats/for-customer")]
    [InlineData("GET", "customers/{customer}")]
    [InlineData("GET", "staff")]
    [InlineData("GET", "customers")]
    [InlineData("PUT", "customers/{customer}")]
    [InlineData("GET", "customers/{customer}/chats")]
    [InlineData("POST", "staff")]
    [InlineData("GET", "settings")]
    [InlineData("PUT", "settings")]
    [InlineData("POST", "settings/webhook-secret")]
    [InlineData("GET", "mentions")]
    [InlineData("POST", "mentions/read")]
    public async Task What_is_staffs_is_closed_to_customers(string method, string path)
    {
        var workspace = await Workspace.CreateAsync(host);
        var customer = await workspace.CustomerAsync("a");
        var chat = await workspace.OpenAsync(customer);

        using var response = await SendAsync(workspace, customer, method, path, chat.ChatId, customer.Id);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_chat_is_not_assigned_to_another_workspaces_staff()
    {
        var (mine, theirs) = (await Workspace.CreateAsync(host), await Workspace.CreateAsync(host));
        var aoi = await mine.StaffAsync("aoi");
        var stranger = await theirs.StaffAsync("stranger");
        var chat = await mine.OpenAsync(await mine.CustomerAsync("a"));

        using var response = await mine.PutAsync(aoi, $"chats/{chat.ChatId}/assignee", new { staffId = stranger.Id });

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.BadRequest, "bad_request");
        (await mine.ChatAsync(aoi, chat.ChatId)).Assignee.ShouldBeNull();
    }

    [Fact]
    public async Task Published_views_name_their_tenant_and_customer()
    {
        var workspace = await Workspace.CreateAsync(host);
        await using var listener = await Listener.StartAsync(host);
        var customer = await workspace.CustomerAsync("a");

        var chat = await workspace.OpenAsync(customer);

        var changed = await listener.ExpectAsync<ChatChanged>(each => each.ChatId == chat.ChatId && each.Customer is not null);
        (changed.TenantId, changed.CustomerId, changed.Customer!.Customer).ShouldBe((workspace.Id, customer.Id, customer));
    }

    private static async Task<HttpResponseMessage> SendAsync(
        Workspace workspace, PersonRef person, string method, string path, Guid chat, Guid customer)
    {
        path = path.Replace("{chat}", chat.ToString(), StringComparison.Ordinal).Replace("{customer}", customer.ToString(), StringComparison.Ordinal);
        object body = path.EndsWith("messages", StringComparison.Ordinal) ? new { clientId = Guid.NewGuid(), text = "x" }
            : path.EndsWith("assignee", StringComparison.Ordinal) ? new { staffId = person.Id }
            : path.EndsWith("settings", StringComparison.Ordinal) ? new { customerMayStart = true }
            : path.Contains("customers/", StringComparison.Ordinal) ? new { name = "x" }
            : path.EndsWith("snooze", StringComparison.Ordinal) ? new { until = DateTimeOffset.UtcNow.AddDays(30) }
            : new { position = 1 };
        return method switch
        {
            "GET" => await workspace.As(person).GetAsync($"/api/chat/{path}"),
            "PUT" => await workspace.PutAsync(person, path, body),
            _ => await workspace.PostAsync(person, path, body),
        };
    }
}
