using Microsoft.Extensions.Configuration;

namespace Meet.ServiceDefaults.Identity;

/// <summary>
/// Where the PEM files lie: <c>Keys:Directory</c>. A service is given only the files it needs: private keys stay with
/// their signer.
/// </summary>
public static class KeyRing
{
    public static string GatewayKey(IConfiguration configuration) => PathOf(configuration, "gateway.key");

    public static string GatewayPub(IConfiguration configuration) => PathOf(configuration, "gateway.pub");

    public static string MeetsKey(IConfiguration configuration) => PathOf(configuration, "meets.key");

    public static string MeetsPub(IConfiguration configuration) => PathOf(configuration, "meets.pub");

    private static string PathOf(IConfiguration configuration, string file)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var directory = configuration["Keys:Directory"];
        return string.IsNullOrEmpty(directory)
            ? throw new InvalidOperationException($"Keys:Directory is not set: it names the folder that holds {file}.")
            : Path.Combine(directory, file);
    }
}
