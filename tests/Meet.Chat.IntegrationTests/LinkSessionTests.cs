using System.Net;
using System.Net.Http.Json;
using Meet.Chat.Chats;
using Meet.Chat.Identity;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Identity;
using Meet.Grpc;
using Meet.ServiceDefaults.Http;

namespace Meet.Chat.IntegrationTests;

/// <summary>Whoever has a link is its customer in that one chat, and sees no other.</summary>
public sealed class LinkSessionTests(ChatHost host)
{
    private static readonly GrpcUnaryMethod<StartLinkSessionRequest, SessionReply> Start =
        GrpcMethod.Unary<StartLinkSessionRequest, SessionReply>(IdentityReflection.Descriptor.Services[0], "StartLinkSession");

    private static readonly GrpcUnaryMethod<ResolveSessionRequest, Principal> Resolve =
        GrpcMethod.Unary<ResolveSessionRequest, Principal>(IdentityReflection.Descriptor.Services[0], "ResolveSession");

    [Fact]
    public async Task A_links_session_is_its_customers_for_a_day_and_one_chat()
    {
        var workspace = await Workspace.CreateAsync(host);
        var customer = await workspace.CustomerAsync("a");
        var chat = (await workspace.OpenAsync(customer)).ChatId;

        var reply = await StartAsync(workspace, customer.Id, chat);
        var principal = await host.Grpc.CallAsync(Resolve, new ResolveSessionRequest { Token = reply.Token }, new CallOptions());

        principal.ShouldBe(reply.Principal);
        (principal.PersonKind, principal.PersonId, principal.ChatId, principal.Admin, principal.TenantId)
            .ShouldBe(("customer", customer.Id.ToString(), chat.ToString(), false, workspace.Id));
        (DateTimeOffset.FromUnixTimeMilliseconds(reply.ExpiresAtUnixMs) - host.Clock.GetUtcNow()).ShouldBeInRange(
            Sessions.LinkLife - TimeSpan.FromMinutes(5), Sessions.LinkLife);
        host.Clock.Advance(Sessions.LinkLife);
        (await Should.ThrowAsync<GrpcException>(() => host.Grpc.CallAsync(Resolve, new ResolveSessionRequest { Token = reply.Token }, new CallOptions())))
            .Code.ShouldBe(GrpcStatusCode.Unauthenticated);
    }

    [Fact]
    public async Task For_a_chat_that_is_not_the_customers_none_is_started()
    {
        var (mine, theirs) = (await Workspace.CreateAsync(host), await Workspace.CreateAsync(host));
        var (customer, other) = (await mine.CustomerAsync("a"), await mine.CustomerAsync("b"));
        var chat = (await mine.OpenAsync(customer)).ChatId;

        foreach (var (workspace, person, wanted) in ((Workspace, Guid, Guid)[])
            [(mine, other.Id, chat), (theirs, customer.Id, chat), (mine, customer.Id, Guid.NewGuid()), (mine, Guid.NewGuid(), chat)])
        {
            (await Should.ThrowAsync<GrpcException>(() => StartAsync(workspace, person, wanted))).Code.ShouldBe(GrpcStatusCode.NotFound);
        }

        (await mine.QueryAsync<int>("select count(*)::int from chat.sessions where person_id = @id", new { id = customer.Id })).ShouldBe(0);
    }

    [Fact]
    public async Task In_its_chat_it_reads_and_writes_as_the_customer()
    {
        var (workspace, customer, chat, _) = await TwoChatsAsync();
        var link = workspace.ByLink(customer, chat);

        (await Workspace.ReadAsync<ChatPage>(await link.GetAsync("/api/chat/chats"))).Items.ShouldHaveSingleItem().ChatId.ShouldBe(chat);
        (await Workspace.ReadAsync<ChatView>(await link.GetAsync($"/api/chat/chats/{chat}"))).ChatId.ShouldBe(chat);
        var said = await link.PostAsJsonAsync($"/api/chat/chats/{chat}/messages", new { clientId = Guid.NewGuid(), text = "x" }, JsonDefaults.Options);
        (await Workspace.ReadAsync<ChatEntryView>(said, HttpStatusCode.Created)).Author.ShouldBe(customer);
    }

    [Theory]
    [InlineData("GET", "chats/{other}")]
    [InlineData("GET", "chats/{other}/entries")]
    [InlineData("POST", "chats/{other}/messages")]
    [InlineData("POST", "chats/{other}/read")]
    [InlineData("POST", "chats/{other}/typing")]
    [InlineData("POST", "chats")]
    public async Task The_customers_other_chats_do_not_exist_for_it(string method, string path)
    {
        var (workspace, customer, chat, other) = await TwoChatsAsync();
        var before = await workspace.ChatAsync(customer, other);
        var link = workspace.ByLink(customer, chat);

        path = "/api/chat/" + path.Replace("{other}", other.ToString(), StringComparison.Ordinal);
        using var response = method == "GET"
            ? await link.GetAsync(path)
            : await link.PostAsJsonAsync(path, new { clientId = Guid.NewGuid(), text = "x", position = 1 }, JsonDefaults.Options);

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.NotFound, "not_found");
        (await workspace.ChatAsync(customer, other)).ShouldBe(before);
        (await workspace.GetAsync<ChatPage>(customer, "chats")).Items.Count.ShouldBe(2);
    }

    private Task<SessionReply> StartAsync(Workspace workspace, Guid customer, Guid chat) => host.Grpc.CallAsync(
        Start,
        new StartLinkSessionRequest { TenantId = workspace.Id, CustomerId = customer.ToString(), ChatId = chat.ToString() },
        new CallOptions());

    private async Task<(Workspace Workspace, PersonRef Customer, Guid Chat, Guid Other)> TwoChatsAsync()
    {
        var workspace = await Workspace.CreateAsync(host);
        var customer = await workspace.CustomerAsync("a");
        return (workspace, customer, (await workspace.OpenAsync(customer)).ChatId, (await workspace.OpenAsync(customer)).ChatId);
    }
}
