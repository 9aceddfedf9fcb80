using Meet.Contracts.Chat;
using Meet.Notification.Providers;
using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Notification.Messages;

/// <summary>Twilio's StatusCallback. Anybody can knock here, so the signature is looked at before anything else is.</summary>
internal static class TwilioStatusApi
{
    public static void MapTwilioStatus(this IEndpointRouteBuilder app) =>
        app.MapPost(TwilioForm.StatusPath, ReportAsync).WithTags("Notifications").AllowAnonymous().ExcludeFromDescription();

    private static async Task<Results<NoContent, ProblemHttpResult>> ReportAsync(
        HttpRequest request, NotificationOptions options, DeliveryReports reports, ILogger<DeliveryReports> logger, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
            return BadSignature();
        var form = (await request.ReadFormAsync(cancellationToken))
            .SelectMany(field => field.Value.Select(value => new KeyValuePair<string, string>(field.Key, value ?? ""))).ToList();
        // The URL is the one that Twilio was told, whatever a proxy has made of it on the way.
        var url = $"{options.Site}{TwilioForm.StatusPath}{request.QueryString}";
        if (options.Twilio.AuthToken.Length == 0
            || !TwilioSignature.IsValid(request.Headers["X-Twilio-Signature"].ToString(), options.Twilio.AuthToken, url, form))
        {
            Log.ForgedReport(logger);
            return BadSignature();
        }

        if (Guid.TryParse(request.Query["m"], out var message) && Meaning(Field(form, "MessageStatus")) is { } state)
        {
            var error = state == DeliveryState.Failed ? TwilioErrors.Meaning(int.TryParse(Field(form, "ErrorCode"), out var code) ? code : 0) : null;
            await reports.WriteAsync(message, Words.Of(state), error, cancellationToken);
        }

        return TypedResults.NoContent();
    }

    /// <summary>Null for what is on its way.</summary>
    internal static DeliveryState? Meaning(string status) => status switch
    {
        "delivered" or "read" => DeliveryState.Delivered,
        "undelivered" or "failed" or "canceled" => DeliveryState.Failed,
        _ => null,
    };

    private static string Field(List<KeyValuePair<string, string>> form, string name) =>
        form.FirstOrDefault(field => field.Key == name).Value ?? "";

    private static ProblemHttpResult BadSignature() =>
        Problems.Of(StatusCodes.Status401Unauthorized, "bad_signature", "The request is not signed by whom it should come from.");
}
