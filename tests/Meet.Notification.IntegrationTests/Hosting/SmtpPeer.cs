using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Meet.Notification.IntegrationTests;

/// <summary>An SMTP server (RFC 5321): keeps what it takes, and answers recipients as it is told to.</summary>
internal sealed class SmtpPeer : IDisposable
{
    private const string Greeting = "220 mail.test ESMTP";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _answers = [];
    private readonly ConcurrentQueue<Mail> _taken = new();
    private readonly X509Certificate2? _certificate;
    private readonly bool _fromTheStart;
    private int _handshakes;

    /// <param name="certificate">It offers STARTTLS (RFC 3207) with this one; null: it speaks in the clear only.</param>
    /// <param name="fromTheStart">It encrypts before it says a word (RFC 8314).</param>
    public SmtpPeer(X509Certificate2? certificate = null, bool fromTheStart = false)
    {
        (_certificate, _fromTheStart) = (certificate, fromTheStart);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The next answers to RCPT for an address; later ones are welcome.</summary>
    public void Answers(string address, params string[] replies) => _answers[address] = new ConcurrentQueue<string>(replies);

    /// <summary>How often somebody began to encrypt.</summary>
    public int Handshakes => Volatile.Read(ref _handshakes);

    public IReadOnlyList<Mail> TakenFor(string address) => [.. _taken.Where(mail => mail.To == address)];

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        await using var stream = client.GetStream();
        try
        {
            if (_fromTheStart)
                await EncryptAsync(stream, Greeting);
            else
                await ServeAsync(stream, Greeting);
        }
        catch (Exception gone) when (gone is IOException or AuthenticationException)
        {
            // The client went, or did not like the certificate.
        }
    }

    private async Task EncryptAsync(Stream stream, string? greeting)
    {
        Interlocked.Increment(ref _handshakes);
        await using var secure = new SslStream(stream, leaveInnerStreamOpen: true);
        await secure.AuthenticateAsServerAsync(_certificate!);
        await ServeAsync(secure, greeting);
    }

    private async Task ServeAsync(Stream stream, string? greeting)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        var to = "";
        if (greeting is not null)
            await writer.WriteLineAsync(greeting);
        while (await reader.ReadLineAsync() is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await writer.WriteLineAsync("250-mail.test");
                    if (_certificate is not null && stream is not SslStream)
                        await writer.WriteLineAsync("250-STARTTLS");
                    await writer.WriteLineAsync("250 8BITMIME");
                    break;
                case "STARTTLS" when _certificate is not null:
                    await writer.WriteLineAsync("220 2.0.0 Ready to start TLS");
                    await EncryptAsync(stream, greeting: null);
                    return;
                case "MAIL":
                    await writer.WriteLineAsync("250 2.1.0 Ok");
                    break;
                case "RCPT":
                    to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                    await writer.WriteLineAsync(_answers.TryGetValue(to, out var replies) && replies.TryDequeue(out var reply) ? reply : "250 2.1.5 Ok");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 End data with <CR><LF>.<CR><LF>");
                    _taken.Enqueue(Mail.Read(to, await DataAsync(reader)));
                    await writer.WriteLineAsync("250 2.0.0 Ok: queued");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 2.0.0 Bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 2.0.0 Ok");
                    break;
            }
        }
    }

    private static async Task<List<string>> DataAsync(StreamReader reader)
    {
        var lines = new List<string>();
        while (await reader.ReadLineAsync() is { } line && line != ".")
            lines.Add(line.StartsWith('.') ? line[1..] : line);
        return lines;
    }
}

/// <summary>A mail as a reader shows it.</summary>
internal sealed record Mail(string To, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public static Mail Read(string to, List<string> lines)
    {
        var empty = lines.IndexOf("");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var name = "";
        foreach (var line in lines.Take(empty))
        {
            if (line[0] is ' ' or '\t')
                headers[name] += "\n" + line.Trim();
            else
                headers[name = line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        }

        headers["Content-Transfer-Encoding"].ShouldBe("base64");
        return new Mail(to, headers, Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(lines.Skip(empty + 1)))));
    }

    /// <summary>Encoded words (RFC 2047) in base64, put together.</summary>
    public string Subject => string.Concat(Headers["Subject"].Split('\n').Select(word =>
        word.StartsWith("=?utf-8?B?", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetString(Convert.FromBase64String(word[10..^2])) : word));
}
