using Meet.Chat.Entries;
using Meet.Chat.People;
using Meet.Contracts.Chat;

namespace Meet.Chat.Inbound;

/// <summary>A message that an external messenger took from a customer.</summary>
/// <param name="MessageId">The messenger's own, 1 to 200 characters: the same one again is the same message.</param>
/// <param name="At">When the messenger took it. The timeline goes by when it came here.</param>
internal sealed record InboundMessage(ChatSource? Source, string? MessageId, DateTimeOffset? At, InboundCustomer? Customer, string? Text)
{
    private const int MaxId = 200;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Fault() => this switch
    {
        { Source: null or ChatSource.Web } => "source: line, instagram or messenger.",
        { At: null } => "at: an instant.",
        { Customer: null } => "customer: {id, name}.",
        _ when !UserText.IsValid(MessageId, MaxId) => "messageId: 1 to 200 characters.",
        _ when !UserText.IsValid(Customer.Id, MaxId) => "customer.id: 1 to 200 characters.",
        _ when !UserText.IsValid(Customer.Name, CustomerContact.MaxName) => "customer.name: 1 to 60 characters.",
        _ when !UserText.IsValid(Text, PostMessage.MaxText) => "text: 1 to 5,000 characters.",
        _ => null,
    };
}

/// <param name="Id">The messenger's own.</param>
internal sealed record InboundCustomer(string? Id, string? Name);
