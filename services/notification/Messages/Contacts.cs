using Meet.Contracts.Chat;
using Meet.Contracts.Chat.Rpc;
using Meet.Grpc;

namespace Meet.Notification.Messages;

/// <summary>How a customer can be reached, as chat knows it.</summary>
internal sealed class Contacts(GrpcChannel chat)
{
    private static readonly GrpcUnaryMethod<GetContactRequest, ContactReply> Method = GrpcMethod.Unary<GetContactRequest, ContactReply>(
        ChatReflection.Descriptor.Services.Single(service => service.Name == "ReplyNotification"), "GetContact");

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    /// <summary>Null when the tenant has no such customer.</summary>
    /// <exception cref="GrpcException">Chat does not answer.</exception>
    public async Task<ContactReply?> FindAsync(string tenant, Guid customer, CancellationToken cancellationToken)
    {
        try
        {
            return await chat.CallAsync(
                Method,
                new GetContactRequest { CustomerId = customer.ToString() },
                new CallOptions { Tenant = tenant, Deadline = AnswerWithin },
                cancellationToken);
        }
        catch (GrpcException refused) when (refused.Code == GrpcStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Where a message of this channel goes; null: nowhere, for the workspace or the customer has nothing for it.</summary>
    public static string? AddressOf(ContactReply contact, DeliveryChannel channel) => channel switch
    {
        DeliveryChannel.Sms when contact.Sms && contact.Phone.Length > 0 => contact.Phone,
        DeliveryChannel.Email when contact.Email && contact.EmailAddress.Length > 0 => contact.EmailAddress,
        _ => null,
    };
}
