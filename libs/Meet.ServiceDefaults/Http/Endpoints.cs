using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace Meet.ServiceDefaults.Http;

/// <summary>
/// Two doors: <c>Meet:Http</c> for HTTP/1.1 (API, health) and <c>Meet:Grpc</c> for HTTP/2 without TLS (gRPC). Prior knowledge
/// needs a port of its own, since without TLS nothing negotiates the version. Each may be several addresses, divided by <c>;</c>. With
/// <c>Meet:SharePorts</c> other processes of the same user may listen there too: the kernel gives each of them a share of the connections
/// (socket(7), SO_REUSEPORT), and whoever stops no longer gets any.
/// </summary>
public static class Endpoints
{
    /// <summary>The largest request body in bytes (docs/api.md).</summary>
    public const int MaxBody = 64 * 1024;

    /// <summary>The largest file in bytes: the body of <c>POST /api/chat/files</c>, and of nothing else.</summary>
    public const int MaxFile = 20 * 1024 * 1024;

    /// <summary>The ports that <c>Meet:Grpc</c> names; empty without it.</summary>
    public static IReadOnlyList<int> GrpcPorts(IConfiguration configuration) => [.. Addresses(configuration["Meet:Grpc"]).Select(address => address.Port)];

    internal static void AddEndpoints(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel((context, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            foreach (var address in Addresses(context.Configuration["Meet:Http"]))
                Listen(kestrel, address, HttpProtocols.Http1);
            foreach (var address in Addresses(context.Configuration["Meet:Grpc"]))
                Listen(kestrel, address, HttpProtocols.Http2);
        });
        if (builder.Configuration.GetValue<bool>("Meet:SharePorts"))
            builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = SharedSocket);
    }

    private static IEnumerable<Uri> Addresses(string? addresses) =>
        (addresses ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(address => new Uri(address));

    private static Socket SharedSocket(EndPoint endpoint)
    {
        // Linux's numbers: .NET has no name for them.
        const int socketLevel = 1;
        const int reusePort = 15;
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetRawSocketOption(socketLevel, reusePort, BitConverter.GetBytes(1));
            socket.Bind(endpoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void Listen(KestrelServerOptions kestrel, Uri uri, HttpProtocols protocols)
    {
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
