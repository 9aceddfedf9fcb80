using System.Collections.Concurrent;
using System.Net;
using Meet.Contracts.Chat.Rpc;
using Meet.Grpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Meet.Notification.IntegrationTests;

/// <summary>Chat, as far as notification asks it: contacts over real gRPC, said by the tests.</summary>
internal sealed class ChatPeer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<(string Tenant, string Customer), ContactReply> _contacts = [];
    private int _asked;

    public ChatPeer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        _app = builder.Build();
        var service = ChatReflection.Descriptor.Services.Single(each => each.Name == "ReplyNotification");
        _app.MapGrpc(
            GrpcMethod.Unary<GetContactRequest, ContactReply>(service, "GetContact"),
            (request, context) => Task.FromResult(Answer(request, context.RequireTenant())));
    }

    public Uri Address => new(_app.Urls.Single());

    public bool IsDown { get; set; }

    public int Asked => Volatile.Read(ref _asked);

    public Task StartAsync() => _app.StartAsync();

    public void Knows(string tenant, Guid customer, ContactReply contact) => _contacts[(tenant, customer.ToString())] = contact;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private GrpcReply<ContactReply> Answer(GetContactRequest request, string tenant)
    {
        Interlocked.Increment(ref _asked);
        return IsDown ? new GrpcStatus(GrpcStatusCode.Unavailable, "Down.")
            : _contacts.TryGetValue((tenant, request.CustomerId), out var contact) ? contact
            : new GrpcStatus(GrpcStatusCode.NotFound, "No such customer.");
    }
}
