using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace Meet.ServiceDefaults.Http;

/// <summary>
/// Two doors: <c>Meet:Http</c> for HTTP/1.1 (API, health) and <c>Meet:Grpc</c> for HTTP/2 without TLS (gRPC). Prior knowledge
/// needs a port of its own, since without TLS nothing negotiates the version.
/// </summary>
public static class Endpoints
{
    /// <summary>The largest request body in bytes (docs/api.md).</summary>
    public const int MaxBody = 64 * 1024;

    /// <summary>The largest file in bytes: the body of <c>POST /api/chat/files</c>, and of nothing else.</summary>
    public const int MaxFile = 20 * 1024 * 1024;

    /// <summary>The port that <c>Meet:Grpc</c> names, or null.</summary>
    public static int? GrpcPort(IConfiguration configuration) =>
        configuration["Meet:Grpc"] is { Length: > 0 } address ? new Uri(address).Port : null;

    internal static void AddEndpoints(this WebApplicationBuilder builder) =>
        builder.WebHost.ConfigureKestrel((context, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            Listen(kestrel, context.Configuration["Meet:Http"], HttpProtocols.Http1);
            Listen(kestrel, context.Configuration["Meet:Grpc"], HttpProtocols.Http2);
        });

    private static void Listen(KestrelServerOptions kestrel, string? address, HttpProtocols protocols)
    {
        if (string.IsNullOrEmpty(address))
        {
            return;
        }

        var uri = new Uri(address);
        if (uri.Host is "*" or "0.0.0.0" or "[::]")
        {
            kestrel.ListenAnyIP(uri.Port, listen => listen.Protocols = protocols);
        }
        else
        {
            var ip = uri.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(uri.Host);
            kestrel.Listen(ip, uri.Port, listen => listen.Protocols = protocols);
        }
    }
}
