using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Meet.Grpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Meet.ServiceDefaults.Http;

/// <summary>Failures as <c>application/problem+json</c> with a stable <c>code</c> (docs/api.md).</summary>
public static class Problems
{
    /// <summary>A failure as a typed result.</summary>
    /// <param name="title">A sentence for a developer; no personal data.</param>
    /// <param name="extensions">Further members, such as the id of the Meet in progress.</param>
    public static ProblemHttpResult Of(int status, string code, string title, params (string Name, object? Value)[] extensions)
    {
        var problem = Details(status, code, title);
        foreach (var (name, value) in extensions)
        {
            problem.Extensions[name] = value;
        }

        return TypedResults.Problem(problem);
    }

    /// <summary>Writes a failure straight to a response, for middleware.</summary>
    public static Task WriteAsync(HttpContext context, int status, string code, string title)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            Details(status, code, title), JsonDefaults.Options, "application/problem+json", context.RequestAborted);
    }

    internal static void AddProblems(this IServiceCollection services) =>
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            var details = context.ProblemDetails;
            details.Type = null;
            details.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
            details.Extensions.TryAdd("code", CodeOf(details.Status ?? 500));
        });

    internal static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // A client that went away is no failure of ours.
            SuppressDiagnosticsCallback = context => context.Exception is OperationCanceledException or BadHttpRequestException,
            StatusCodeSelector = StatusOf,
        });
        app.UseStatusCodePages();
    }

    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        JsonException => StatusCodes.Status400BadRequest,
        OperationCanceledException => StatusCodes.Status499ClientClosedRequest,
        // A service behind this one does not answer now.
        GrpcException { Code: GrpcStatusCode.Unavailable or GrpcStatusCode.DeadlineExceeded } => StatusCodes.Status503ServiceUnavailable,
        // Neither does the database.
        DbException { IsTransient: true } => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static string CodeOf(int status) => status switch
    {
        400 => "bad_request",
        401 => "not_signed_in",
        403 => "forbidden",
        404 => "not_found",
        405 => "method_not_allowed",
        413 => "body_too_large",
        415 => "unsupported_media_type",
        429 => "too_many_requests",
        502 or 503 or 504 => "unavailable",
        _ => "internal_error",
    };

    private static ProblemDetails Details(int status, string code, string title) =>
        new() { Status = status, Title = title, Extensions = { ["code"] = code } };
}
