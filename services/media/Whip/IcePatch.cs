namespace Meet.Media.Whip;

internal enum IcePatchKind { NotFound, NoPrecondition, PreconditionFailed, Trickle, Restart }

/// <summary>
/// What a PATCH of a session asks for (RFC 9725 section 4.3). The entity tag names the ICE session and is our username fragment,
/// which is new exactly when the ICE session is. Pure.
/// </summary>
internal static class IcePatch
{
    /// <summary>The header's value for a username fragment: ICE characters need no escape in an entity tag (RFC 9110 section 8.8.3).</summary>
    public static string TagOf(string ufrag) => $"\"{ufrag}\"";

    /// <param name="ifMatch">The If-Match header; null or empty where there is none.</param>
    /// <param name="ours">Our username fragment now.</param>
    /// <param name="theirs">The client's, as far as we know.</param>
    /// <param name="given">The client's, as the fragment says.</param>
    public static IcePatchKind Decide(string? ifMatch, string ours, string theirs, string given)
    {
        if (string.IsNullOrWhiteSpace(ifMatch))
            return IcePatchKind.NoPrecondition;
        if (ifMatch.Trim() != "*" && !ifMatch.Split(',').Any(tag => tag.Trim() == TagOf(ours)))
            return IcePatchKind.PreconditionFailed;
        // New credentials are a restart whatever the precondition was (RFC 9725 section 4.3.3).
        return string.Equals(theirs, given, StringComparison.Ordinal) ? IcePatchKind.Trickle : IcePatchKind.Restart;
    }
}
