namespace Meet.Meets.Turn;

/// <summary>
/// Section <c>Turn</c>: relays for browsers that reach the media nodes neither by UDP nor by TCP. The server is coturn or one that
/// understands its time-limited credentials (<c>use-auth-secret</c>). Without URLs there are none.
/// </summary>
internal sealed record TurnOptions
{
    public const string Section = "Turn";

    /// <summary>As browsers take them (RFC 7065): <c>turn:turn.example.com:3478?transport=udp</c>, <c>turns:turn.example.com:443</c>.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>What coturn's <c>static-auth-secret</c> is; at least 16 characters.</summary>
    public string Secret { get; init; } = "";

    /// <summary>Instead of <see cref="Secret"/>: a file that has it, read at the start.</summary>
    public string SecretFile { get; init; } = "";

    /// <summary>
    /// Seconds for which credentials open new relays. One that is open goes on; a browser that looks for a new path has those of its
    /// last join. A minute to a week.
    /// </summary>
    public int Lifetime { get; init; } = 12 * 60 * 60;

    /// <exception cref="InvalidOperationException">They cannot work; the text says why.</exception>
    public static TurnOptions Of(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<TurnOptions>() ?? new TurnOptions();
        return string.Join(' ', options.Problems()) is { Length: > 0 } problems ? throw new InvalidOperationException(problems) : options;
    }

    /// <summary>What is wrong with it, in words for whoever runs the service.</summary>
    public IEnumerable<string> Problems()
    {
        if (Urls.FirstOrDefault(url => !IsTurn(url)) is { } wrong)
            yield return $"Turn:Urls has '{wrong}', which is no turn: or turns: address.";
        if (Lifetime is < 60 or > 7 * 24 * 60 * 60)
            yield return "Turn:Lifetime is 60 to 604800 seconds.";
        if (Urls.Count > 8)
            yield return "Turn:Urls has more than 8: a browser would ask them all.";
        if (SecretFile.Length > 0 && Secret.Length > 0)
            yield return "Turn:Secret and Turn:SecretFile are both set.";
        else if (SecretFile.Length > 0 && !File.Exists(SecretFile))
            yield return $"Turn:SecretFile is not there: {SecretFile}.";
        else if (Urls.Count > 0 && ReadSecret().Length < 16)
            yield return "Turn:Urls needs Turn:Secret or Turn:SecretFile with at least 16 characters.";
    }

    public string ReadSecret() => SecretFile.Length > 0 ? File.ReadAllText(SecretFile).Trim() : Secret;

    // A record would print its secret.
    public override string ToString() => nameof(TurnOptions);

    private static bool IsTurn(string url)
    {
        var rest = url.StartsWith("turn:", StringComparison.Ordinal) ? url.AsSpan(5) : url.StartsWith("turns:", StringComparison.Ordinal) ? url.AsSpan(6) : default;
        return rest.Length > 0 && !rest.ContainsAny(' ', '/', '@') && !rest.ContainsAnyInRange('\0', '\x1F');
    }
}
