using Dapper;
using Meet.Chat.Database;
using Meet.Chat.People;
using Meet.Contracts.Chat;
using Meet.Contracts.Chat.Rpc;
using Meet.Grpc;

namespace Meet.Chat.Chats;

/// <summary>chat.proto, for meets: everything its decider needs to know, in one answer.</summary>
internal sealed class ChatFactsGrpc(ChatDatabase database)
{
    private const int MaxIds = 200;

    private const string CallerOfStaff = """
        select s.name, s.operator_seat, t.plan = 'paid' as plan_paid
          from chat.tenants t join chat.staff s on s.tenant_id = t.id where t.id = @tenant and s.id = @caller
        """;

    private const string CallerOfCustomers = """
        select c.name, false as operator_seat, t.plan = 'paid' as plan_paid
          from chat.tenants t join chat.customers c on c.tenant_id = t.id where t.id = @tenant and c.id = @caller
        """;

    // The assignee, and whoever wrote in the chat, be it in the internal conversation.
    private const string InChat = """
         and (s.id = @assignee or exists (
               select 1 from chat.entries e
                where e.tenant_id = @tenant and e.chat_id = @chat and e.kind = 'message' and e.author_kind = 'staff' and e.author_id = s.id))
        """;

    private static readonly GrpcStatus NotFound = new(GrpcStatusCode.NotFound, "The tenant has no such chat for this caller.");

    public async Task<GrpcReply<ChatFactsReply>> GetAsync(GetChatFactsRequest request, GrpcCallContext context)
    {
        var tenant = context.RequireTenant();
        if (!Guid.TryParse(request.ChatId, out var chat)
            || !Guid.TryParse(request.CallerId, out var caller)
            || request.CallerKind is not ("staff" or "customer"))
        {
            return new GrpcStatus(GrpcStatusCode.InvalidArgument, "chat_id and caller_id: UUIDs; caller_kind: staff or customer.");
        }

        var isStaff = request.CallerKind == "staff";
        await using var connection = await database.OpenAsync(tenant, context.CancellationToken);
        var asking = await connection.QuerySingleOrDefaultAsync<Caller>(
            isStaff ? CallerOfStaff : CallerOfCustomers, new { tenant, caller });
        if (asking is null || await ChatQueries.FindAsync(connection, tenant, chat, isStaff ? null : caller) is not { } row)
            return NotFound;
        var facts = FactsOf(row, asking);
        facts.StaffInChat.AddRange(await StaffPeople.ListAsync(connection, InChat, new { tenant, chat, assignee = row.AssigneeId }));
        return facts;
    }

    public async Task<GrpcReply<GetStaffReply>> GetStaffAsync(GetStaffRequest request, GrpcCallContext context)
    {
        var tenant = context.RequireTenant();
        var ids = request.Ids.Select(text => Guid.TryParse(text, out var id) ? id : (Guid?)null).ToArray();
        if (ids.Length > MaxIds || ids.Any(id => id is null))
            return new GrpcStatus(GrpcStatusCode.InvalidArgument, "ids: at most 200 UUIDs.");
        await using var connection = await database.OpenAsync(tenant, context.CancellationToken);
        var reply = new GetStaffReply();
        reply.Staff.AddRange(await StaffPeople.ListAsync(connection, "and s.id = any(@ids)", new { tenant, ids }));
        return reply;
    }

    private static ChatFactsReply FactsOf(ChatRow row, Caller asking)
    {
        var facts = new ChatFactsReply
        {
            ChatId = row.Id.ToString(),
            Open = row.State == ChatState.Open,
            InputOpen = row.InputOpen,
            Source = Words.Of(row.Source),
            CustomerMayStart = row.MayStartSetting,
            PlanPaid = asking.PlanPaid,
            CallerHasSeat = asking.OperatorSeat,
            CallerName = asking.Name,
            Customer = new Person { Id = row.CustomerId.ToString(), Name = row.CustomerName },
            CustomerReachability = StaffPeople.Of(row.CustomerPresence),
            CustomerReachableByLink = row.ReachableByLink,
        };
        if (row.AssigneeId is { } assignee)
        {
            facts.Assignee = new Person { Id = assignee.ToString(), Name = row.AssigneeName ?? "" };
            facts.AssigneeReachability = StaffPeople.Of(row.AssigneePresence);
            facts.AssigneeReady = row.AssigneeReady;
        }

        return facts;
    }

    private sealed class Caller
    {
        public string Name { get; init; } = "";
        public bool OperatorSeat { get; init; }
        public bool PlanPaid { get; init; }
    }
}

internal static class ChatFactsFeature
{
    public static void MapChatFacts(this WebApplication app)
    {
        var (facts, contacts) = (ChatReflection.Descriptor.Services[0], ChatReflection.Descriptor.Services[1]);
        var chats = app.Services.GetRequiredService<ChatFactsGrpc>();
        app.MapGrpc(GrpcMethod.Unary<GetChatFactsRequest, ChatFactsReply>(facts, "GetChatFacts"), chats.GetAsync);
        app.MapGrpc(GrpcMethod.Unary<GetStaffRequest, GetStaffReply>(facts, "GetStaff"), chats.GetStaffAsync);
        app.MapGrpc(
            GrpcMethod.Unary<GetContactRequest, ContactReply>(contacts, "GetContact"),
            app.Services.GetRequiredService<ReplyNotificationGrpc>().GetContactAsync);
    }
}
