using System.Collections.Concurrent;
using System.Net;
using Meet.Contracts.Chat.Rpc;
using Meet.Grpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Meet.Meets.IntegrationTests.Harness;

/// <summary>Chat, as far as meets asks it: facts over real gRPC, said by the tests.</summary>
internal sealed class ChatPeer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<(string Tenant, string Chat), ChatFactsReply> _facts = [];
    private readonly ConcurrentDictionary<(string Tenant, string Room), RoomFactsReply> _rooms = [];
    private readonly ConcurrentDictionary<(string Tenant, string Id), StaffPerson> _staff = [];

    public ChatPeer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        Address = new Uri($"http://127.0.0.1:{Ports.Next()}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, Address.Port, listen => listen.Protocols = HttpProtocols.Http2));
        _app = builder.Build();
        _app.MapGrpc(
            GrpcMethod.Unary<GetChatFactsRequest, ChatFactsReply>(ChatReflection.Descriptor.Services[0], "GetChatFacts"),
            (request, context) => Task.FromResult(Answer(request, context.RequireTenant())));
        _app.MapGrpc(
            GrpcMethod.Unary<GetRoomFactsRequest, RoomFactsReply>(ChatReflection.Descriptor.Services[0], "GetRoomFacts"),
            (request, context) => Task.FromResult(Answer(request, context.RequireTenant())));
        _app.MapGrpc(
            GrpcMethod.Unary<GetStaffRequest, GetStaffReply>(ChatReflection.Descriptor.Services[0], "GetStaff"),
            (request, context) => Task.FromResult(Answer(request, context.RequireTenant())));
    }

    public Uri Address { get; }

    public Task StartAsync() => _app.StartAsync();

    public void Knows(string tenant, RoomFactsReply room) => _rooms[(tenant, room.RoomId)] = room;

    public void Knows(string tenant, StaffPerson person) => _staff[(tenant, person.Id)] = person;

    public void Knows(string tenant, ChatFactsReply facts) => _facts[(tenant, facts.ChatId)] = facts;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private GrpcReply<RoomFactsReply> Answer(GetRoomFactsRequest request, string tenant) =>
        _rooms.TryGetValue((tenant, request.RoomId), out var room) && room.Members.Any(member => member.Id == request.CallerId)
            ? room.Clone()
            : new GrpcStatus(GrpcStatusCode.NotFound, "No such room.");

    private GrpcReply<GetStaffReply> Answer(GetStaffRequest request, string tenant) => new GetStaffReply
    {
        Staff = { request.Ids.Where(id => _staff.ContainsKey((tenant, id))).Select(id => _staff[(tenant, id)].Clone()) },
    };

    private GrpcReply<ChatFactsReply> Answer(GetChatFactsRequest request, string tenant)
    {
        if (!_facts.TryGetValue((tenant, request.ChatId), out var facts)
            || (request.CallerKind == "customer" && request.CallerId != facts.Customer.Id))
        {
            return new GrpcStatus(GrpcStatusCode.NotFound, "No such chat.");
        }

        var answer = facts.Clone();
        answer.CallerHasSeat &= request.CallerKind == "staff";
        return answer;
    }
}
