namespace Meet.Media.Codecs;

/// <summary>What this node can forward. It decodes nothing: it knows of each codec how its packets are rewritten and where one may begin.</summary>
internal enum MediaCodec : byte
{
    Opus,
    Vp8,
    H264,
    Vp9,
    Av1,
}
