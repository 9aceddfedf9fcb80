using Meet.Contracts.Chat;
using Meet.Grpc;
using Meet.Notification.Providers;

namespace Meet.Notification.Messages;

/// <summary>What is done for one message when it is due. Each step ends with a row that tells what comes next.</summary>
internal sealed class MessageSteps(
    MessageQueue queue,
    Acceptance acceptance,
    Contacts contacts,
    ChannelProviders providers,
    NotificationOptions options,
    TimeProvider time,
    ILogger<MessageSteps> logger)
{
    public async Task StepAsync(DueMessage message, CancellationToken cancellationToken)
    {
        var pointless = Patience.Pointless(message.RingsUntil, message.OverAt, time.GetUtcNow());
        if (message.State == "wanted")
            await (pointless is null ? AddressAsync(message, cancellationToken) : queue.SkipAsync(message, time.GetUtcNow()));
        else if (pointless is not null)
            await FailAsync(message, pointless);
        else
            await SendAsync(message, cancellationToken);
    }

    /// <summary>Finds out where it goes, and queues it.</summary>
    private async Task AddressAsync(DueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var contact = await contacts.FindAsync(message.TenantId, message.CustomerId, cancellationToken);
            if (contact is null || Contacts.AddressOf(contact, message.Channel) is not { } recipient)
            {
                await queue.SkipAsync(message, time.GetUtcNow());
                return;
            }

            await acceptance.TakeAsync(
                message, recipient, contact.SenderName,
                link => Texts.Of(message.Channel, contact.Locale, contact.TenantName, contact.CustomerName, link), cancellationToken);
        }
        catch (GrpcException outage)
        {
            Log.ChatDoesNotAnswer(logger, message.Id, outage.Code);
            await queue.AskLaterAsync(message, time.GetUtcNow() + Patience.AskAgain);
        }
    }

    private async Task SendAsync(DueMessage message, CancellationToken cancellationToken)
    {
        switch (await TryAsync(message, cancellationToken))
        {
            case SendOutcome.Sent sent:
                await queue.EndAsync(message, Words.Of(DeliveryState.Sent), null, sent.ProviderId, time.GetUtcNow());
                Log.Sent(logger, message.Id, message.Channel, message.TenantId);
                break;
            case SendOutcome.Refused refused:
                await FailAsync(message, refused.Error);
                break;
            case SendOutcome.Later later when Patience.Pause(message.Tries + 1, later.After) is { } pause:
                Log.TriedAgain(logger, message.Id, message.Channel, message.TenantId, later.Error);
                await queue.TryLaterAsync(message, time.GetUtcNow() + pause, later.Doubtful);
                break;
            case SendOutcome.Later later:
                await FailAsync(message, later.Error);
                break;
        }
    }

    private async Task<SendOutcome> TryAsync(DueMessage message, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(options.TrySeconds));
        try
        {
            return await providers.Of(message.Channel).SendAsync(
                new OutgoingMessage(
                    message.Id, message.Channel, message.Recipient!, message.Sender!, message.Subject, message.Body!, message.Doubtful),
                limit.Token);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // Its words may hold an address, so only its kind is told.
            Log.TryBroke(logger, message.Id, message.Channel, failure.GetType().Name);
            return new SendOutcome.Later(SendErrors.Unavailable, Doubtful: true);
        }
    }

    private async Task FailAsync(DueMessage message, string error)
    {
        await queue.EndAsync(message, Words.Of(DeliveryState.Failed), error, null, time.GetUtcNow());
        Log.Failed(logger, message.Id, message.Channel, message.TenantId, error);
    }
}
