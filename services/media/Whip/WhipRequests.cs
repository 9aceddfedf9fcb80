using System.Net;
using System.Text;
using Meet.Rtc.Sdp;
using Microsoft.Net.Http.Headers;

namespace Meet.Media.Whip;

/// <summary>What a request says about itself, read without trusting it.</summary>
internal static class WhipRequests
{
    public const string Sdp = "application/sdp";
    private const int MaxPublishers = SdpLimits.MaxSections;

    public static bool HasType(HttpRequest request, string type) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var given) && given.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase);

    /// <summary>RFC 9110 section 12.5.1: without the header anything is acceptable.</summary>
    public static bool Accepts(HttpRequest request, string type) => request.Headers.Accept.Count == 0
        || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges)
        || ranges.Any(range => range.Quality is not 0 && new MediaTypeHeaderValue(type).IsSubsetOf(range));

    /// <summary>From this machine, handed on by nobody, and from no web page: those name their origin.</summary>
    public static bool IsLocal(HttpContext context)
    {
        var headers = context.Request.Headers;
        return context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
            && !headers.ContainsKey(HeaderNames.Origin) && !headers.ContainsKey("X-Forwarded-For") && !headers.ContainsKey("Forwarded");
    }

    /// <summary>The body as text; null if it is longer than any description may be (<see cref="SdpLimits.MaxLength"/>).</summary>
    public static async Task<string?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > SdpLimits.MaxLength)
            return null;
        var buffer = new MemoryStream();
        var part = new byte[8 * 1024];
        while (await request.Body.ReadAsync(part, request.HttpContext.RequestAborted) is > 0 and var read)
        {
            if (buffer.Length + read > SdpLimits.MaxLength)
                return null;
            buffer.Write(part, 0, read);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>The named publishers, separated by commas; null for everybody. False: too many.</summary>
    public static bool TryPublishers(string? text, out IReadOnlySet<string>? publishers)
    {
        publishers = string.IsNullOrEmpty(text)
            ? null
            : text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        return publishers is null || publishers.Count <= MaxPublishers;
    }
}
