using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Meet.Grpc;

/// <summary>Names to subscribe to. The trace context itself travels as W3C <c>traceparent</c>, by ASP.NET Core and HttpClient.</summary>
public static class GrpcTelemetry
{
    /// <summary>The name of the ActivitySource and of the Meter.</summary>
    public const string Name = "Meet.Grpc";

    internal static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> ClientDuration =
        Meter.CreateHistogram<double>("rpc.client.call.duration", "s", "Duration of outbound calls.");

    internal static readonly Histogram<double> ServerDuration =
        Meter.CreateHistogram<double>("rpc.server.call.duration", "s", "Duration of inbound calls.");

    /// <summary>Starts a span when anybody listens.</summary>
    /// <param name="service">The service's full name.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="kind">Client or server.</param>
    /// <param name="traceParent">The caller's, for a server whose host made no span of its own.</param>
    /// <param name="traceState">Likewise.</param>
    internal static Activity? Start(
        string service, string method, ActivityKind kind, string? traceParent = null, string? traceState = null)
    {
        if (!Source.HasListeners())
            return null;
        var caller = default(ActivityContext);
        if (Activity.Current is null)
            ActivityContext.TryParse(traceParent, traceState, isRemote: true, out caller);
        return Source.StartActivity($"{service}/{method}", kind, caller)
            ?.SetTag("rpc.system", "grpc").SetTag("rpc.service", service).SetTag("rpc.method", method);
    }

    /// <summary>Closes the books of one call. A status that only the server is to blame for marks a server span as an error.</summary>
    internal static void Stop(
        Activity? activity, Histogram<double> duration, long startedAt, string service, string method, GrpcStatus status)
    {
        duration.Record(
            Stopwatch.GetElapsedTime(startedAt).TotalSeconds,
            new("rpc.system", "grpc"),
            new("rpc.service", service),
            new("rpc.method", method),
            new("rpc.grpc.status_code", (int)status.Code));
        if (activity is null)
            return;
        activity.SetTag("rpc.grpc.status_code", (int)status.Code);
        if (activity.Kind == ActivityKind.Client ? !status.IsOk : IsServerError(status.Code))
            activity.SetStatus(ActivityStatusCode.Error, status.Code.ToString());
        activity.Dispose();
    }

    private static bool IsServerError(GrpcStatusCode code) => code is GrpcStatusCode.Unknown or GrpcStatusCode.DeadlineExceeded
        or GrpcStatusCode.Unimplemented or GrpcStatusCode.Internal or GrpcStatusCode.Unavailable or GrpcStatusCode.DataLoss;
}
