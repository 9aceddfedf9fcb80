using System.ComponentModel.DataAnnotations;

namespace Meet.Media.Whip;

/// <summary>
/// Configuration section <c>Media:Whip</c>: rooms that are no Meets, entered by WHIP (RFC 9725) and WHEP
/// (draft-ietf-wish-whep). Off unless switched on: then the paths do not exist.
/// </summary>
internal sealed record WhipOptions
{
    public bool Enabled { get; init; }

    public IReadOnlyList<WhipTokenOptions> Tokens { get; init; } = [];

    /// <summary>
    /// For measurements: a request from this machine itself, and from no browser, needs no token. Not behind a proxy on
    /// the same machine, which makes every request look like one.
    /// </summary>
    public bool LoopbackWithoutToken { get; init; }

    /// <summary>Publishers and players together, over all rooms; they also count among <see cref="MediaOptions.MaxSessions"/>.</summary>
    [Range(1, 100_000)]
    public int MaxSessions { get; init; } = 200;

    /// <summary>The video codecs of these rooms, as <see cref="MediaOptions.VideoCodecs"/>: encoders often have but one.</summary>
    public string VideoCodecs { get; init; } = Codecs.VideoCodecs.All;

    /// <summary>What is wrong with the values; nothing where they can be used.</summary>
    public IEnumerable<ValidationResult> Problems()
    {
        if (MaxSessions is < 1 or > 100_000)
            yield return new ValidationResult("Media:Whip:MaxSessions is from 1 to 100000.");
        if (Codecs.VideoCodecs.Parse(VideoCodecs) is null)
            yield return new ValidationResult($"Media:Whip:VideoCodecs names some of {Codecs.VideoCodecs.All}, each once, separated by commas.");
        if (Enabled && Tokens.Count == 0 && !LoopbackWithoutToken)
            yield return new ValidationResult("Media:Whip is enabled, but there is no token that opens it.");
        foreach (var problem in Tokens.SelectMany(token => token.Problems()))
            yield return problem;
    }
}

/// <summary>A bearer token (RFC 6750) and what it opens.</summary>
internal sealed record WhipTokenOptions
{
    public const int MinSecret = 16;

    /// <summary>The token itself, at least 16 characters. Exactly one of this and <see cref="Sha256"/>.</summary>
    public string? Secret { get; init; }

    /// <summary>The token's SHA-256 in hexadecimal digits, so that the configuration holds no secret.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Names of rooms; one that ends in <c>*</c> stands for all that begin like it.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = [];

    /// <summary>May send by WHIP.</summary>
    public bool Publish { get; init; }

    /// <summary>May receive by WHEP.</summary>
    public bool Play { get; init; }

    public IEnumerable<ValidationResult> Problems()
    {
        if (Secret is null == Sha256 is null)
            yield return new ValidationResult("A token of Media:Whip has either a Secret or a Sha256.");
        if (Secret?.Length < MinSecret)
            yield return new ValidationResult($"A Secret of Media:Whip has at least {MinSecret} characters.");
        if (Sha256 is not null && (Sha256.Length != 64 || !Sha256.All(char.IsAsciiHexDigit)))
            yield return new ValidationResult("A Sha256 of Media:Whip has 64 hexadecimal digits.");
        if (Rooms.Count == 0 || Rooms.Any(room => !WhipRoom.IsPattern(room)))
            yield return new ValidationResult("A token of Media:Whip names its Rooms: names, or beginnings of names that end in *.");
        if (!Publish && !Play)
            yield return new ValidationResult("A token of Media:Whip may Publish or Play, or both.");
    }
}
