using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Meet.Notification.IntegrationTests;

/// <summary>Twilio's Messages resource, as far as it is used: takes forms, lists what it took, and fails as it is told to.</summary>
internal sealed class TwilioPeer : IAsyncDisposable
{
    public const string AccountSid = "AC00000000000000000000000000000001";
    public const string AuthToken = "a token of the tests";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Trouble>> _troubles = [];
    private readonly ConcurrentQueue<Taken> _taken = new();
    private readonly ConcurrentQueue<string> _asked = new();

    public TwilioPeer(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _app = builder.Build();
        var messages = $"/2010-04-01/Accounts/{AccountSid}/Messages.json";
        _app.MapPost(messages, PostAsync);
        _app.MapGet(messages, ListAsync);
    }

    public enum Trouble { Refused400, Busy429, Broken500, TakenBut500, TakenButSilent, Silent }

    public Task StartAsync() => _app.StartAsync();

    /// <summary>What happens to the next tries for a number; later ones succeed.</summary>
    public void Has(string number, params Trouble[] troubles) => _troubles[number] = new ConcurrentQueue<Trouble>(troubles);

    /// <summary>What would have reached the phone.</summary>
    public IReadOnlyList<Taken> TakenFor(string number) => [.. _taken.Where(each => each.To == number)];

    /// <summary>How often it was asked to send to this number.</summary>
    public int AskedFor(string number) => _asked.Count(each => each == number);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task PostAsync(HttpContext context)
    {
        if (!IsAuthorized(context))
            return;
        var form = await context.Request.ReadFormAsync();
        var taken = new Taken($"SM{Guid.NewGuid():N}", form["To"]!, form["From"].ToString(), form["Body"]!, form["StatusCallback"].ToString());
        _asked.Enqueue(taken.To);
        Trouble? trouble = _troubles.TryGetValue(taken.To, out var waiting) && waiting.TryDequeue(out var next) ? next : null;
        if (trouble is null or Trouble.TakenBut500 or Trouble.TakenButSilent)
            _taken.Enqueue(taken);
        switch (trouble)
        {
            case null:
                await AnswerAsync(context, 201, new { sid = taken.Sid, status = "queued", body = taken.Body });
                break;
            case Trouble.Refused400:
                await AnswerAsync(context, 400, new { code = 21211, message = $"The 'To' number {taken.To} is not a valid phone number.", status = 400 });
                break;
            case Trouble.Busy429:
                context.Response.Headers.RetryAfter = "60";
                await AnswerAsync(context, 429, new { code = 20429, message = "Too Many Requests", status = 429 });
                break;
            case Trouble.Broken500 or Trouble.TakenBut500:
                context.Response.StatusCode = 500;
                break;
            default:
                // Until the other side has lost patience.
                var gone = new TaskCompletionSource();
                await using (context.RequestAborted.Register(gone.SetResult))
                    await gone.Task;
                break;
        }
    }

    private async Task ListAsync(HttpContext context)
    {
        if (!IsAuthorized(context))
            return;
        var to = context.Request.Query["To"].ToString();
        await AnswerAsync(context, 200, new { messages = TakenFor(to).Select(each => new { sid = each.Sid, body = each.Body, status = "sent" }) });
    }

    private static bool IsAuthorized(HttpContext context)
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AccountSid}:{AuthToken}"));
        if (context.Request.Headers.Authorization == expected)
            return true;
        context.Response.StatusCode = 401;
        return false;
    }

    private static Task AnswerAsync<T>(HttpContext context, int status, T body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(body);
    }
}

internal sealed record Taken(string Sid, string To, string From, string Body, string StatusCallback);
