using Meet.Meets.Domain;
using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Meets.Api;

/// <summary>Reads which device asks: ring legs say on which one it rang, and where it was answered.</summary>
internal static class Devices
{
    public const int MaxId = 64;
    public const int MaxName = 80;

    /// <summary>False when it is malformed. A device that does not tell what it is, is none.</summary>
    public static bool TryRead(DeviceRequest? told, out Device? device)
    {
        device = null;
        if (told is null or { DeviceId: null, Device: null })
        {
            return true;
        }

        if (told is not { DeviceId: { Length: > 0 and <= MaxId } id, Device: { Length: > 0 and <= MaxName } name }
            || id.Any(char.IsControl) || name.Any(char.IsControl) || string.IsNullOrWhiteSpace(name))
        {
            return false;
        }

        device = new Device(id, name);
        return true;
    }

    public static ProblemHttpResult Malformed() =>
        Problems.Of(400, "bad_request", $"deviceId: 1 to {MaxId} characters, device: 1 to {MaxName}; both or none.");
}
