namespace Meet.Load.Streams;

/// <summary>Frames as an encoder made them, sent again and again, so that a browser can decode what comes. They carry no stamps.</summary>
/// <param name="Frames">Of video, the first is a keyframe, and each of the others needs only those between.</param>
internal sealed record Recording(IReadOnlyList<ReadOnlyMemory<byte>> Frames);
