using System.Globalization;
using System.Threading.RateLimiting;
using Meet.Gateway.Sessions;
using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace Meet.Gateway.Limits;

/// <summary>
/// Two gates: by network address before anybody is asked who it is, and by session afterwards. Pages and assets pass freely.
/// </summary>
internal static class RequestLimits
{
    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<LimitOptions>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
    }

    /// <summary>Before authentication.</summary>
    public static void UseAddressLimits(this IApplicationBuilder app, LimitOptions limits) =>
        app.UseRateLimiter(Refusing(PartitionedRateLimiter.CreateChained(
            Partitioned(context => IsApi(context) ? Bucket($"a:{AddressOf(context)}", limits.AddressPerSecond) : null),
            Partitioned(context => IsPost(context, "/api/session") ? Minute($"s:{AddressOf(context)}", limits.SignInsPerMinute) : null),
            Partitioned(context => IsPost(context, "/api/link-session") ? Minute($"l:{AddressOf(context)}", limits.LinksPerMinute) : null),
            Partitioned(context => IsPost(context, "/api/customer-session")
                ? Minute($"c:{AddressOf(context)}", limits.CustomerSessionsPerMinute)
                : null))));

    /// <summary>After authentication.</summary>
    public static void UseSessionLimits(this IApplicationBuilder app, LimitOptions limits) =>
        app.UseRateLimiter(Refusing(PartitionedRateLimiter.CreateChained(
            Partitioned(context => SessionOf(context) is { } id ? Bucket($"r:{id}", limits.SessionPerSecond) : null),
            Partitioned(context => SessionOf(context) is { } id && !IsRead(context) ? Bucket($"w:{id}", limits.SessionWritesPerSecond) : null))));

    private static RateLimiterOptions Refusing(PartitionedRateLimiter<HttpContext> limiter) => new()
    {
        GlobalLimiter = limiter,
        RejectionStatusCode = StatusCodes.Status429TooManyRequests,
        OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            rejected.HttpContext.Response.Headers.RetryAfter =
                Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await Problems.WriteAsync(
                rejected.HttpContext, StatusCodes.Status429TooManyRequests, "too_many_requests", "Too many requests: see Retry-After.");
        },
    };

    private static PartitionedRateLimiter<HttpContext> Partitioned(Func<HttpContext, RateLimitPartition<string>?> choose) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context => choose(context) ?? RateLimitPartition.GetNoLimiter(""));

    private static RateLimitPartition<string> Bucket(string key, int perSecond) =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perSecond * 10,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });

    private static RateLimitPartition<string> Minute(string key, int count) =>
        RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = count, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0,
        });

    private static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/hub");

    private static bool IsPost(HttpContext context, string path) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Equals(path, StringComparison.OrdinalIgnoreCase);

    private static bool IsRead(HttpContext context) => HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    private static Guid? SessionOf(HttpContext context) => context.Features.Get<SignedIn>()?.SessionId;
}
