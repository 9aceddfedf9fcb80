using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Meet.Chat.Chats;
using Meet.Chat.Entries;
using Meet.Chat.Identity;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Identity;

namespace Meet.Chat.IntegrationTests;

/// <summary>A workspace of a test's own, and the short words to do things in it.</summary>
internal sealed class Workspace
{
    private readonly ChatHost _host;

    private Workspace(ChatHost host, string id) => (_host, Id) = (host, id);

    public const string Password = "correct horse";

    public string Id { get; }

    public static async Task<Workspace> CreateAsync(ChatHost host, bool autoAssign = false, bool mayStart = false)
    {
        var workspace = new Workspace(host, $"t{Guid.NewGuid():N}"[..12]);
        await workspace.SqlAsync(
            """
            insert into chat.tenants (id, stream_id, name, plan, customer_may_start_meet, auto_assign, created_at)
            values (@tenant, @stream, @tenant, 'paid', @mayStart, @autoAssign, now())
            """,
            new { tenant = workspace.Id, stream = Guid.CreateVersion7(), mayStart, autoAssign });
        return workspace;
    }

    public async Task<PersonRef> StaffAsync(string name, bool seat = true, IPasswordHasher<StaffLogin>? hasher = null, bool admin = false)
    {
        var id = Guid.CreateVersion7();
        await SqlAsync(
            "insert into chat.staff (tenant_id, id, name, operator_seat, admin, created_at) values (@tenant, @id, @name, @seat, @admin, now())",
            new { tenant = Id, id, name, seat, admin });
        await SqlAsync(
            "insert into chat.staff_logins (address, tenant_id, staff_id, password_hash) values (@address, @tenant, @id, @hash)",
            new { tenant = Id, id, address = AddressOf(name), hash = (hasher ?? _host.Get<IPasswordHasher<StaffLogin>>()).HashPassword(new StaffLogin(), Password) });
        return new PersonRef(PersonKind.Staff, id, name);
    }

    public string AddressOf(string name) => $"{name}@{Id}.example";

    public async Task<PersonRef> CustomerAsync(string name)
    {
        var id = Guid.CreateVersion7();
        await SqlAsync(
            "insert into chat.customers (tenant_id, id, name, first_seen_at, last_seen_at) values (@tenant, @id, @name, now(), now())",
            new { tenant = Id, id, name });
        return new PersonRef(PersonKind.Customer, id, name);
    }

    public HttpClient As(PersonRef person) => _host.As(Id, person);

    /// <summary>Of the customer, for one chat alone.</summary>
    public HttpClient ByLink(PersonRef customer, Guid chat) => _host.As(Id, customer, chat);

    public async Task<ChatView> OpenAsync(PersonRef customer, string text = "こんにちは") =>
        (await ReadAsync<OpenedChat>(await PostAsync(customer, "chats", new { clientId = Guid.NewGuid(), text }), HttpStatusCode.Created)).Chat;

    public Task<HttpResponseMessage> SayAsync(PersonRef person, Guid chat, string text, bool isInternal = false, Guid? clientId = null) =>
        PostAsync(person, $"chats/{chat}/messages", new { clientId = clientId ?? Guid.NewGuid(), text, @internal = isInternal });

    public Task<HttpResponseMessage> PostAsync(PersonRef person, string path, object? body = null) =>
        As(person).PostAsJsonAsync($"/api/chat/{path}", body ?? new { }, JsonDefaults.Options);

    public Task<HttpResponseMessage> PutAsync(PersonRef person, string path, object body) =>
        As(person).PutAsJsonAsync($"/api/chat/{path}", body, JsonDefaults.Options);

    public async Task<T> GetAsync<T>(PersonRef person, string path) =>
        await ReadAsync<T>(await As(person).GetAsync($"/api/chat/{path}"));

    public Task<ChatView> ChatAsync(PersonRef person, Guid chat) => GetAsync<ChatView>(person, $"chats/{chat}");

    public async Task<IReadOnlyList<ChatEntryView>> EntriesAsync(PersonRef person, Guid chat) =>
        (await GetAsync<EntryPage>(person, $"chats/{chat}/entries?limit=100")).Items;

    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, HttpStatusCode expected = HttpStatusCode.OK)
    {
        response.StatusCode.ShouldBe(expected, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<T>(JsonDefaults.Options))!;
    }

    public static async Task ShouldBeProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        response.StatusCode.ShouldBe(status, await response.Content.ReadAsStringAsync());
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe(code);
    }

    public async Task SqlAsync(string sql, object arguments)
    {
        await using var connection = await _host.Administrator.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, arguments);
    }

    public async Task<T> QueryAsync<T>(string sql, object arguments)
    {
        await using var connection = await _host.Administrator.OpenConnectionAsync();
        return (await connection.QuerySingleAsync<T>(sql, arguments))!;
    }
}
