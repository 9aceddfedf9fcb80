using System.Net;

namespace Meet.Notification.Providers;

/// <summary>What HTTP says about a try, as far as it is the same for every provider.</summary>
internal static class HttpOutcomes
{
    /// <summary>For anything but success. Null: the request itself was refused, and the provider's words decide why.</summary>
    public static SendOutcome? Of(HttpStatusCode status, TimeSpan? retryAfter) => (int)status switch
    {
        // Behind a gateway's error the message may have been taken.
        >= 500 => new SendOutcome.Later(SendErrors.Unavailable, retryAfter, Doubtful: true),
        429 => new SendOutcome.Later(SendErrors.Busy, retryAfter),
        408 or 425 => new SendOutcome.Later(SendErrors.Unavailable, retryAfter),
        // Whoever runs the service can mend this while it is tried.
        401 or 403 => new SendOutcome.Later(SendErrors.Credentials, retryAfter),
        _ => null,
    };

    /// <summary>For what HttpClient throws: only a connection that never came about tells that nothing was sent.</summary>
    public static SendOutcome Of(HttpRequestException failure) => new SendOutcome.Later(
        SendErrors.Unavailable,
        Doubtful: failure.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError));

    /// <summary>The Retry-After header, in either of its forms.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) =>
        response.Headers.RetryAfter is not { } header ? null : header.Delta ?? header.Date - now;
}
