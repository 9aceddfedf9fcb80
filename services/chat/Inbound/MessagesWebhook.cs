using System.Text.Json;
using Dapper;
using Meet.Chat.Chats;
using Meet.Chat.Database;
using Meet.Chat.Identity;
using Meet.Chat.Working;
using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Inbound;

/// <param name="EntryId">The same one whenever the message is sent again.</param>
internal sealed record InboundTaken(Guid EntryId);

/// <summary>
/// Where connectors of external messengers deliver. Nobody is signed in here: the signature says who it is, and an unknown
/// workspace, one without a secret and a wrong signature look alike, in the answer as in its time.
/// </summary>
internal static class MessagesWebhook
{
    private const string Secret = "select webhook_secret from chat.tenants where id = @tenant";

    private static readonly string NoSecret = SessionToken.Create();

    public static void MapMessagesWebhook(this WebApplication app) =>
        app.MapPost("/api/webhooks/messages/{tenant}", HandleAsync).WithTags("Webhooks").AllowAnonymous();

    private static async Task<Results<Ok<InboundTaken>, ProblemHttpResult>> HandleAsync(
        string tenant, HttpRequest request, ChatDatabase database, Works works, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await ReadAsync(request, cancellationToken) is not { } body)
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "body_too_large", "A body has at most 64 KiB.");
        var secret = await FindSecretAsync(tenant, database, cancellationToken);
        var valid = WebhookSignature.IsValid(request.Headers[WebhookSignature.Header], body.Span, secret ?? NoSecret, time.GetUtcNow());
        if (!valid || secret is null)
            return Problems.Of(StatusCodes.Status401Unauthorized, "bad_signature", "The signature is not this workspace's, or too old.");

        if (Parse(body.Span) is not { } message)
            return ChatProblems.BadRequest("The body is no such message.");
        if (message.Fault() is { } fault)
            return ChatProblems.BadRequest(fault);
        await using var work = await works.BeginAsync(tenant, cancellationToken);
        var (entry, isNew) = await InboundMessages.WriteAsync(work, message);
        if (isNew)
            await work.CommitAsync(cancellationToken);
        return TypedResults.Ok(new InboundTaken(entry));
    }

    /// <summary>Null when there is more than may be.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new byte[Endpoints.MaxBody + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > Endpoints.MaxBody ? (ReadOnlyMemory<byte>?)null : buffer.AsMemory(0, length);
    }

    private static async Task<string?> FindSecretAsync(string tenant, ChatDatabase database, CancellationToken cancellationToken)
    {
        if (tenant.Length > 40 || tenant.Contains('\0', StringComparison.Ordinal))
            tenant = "";
        await using var connection = await database.OpenDirectoryAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string>(Secret, new { tenant });
    }

    private static InboundMessage? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<InboundMessage>(body, JsonDefaults.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
