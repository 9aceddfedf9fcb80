using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Http;

namespace Meet.Notification.Providers;

/// <summary>
/// Hands messages to an address of the operator's own, which sends them as it likes: a signed JSON POST. The receiver keeps the
/// <c>Idempotency-Key</c> and does nothing for one that it has seen.
/// </summary>
internal sealed class WebhookProvider(HttpClient http, NotificationOptions options, TimeProvider time) : IMessageProvider
{
    public const string SignatureHeader = "Meet-Signature";
    public const string KeyHeader = "Idempotency-Key";

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new WebhookBody(message.Id, message.Channel, message.To, message.From, message.Subject, message.Text), JsonDefaults.Options);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Webhook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(KeyHeader, message.Id.ToString());
        request.Headers.Add(SignatureHeader, Signature(options.Webhook.Secret, time.GetUtcNow(), body));
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
                return new SendOutcome.Sent();
            return HttpOutcomes.Of(response.StatusCode, HttpOutcomes.RetryAfter(response, time.GetUtcNow()))
                ?? new SendOutcome.Refused(SendErrors.Refused);
        }
        catch (HttpRequestException failure)
        {
            return HttpOutcomes.Of(failure);
        }
    }

    /// <summary><c>t=&lt;unix&gt;,v1=&lt;hex HMAC-SHA256 of t + "." + body&gt;</c>, as for the webhooks that come in.</summary>
    internal static string Signature(string secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes(seconds + "."), .. body];
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
        return $"t={seconds},v1={Convert.ToHexStringLower(mac)}";
    }
}

internal sealed record WebhookBody(Guid Id, DeliveryChannel Channel, string To, string From, string? Subject, string Text);
