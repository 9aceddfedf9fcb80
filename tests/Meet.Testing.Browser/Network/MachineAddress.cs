using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Meet.Testing.Browser.Network;

/// <summary>An address of this machine that others could reach it by.</summary>
public static class MachineAddress
{
    /// <summary>Why tests that need one are skipped where there is none.</summary>
    public const string Missing = "this machine has no IPv4 address but loopback";

    /// <summary>IPv4; null on a machine without a network.</summary>
    public static IPAddress? Own { get; } = NetworkInterface.GetAllNetworkInterfaces()
        .Where(one => one.OperationalStatus == OperationalStatus.Up && one.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(one => one.GetIPProperties().UnicastAddresses)
        .Select(one => one.Address)
        .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork);
}
