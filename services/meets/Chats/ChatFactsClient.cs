using System.Collections.Immutable;
using Google.Protobuf;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Chat.Rpc;
using Meet.Contracts.Meets;
using Meet.Grpc;
using Meet.Meets.Domain;
using Meet.ServiceDefaults.Identity;

namespace Meet.Meets.Chats;

/// <summary>A colleague as chat knows them.</summary>
internal sealed record Colleague(PersonRef Person, PresenceState Presence)
{
    public Callee AsCallee(DateTimeOffset now) => new(Guid.CreateVersion7(now), Person, Presence);
}

/// <param name="StaffInChat">The assignee, and whoever wrote in the chat.</param>
internal sealed record ChatFacts(StartFacts Start, ImmutableArray<Colleague> StaffInChat);

/// <param name="Members">The caller too.</param>
internal sealed record RoomFacts(MeetPlace Place, ImmutableArray<Colleague> Members);

/// <summary>What chat knows of a chat and of whoever asks.</summary>
internal sealed class ChatFactsClient(GrpcChannel channel)
{
    private static readonly GrpcUnaryMethod<GetChatFactsRequest, ChatFactsReply> Method =
        GrpcMethod.Unary<GetChatFactsRequest, ChatFactsReply>(ChatReflection.Descriptor.Services[0], "GetChatFacts");

    private static readonly GrpcUnaryMethod<GetRoomFactsRequest, RoomFactsReply> RoomMethod =
        GrpcMethod.Unary<GetRoomFactsRequest, RoomFactsReply>(ChatReflection.Descriptor.Services[0], "GetRoomFacts");

    private static readonly GrpcUnaryMethod<GetStaffRequest, GetStaffReply> StaffMethod =
        GrpcMethod.Unary<GetStaffRequest, GetStaffReply>(ChatReflection.Descriptor.Services[0], "GetStaff");

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    /// <summary>Null when there is no such chat for this caller. What other Meets do is not chat's to know: left open.</summary>
    /// <exception cref="GrpcException">Chat does not answer; becomes 503.</exception>
    public async Task<ChatFacts?> GetAsync(Caller caller, Guid chatId, CancellationToken cancellationToken)
    {
        var request = new GetChatFactsRequest
        {
            ChatId = chatId.ToString(),
            CallerKind = caller.IsStaff ? "staff" : "customer",
            CallerId = caller.PersonId.ToString(),
        };
        return await AskAsync(Method, request, caller, cancellationToken) is { } reply
            ? new ChatFacts(Read(reply), [.. reply.StaffInChat.Select(Read)])
            : null;
    }

    /// <summary>Null when there is no such room for this caller.</summary>
    /// <exception cref="GrpcException">Chat does not answer; becomes 503.</exception>
    public async Task<RoomFacts?> GetRoomAsync(Caller caller, Guid roomId, CancellationToken cancellationToken)
    {
        var request = new GetRoomFactsRequest { RoomId = roomId.ToString(), CallerId = caller.PersonId.ToString() };
        return caller.IsStaff && await AskAsync(RoomMethod, request, caller, cancellationToken) is { } reply
            ? new RoomFacts(
                reply.Kind == "direct" ? MeetPlace.DirectMessage : MeetPlace.TeamChat, [.. reply.Members.Select(Read)])
            : null;
    }

    /// <summary>Those of the asked-for people who are on the team.</summary>
    /// <exception cref="GrpcException">Chat does not answer; becomes 503.</exception>
    public async Task<ImmutableArray<Colleague>> GetStaffAsync(Caller caller, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var request = new GetStaffRequest { Ids = { ids.Select(id => id.ToString()) } };
        return await AskAsync(StaffMethod, request, caller, cancellationToken) is { } reply ? [.. reply.Staff.Select(Read)] : [];
    }

    private async Task<TReply?> AskAsync<TRequest, TReply>(
        GrpcUnaryMethod<TRequest, TReply> method, TRequest request, Caller caller, CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>, new()
        where TReply : class, IMessage<TReply>, new()
    {
        try
        {
            return await channel.CallAsync(
                method, request, new CallOptions { Tenant = caller.TenantId, Deadline = AnswerWithin }, cancellationToken);
        }
        catch (GrpcException refused) when (refused.Code == GrpcStatusCode.NotFound)
        {
            return null;
        }
    }

    private static Colleague Read(StaffPerson person) =>
        new(new PersonRef(PersonKind.Staff, Guid.Parse(person.Id), person.Name), Read(person.Reachability));

    private static StartFacts Read(ChatFactsReply reply) => new(
        Guid.Parse(reply.ChatId),
        reply.Open,
        reply.InputOpen,
        FromExternalMessenger: reply.Source != "web",
        reply.CustomerMayStart,
        reply.PlanPaid,
        reply.CallerHasSeat,
        Read(PersonKind.Customer, reply.Customer),
        Read(reply.CustomerReachability),
        reply.Assignee is { } assignee ? Read(PersonKind.Staff, assignee) : null,
        Read(reply.AssigneeReachability),
        MeetInProgress: null,
        CallerInAnotherMeet: false,
        AssigneeInAnotherMeet: false,
        CalledBack: null)
    {
        AssigneeReady = reply.AssigneeReady,
        CustomerReachableByLink = reply.CustomerReachableByLink,
    };

    private static PersonRef Read(PersonKind kind, Person person) => new(kind, Guid.Parse(person.Id), person.Name);

    private static PresenceState Read(Reachability reachability) => reachability switch
    {
        Reachability.Online => PresenceState.Online,
        Reachability.Idle => PresenceState.Idle,
        _ => PresenceState.Offline,
    };
}
