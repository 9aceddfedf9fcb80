using System.Net.Http.Headers;
using System.Text;

namespace Meet.Notification.Providers;

/// <summary>
/// SMS by Twilio's Messages resource (POST /2010-04-01/Accounts/{sid}/Messages.json). It takes no idempotency key, so before a try after a
/// doubtful one its list is asked whether the very text has gone to the number already; the link in it makes it the only one.
/// </summary>
internal sealed class TwilioProvider(HttpClient http, NotificationOptions options, TimeProvider time) : IMessageProvider
{
    private readonly TwilioOptions _account = options.Twilio;

    private Uri Messages => new($"{_account.BaseUrl.TrimEnd('/')}/2010-04-01/Accounts/{Uri.EscapeDataString(_account.AccountSid)}/Messages.json");

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return (message.Doubtful ? await FindAsync(message, cancellationToken) : null) ?? await PostAsync(message, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            var outcome = HttpOutcomes.Of(failure);
            // A look-up that could not connect leaves the doubt where it was.
            return outcome is SendOutcome.Later later ? later with { Doubtful = later.Doubtful || message.Doubtful } : outcome;
        }
    }

    private async Task<SendOutcome> PostAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, Messages);
        request.Content = new FormUrlEncodedContent(TwilioForm.Of(message, _account, options.Site));
        using var response = await http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        if (response.IsSuccessStatusCode)
            return new SendOutcome.Sent(TwilioAnswers.SidOf(body));
        return HttpOutcomes.Of(response.StatusCode, HttpOutcomes.RetryAfter(response, time.GetUtcNow()))
            ?? new SendOutcome.Refused(TwilioErrors.Meaning(TwilioAnswers.CodeOf(body)));
    }

    /// <summary>Null: it is not there, so it may be sent.</summary>
    private async Task<SendOutcome?> FindAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, new Uri($"{Messages}?To={Uri.EscapeDataString(message.To)}&PageSize=50"));
        using var response = await http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        if (response.IsSuccessStatusCode)
            return TwilioAnswers.Find(body, message.Text) is { } sid ? new SendOutcome.Sent(sid) : null;
        return HttpOutcomes.Of(response.StatusCode, HttpOutcomes.RetryAfter(response, time.GetUtcNow())) is SendOutcome.Later later
            ? later with { Doubtful = true }
            : new SendOutcome.Refused(SendErrors.Refused);
    }

    private HttpRequestMessage Request(HttpMethod method, Uri uri) => new(method, uri)
    {
        Headers =
        {
            Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_account.AccountSid}:{_account.AuthToken}"))),
        },
    };
}
