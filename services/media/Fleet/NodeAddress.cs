using System.Net;
using System.Net.Sockets;

namespace Meet.Media.Fleet;

/// <summary>Where the others find the node's gRPC port.</summary>
internal static class NodeAddress
{
    /// <param name="listened"><c>Meet:Grpc</c>.</param>
    /// <param name="set"><c>Media:GrpcAddress</c>; null: where it listens, and with a wildcard there the address that this host's name has.</param>
    /// <exception cref="InvalidOperationException">Nothing of it gives an address that another host could call.</exception>
    public static Uri Of(string? listened, string? set, Func<IEnumerable<IPAddress>> ofThisHost)
    {
        if (!string.IsNullOrEmpty(set))
        {
            return Uri.TryCreate(set, UriKind.Absolute, out var given) && given.Scheme is "http" or "https"
                ? given
                : throw new InvalidOperationException("Media:GrpcAddress is an absolute http or https URI.");
        }

        if (string.IsNullOrEmpty(listened))
            throw new InvalidOperationException("Meet:Grpc is not set: nobody could reach this media node.");
        // As Kestrel reads it: a host may be a wildcard, which is no URI's.
        var bound = BindingAddress.Parse(listened);
        if (bound.Host is not ("*" or "+" or "0.0.0.0" or "[::]"))
            return new Uri(listened);
        var own = ofThisHost().Where(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal)
            .OrderBy(address => address.AddressFamily != AddressFamily.InterNetwork).FirstOrDefault()
            ?? throw new InvalidOperationException("This host's name has no address that others could call: set Media:GrpcAddress.");
        return new UriBuilder(Uri.UriSchemeHttp, own.ToString(), bound.Port).Uri;
    }

    public static IEnumerable<IPAddress> OfThisHost()
    {
        try
        {
            return Dns.GetHostAddresses(Dns.GetHostName());
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
