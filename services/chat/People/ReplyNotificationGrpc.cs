using Dapper;
using Meet.Chat.Database;
using Meet.Contracts.Chat.Rpc;
using Meet.Grpc;

namespace Meet.Chat.People;

/// <summary>chat.proto, for notification: how a customer who left can be reached, and in whose name.</summary>
internal sealed class ReplyNotificationGrpc(ChatDatabase database)
{
    private const string Contact = """
        select t.reply_sms as sms, t.reply_email as email, t.sender_name, t.name as tenant_name,
               c.name as customer_name, coalesce(c.phone, '') as phone, coalesce(c.email, '') as email_address, c.locale
          from chat.tenants t join chat.customers c on c.tenant_id = t.id
         where t.id = @tenant and c.id = @customer
        """;

    public async Task<GrpcReply<ContactReply>> GetContactAsync(GetContactRequest request, GrpcCallContext context)
    {
        var tenant = context.RequireTenant();
        if (!Guid.TryParse(request.CustomerId, out var customer))
            return new GrpcStatus(GrpcStatusCode.InvalidArgument, "customer_id: a UUID.");
        await using var connection = await database.OpenAsync(tenant, context.CancellationToken);
        return await connection.QuerySingleOrDefaultAsync<ContactReply>(Contact, new { tenant, customer }) is { } reply
            ? reply
            : new GrpcStatus(GrpcStatusCode.NotFound, "The tenant has no such customer.");
    }
}
