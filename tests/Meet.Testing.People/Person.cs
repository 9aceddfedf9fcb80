using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Meet.Testing.People;

/// <summary>Somebody signed in, who calls the API through the gateway as their browser would.</summary>
public sealed class Person : IDisposable
{
    private readonly HttpClient _http;

    private Person(HttpClient http, Guid id)
    {
        _http = http;
        Id = id;
    }

    public Guid Id { get; }

    /// <summary>The same session, used by a page of another site; null: the browser does not say of which.</summary>
    public Person OnPageOf(string? origin)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = _http.BaseAddress };
        http.DefaultRequestHeaders.Add("Cookie", _http.DefaultRequestHeaders.GetValues("Cookie"));
        if (origin is not null)
        {
            http.DefaultRequestHeaders.Add("Origin", origin);
        }

        return new Person(http, Id);
    }

    /// <summary>The same session, at another address of the site.</summary>
    public Person At(Uri address)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };
        foreach (var header in _http.DefaultRequestHeaders)
        {
            http.DefaultRequestHeaders.Add(header.Key, header.Value);
        }

        return new Person(http, Id);
    }

    /// <param name="from">The address on this machine that they come from: one of 127.0.0.0/8; null leaves it to the kernel.</param>
    public static async Task<Person> StaffAsync(MeetSystem system, DemoAccount account, IPAddress? from = null)
    {
        var http = Client(system, from);
        http.DefaultRequestHeaders.Add("Origin", system.BaseUrl);
        using var response = await http.PostAsJsonAsync("/api/session", new { email = account.Email, password = account.Password });
        var me = (await Answer.OfAsync(response)).ShouldBeOk().Json["me"]!;
        var cookie = response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        http.DefaultRequestHeaders.Add("Cookie", cookie);
        return new Person(http, me["id"]!.GetValue<Guid>());
    }

    /// <summary>
    /// As <see cref="StaffAsync"/>, after every page of this team member is forgotten: a page that another test broke off, or that a
    /// process which ended carried, counts as open until it had time to come back.
    /// </summary>
    public static async Task<Person> StaffWithoutPageAsync(MeetSystem system, DemoAccount account)
    {
        var person = await StaffAsync(system, account);
        await Eventually.Becomes(person.PresenceAsync, presence => presence == "offline", "the team member has no page open");
        return person;
    }

    /// <summary>
    /// Waits until none of the account's team has a page open, or one that another test broke off and that might still come back.
    /// </summary>
    public static async Task NobodyAtWorkAsync(MeetSystem system, DemoAccount account)
    {
        using var person = await StaffAsync(system, account);
        await Eventually.Becomes(
            async () => (await person.GetAsync("/api/chat/staff")).ShouldBeOk().Json["items"]!.AsArray(),
            team => team.All(each => each!["presence"]!.GetValue<string>() == "offline"), "no page of the team is open");
    }

    public static async Task<Person> CustomerAsync(MeetSystem system)
    {
        var http = Client(system);
        using var response = await http.PostAsJsonAsync("/api/customer-session", new { workspace = DemoAccounts.Workspace });
        var session = (await Answer.OfAsync(response)).ShouldBeOk().Json;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session["token"]!.GetValue<string>());
        return new Person(http, session["me"]!["id"]!.GetValue<Guid>());
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, Json(body));

    public Task<Answer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, Json(body));

    /// <summary>Sends one request; as often as the gateway says "too fast", it waits as long as it was told and tries again.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content = null, Action<HttpRequestMessage>? change = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            change?.Invoke(request);
            using var response = await _http.SendAsync(request);
            // Kept from being disposed along with the request: another attempt may need it, and it is the caller's.
            request.Content = null;
            if (response.StatusCode != HttpStatusCode.TooManyRequests || attempt == 10 || response.Headers.RetryAfter?.Delta is not { } pause)
            {
                return await Answer.OfAsync(response);
            }

            await Task.Delay(pause);
        }
    }

    /// <summary>Opens the live connection of this person's page: they are online while it lives, but cannot be rung yet.</summary>
    public async Task<HubConnection> OpenPageAsync()
    {
        var ticket = (await PostAsync("/api/session/hub-ticket")).ShouldBeOk().Json["ticket"]!.GetValue<string>();
        return await HubConnection.OpenAsync(_http.BaseAddress!, ticket);
    }

    /// <summary>
    /// As <see cref="OpenPageAsync"/>. Staff's page can ring and talk, as after the microphone was granted and the page was clicked.
    /// </summary>
    public async Task<HubConnection> ConnectAsync()
    {
        var connection = await OpenPageAsync();
        if (_http.DefaultRequestHeaders.Contains("Cookie"))
        {
            await connection.SendAsync("Readiness", new { microphone = "granted", sound = true });
            await IsReadyAsync();
        }

        return connection;
    }

    /// <summary>Waits until one of this team member's pages can be rung.</summary>
    public async Task IsReadyAsync() => await Eventually.Becomes(
        () => GetAsync("/api/chat/staff"), team => MemberOf(team.ShouldBeOk())["ready"]!.GetValue<bool>(), "the team member is ready");

    /// <summary>How the team sees this member of it: "online", "idle" or "offline".</summary>
    public async Task<string> PresenceAsync() => PresenceIn((await GetAsync("/api/chat/staff")).ShouldBeOk());

    /// <summary>As <see cref="PresenceAsync"/>, by an answer of the list of the team.</summary>
    public string PresenceIn(Answer team) => MemberOf(team)["presence"]!.GetValue<string>();

    /// <summary>A customer's first message; the new chat's id.</summary>
    public async Task<Guid> OpenChatAsync(string text = "こんにちは")
    {
        var opened = (await PostAsync("/api/chat/chats", new { clientId = Guid.NewGuid(), text })).ShouldBeOk();
        return opened.Json["chat"]!["chatId"]!.GetValue<Guid>();
    }

    public async Task TakeAsync(Guid chatId) =>
        (await PutAsync($"/api/chat/chats/{chatId}/assignee", new { staffId = Id })).ShouldBeOk();

    public async Task<JsonNode> StartMeetAsync(Guid chatId) =>
        (await PostAsync("/api/meets", new { chatId, kind = "voice" })).ShouldBeOk().Json["meet"]!;

    public void Dispose() => _http.Dispose();

    private JsonNode MemberOf(Answer team) =>
        team.Json["items"]!.AsArray().Single(member => member!["person"]!["id"]!.GetValue<Guid>() == Id)!;

    private static HttpClient Client(MeetSystem system, IPAddress? from = null)
    {
        var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        if (from is not null)
        {
            handler.ConnectCallback = async (connection, cancellationToken) =>
            {
                var socket = new Socket(from.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(connection.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        return new HttpClient(handler) { BaseAddress = new Uri(system.BaseUrl) };
    }

    private static JsonContent? Json(object? body) => body is null ? null : JsonContent.Create(body);
}
