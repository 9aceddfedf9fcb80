using System.Buffers;
using System.Collections;

namespace Meet.Grpc;

/// <summary>
/// Key-value pairs beside a call. Keys are lower-case; one that ends in <c>-bin</c> holds bytes, every other one
/// printable ASCII (PROTOCOL-HTTP2.md, Custom-Metadata). A key may repeat.
/// </summary>
public sealed class GrpcMetadata : IEnumerable<KeyValuePair<string, string>>
{
    /// <summary>The suffix of keys whose values are bytes.</summary>
    public const string BinarySuffix = "-bin";

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz_-.");
    private readonly List<KeyValuePair<string, string>> _entries = [];

    public int Count => _entries.Count;

    /// <param name="key">Not <c>grpc-*</c>, which belongs to the protocol, and not <c>*-bin</c>.</param>
    /// <param name="value">Printable ASCII (0x20-0x7E).</param>
    /// <exception cref="ArgumentException">The key or the value cannot travel.</exception>
    public void Add(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        key = CheckedKey(key);
        if (IsBinary(key))
            throw new ArgumentException($"'{key}' holds bytes.", nameof(key));
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            throw new ArgumentException($"The value of '{key}' is not printable ASCII; use a key that ends in -bin.", nameof(value));
        _entries.Add(new(key, value));
    }

    /// <param name="key">Ends in <c>-bin</c>.</param>
    /// <param name="value">Any bytes.</param>
    /// <exception cref="ArgumentException">The key does not end in <c>-bin</c>.</exception>
    public void Add(string key, ReadOnlySpan<byte> value)
    {
        key = CheckedKey(key);
        if (!IsBinary(key))
            throw new ArgumentException($"'{key}' must end in -bin to hold bytes.", nameof(key));
        _entries.Add(new(key, Convert.ToBase64String(value).TrimEnd('=')));
    }

    /// <summary>The first value of a text key, or null.</summary>
    public string? GetText(string key)
    {
        foreach (var entry in _entries)
        {
            if (string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase))
                return entry.Value;
        }

        return null;
    }

    /// <summary>The first value of a <c>-bin</c> key; null when absent or not base64.</summary>
    public byte[]? GetBytes(string key) => GetText(key) is { } text ? DecodeBase64(text) : null;

    /// <summary>All values of a text key in the order they were added.</summary>
    public IEnumerable<string> GetAllText(string key) =>
        _entries.Where(e => string.Equals(e.Key, key, StringComparison.OrdinalIgnoreCase)).Select(e => e.Value);

    /// <summary>The entries as they are on the wire: bytes are base64 without padding.</summary>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Takes a header from the network; the protocol's own headers are left out, joined <c>-bin</c> values are split.</summary>
    internal void AddReceived(string key, string value)
    {
        key = key.ToLowerInvariant();
        if (!IsValidKey(key) || IsReserved(key))
            return;
        if (!IsBinary(key) || !value.Contains(',', StringComparison.Ordinal))
        {
            _entries.Add(new(key, value));
            return;
        }

        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
            _entries.Add(new(key, part));
    }

    private static string CheckedKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        key = key.ToLowerInvariant();
        if (!IsValidKey(key))
            throw new ArgumentException($"'{key}' is no metadata key.", nameof(key));
        return IsReserved(key) ? throw new ArgumentException($"'{key}' belongs to the protocol.", nameof(key)) : key;
    }

    private static bool IsBinary(string key) => key.EndsWith(BinarySuffix, StringComparison.Ordinal);

    private static bool IsValidKey(string key) => key.Length > 0 && !key.AsSpan().ContainsAnyExcept(KeyCharacters);

    private static bool IsReserved(string key) =>
        key.StartsWith("grpc-", StringComparison.Ordinal)
        || key is "te" or "content-type" or "content-length" or "host" or "connection" or "transfer-encoding" or "date" or "server";

    private static byte[]? DecodeBase64(string text)
    {
        var trimmed = text.TrimEnd('=');
        var padded = trimmed.PadRight((trimmed.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out var written) ? bytes[..written] : null;
    }
}
