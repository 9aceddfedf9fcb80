using System.Net;
using Meet.Contracts.Identity;
using Meet.Contracts.Notifications.Rpc;
using Meet.Gateway.Links;
using Meet.Gateway.Sessions;
using Meet.Grpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Meet.Gateway.Tests;

/// <summary>What the gateway says to chat and notification about links, over real gRPC.</summary>
public sealed class ClientTests
{
    private static readonly GrpcStatus NotFound = new(GrpcStatusCode.NotFound, "Nothing.");
    private static readonly Guid Customer = Guid.CreateVersion7();
    private static readonly Guid Chat = Guid.CreateVersion7();
    private static readonly Guid MeetId = Guid.CreateVersion7();

    [Fact]
    public async Task A_link_is_opened_and_what_opens_nothing_is_null()
    {
        await using var server = await StartAsync();
        using var links = new LinksClient(AddressOf(server));

        (await links.OpenAsync("right", CancellationToken.None)).ShouldBe(new OpenedLink("demo", Customer, Chat, MeetId));
        (await links.OpenAsync("wrong", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_hand_over_names_tenant_customer_Meet_and_the_chat_if_the_session_has_but_one()
    {
        await using var server = await StartAsync();
        using var links = new LinksClient(AddressOf(server));

        (await links.HandOverAsync("demo", Customer, Chat, MeetId, CancellationToken.None))
            .ShouldBe(new Handover($"demo {Customer} {Chat} {MeetId}", DateTimeOffset.UnixEpoch.AddMinutes(5)));
        (await links.HandOverAsync("demo", Customer, null, MeetId, CancellationToken.None))
            .ShouldNotBeNull().Token.ShouldBe($"demo {Customer}  {MeetId}");
        (await links.HandOverAsync("other", Customer, null, MeetId, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_links_session_has_its_chat_and_one_for_nobody_is_null()
    {
        await using var server = await StartAsync();
        using var identity = new IdentityClient(AddressOf(server));

        var session = (await identity.StartLinkAsync("demo", Customer, Chat, CancellationToken.None)).ShouldNotBeNull();

        (session.Token, session.Person.Kind, session.Person.PersonId, session.Person.ChatId).ShouldBe(("opened", "customer", Customer, Chat));
        (await identity.StartLinkAsync("demo", Guid.NewGuid(), Chat, CancellationToken.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("no id", "00000000-0000-0000-0000-000000000000")]
    public void A_chat_that_cannot_be_read_is_a_chat_that_nobody_has(string chat, string? expected) =>
        SignedIn.From(PrincipalOf(Customer.ToString(), chat)).ChatId.ShouldBe(expected is null ? null : Guid.Parse(expected));

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        var links = NotificationReflection.Descriptor.Services[0];
        app.MapGrpc(GrpcMethod.Unary<OpenLinkRequest, LinkReply>(links, "Open"), (request, _) => Task.FromResult<GrpcReply<LinkReply>>(
            request.Token != "right" ? NotFound : new LinkReply
            {
                TenantId = "demo", CustomerId = Customer.ToString(), ChatId = Chat.ToString(), MeetId = MeetId.ToString(),
            }));
        app.MapGrpc(
            GrpcMethod.Unary<CreateHandoverRequest, HandoverReply>(links, "CreateHandover"),
            (request, context) => Task.FromResult<GrpcReply<HandoverReply>>(context.RequireTenant() != "demo" ? NotFound : new HandoverReply
            {
                Token = $"{context.Tenant} {request.CustomerId} {request.ChatId} {request.MeetId}", ExpiresAtUnixMs = 300_000,
            }));
        app.MapGrpc(
            GrpcMethod.Unary<StartLinkSessionRequest, SessionReply>(IdentityReflection.Descriptor.Services[0], "StartLinkSession"),
            (request, _) => Task.FromResult<GrpcReply<SessionReply>>(request.CustomerId != Customer.ToString() ? NotFound : new SessionReply
            {
                Token = "opened", Principal = PrincipalOf(request.CustomerId, request.ChatId),
            }));
        await app.StartAsync();
        return app;
    }

    private static Uri AddressOf(WebApplication server) => new(server.Urls.Single());

    private static Principal PrincipalOf(string customer, string chat) => new()
    {
        TenantId = "demo", TenantName = "デモショップ", PersonKind = "customer", PersonId = customer, Name = "山本",
        SessionId = Guid.CreateVersion7().ToString(), ChatId = chat,
    };
}
