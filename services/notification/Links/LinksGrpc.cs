using Meet.Contracts.Notifications.Rpc;
using Meet.Grpc;

namespace Meet.Notification.Links;

/// <summary>notification.proto, for the gateway. Whatever does not open answers with the same words.</summary>
internal sealed class LinksGrpc(LinkStore links)
{
    private const int LongestToken = 256;

    private static readonly GrpcStatus NotValid = new(GrpcStatusCode.NotFound, "The link opens nothing.");
    private static readonly GrpcStatus NoSuchMeet = new(GrpcStatusCode.NotFound, "There is no such Meet for this customer.");

    public async Task<GrpcReply<LinkReply>> OpenAsync(OpenLinkRequest request, GrpcCallContext context)
    {
        if (request.Token.Length is 0 or > LongestToken || await links.OpenAsync(request.Token, context.CancellationToken) is not { } target)
            return NotValid;
        return new LinkReply
        {
            TenantId = target.TenantId,
            CustomerId = target.CustomerId.ToString(),
            ChatId = target.ChatId.ToString(),
            MeetId = target.MeetId.ToString(),
        };
    }

    /// <summary>An empty <c>chat_id</c> stands for a session that has all of the customer's chats.</summary>
    public async Task<GrpcReply<HandoverReply>> CreateHandoverAsync(CreateHandoverRequest request, GrpcCallContext context)
    {
        var tenant = context.RequireTenant();
        Guid? chat = null;
        if (request.ChatId.Length > 0)
            chat = Guid.TryParse(request.ChatId, out var only) ? only : Guid.Empty;
        if (!Guid.TryParse(request.CustomerId, out var customer)
            || !Guid.TryParse(request.MeetId, out var meet)
            || await links.HandOverAsync(tenant, customer, chat, meet, context.CancellationToken) is not { } link)
        {
            return NoSuchMeet;
        }

        return new HandoverReply { Token = link.Token, ExpiresAtUnixMs = link.ExpiresAt.ToUnixTimeMilliseconds() };
    }
}
