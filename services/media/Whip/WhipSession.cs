namespace Meet.Media.Whip;

/// <summary>What makes a session one of WHIP or WHEP and not of a Meet.</summary>
/// <param name="Publishers">The sessions whose tracks a player receives; null: of everybody in the room.</param>
internal sealed record WhipSession(string Room, WhipUse Use, IReadOnlySet<string>? Publishers = null);
