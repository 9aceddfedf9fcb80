using Meet.Rtc.Rtp;

namespace Meet.Media.Codecs;

/// <summary>Reads what forwarding needs to know of a packet's payload, by its codec. No allocation, no virtual call.</summary>
internal static class PayloadReader
{
    /// <summary>False for a payload that no encoder makes: it is not forwarded.</summary>
    /// <param name="payload">Not empty.</param>
    /// <param name="descriptor">The packet's dependency descriptor; empty where it has none.</param>
    /// <param name="layers">Of the stream; null for codecs without layers in one stream.</param>
    /// <param name="height">Becomes that of the picture, in pixels, where the packet tells it.</param>
    public static bool TryRead(
        MediaCodec codec, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> descriptor, LayeredStream? layers, ref int height, out PayloadInfo info)
    {
        info = PayloadInfo.None;
        return codec switch
        {
            MediaCodec.Vp8 => TryReadVp8(payload, ref height, ref info),
            MediaCodec.H264 => TryReadH264(payload, ref height, ref info),
            MediaCodec.Vp9 => TryReadVp9(payload, layers!, ref height, ref info),
            MediaCodec.Av1 => TryReadAv1(payload, descriptor, layers, ref height, ref info),
            _ => false,
        };
    }

    private static bool TryReadVp8(ReadOnlySpan<byte> payload, ref int height, ref PayloadInfo info)
    {
        if (!Vp8Descriptor.TryParse(payload, out var descriptor))
            return false;
        (info.Numbers, info.IsKeyframe) = (descriptor.Numbers, descriptor.IsKeyframe);
        if (descriptor.IsKeyframe && Vp8FrameSize.TryRead(payload[descriptor.Length..], out var size))
            height = size.Height;
        return true;
    }

    /// <summary>One begins with the parameter sets, which browsers send before every IDR picture: without them it cannot be decoded.</summary>
    private static bool TryReadH264(ReadOnlySpan<byte> payload, ref int height, ref PayloadInfo info)
    {
        if (!H264Payload.TryParse(payload, out var parsed))
            return false;
        info.IsKeyframe = parsed.HasSps;
        if (parsed.SpsLength > 0 && H264Sps.TryReadHeight(payload.Slice(parsed.SpsOffset, parsed.SpsLength), out var lines))
            height = lines;
        return true;
    }

    private static bool TryReadVp9(ReadOnlySpan<byte> payload, LayeredStream layers, ref int height, ref PayloadInfo info)
    {
        if (!Vp9Descriptor.TryParse(payload, out var descriptor))
            return false;
        (info.Numbers, info.IsKeyframe) = (descriptor.Numbers, descriptor.IsKeyframe);
        layers.Read(payload, descriptor, ref info);
        height = layers.HeightOf(OperatingPoints.Highest);
        return true;
    }

    private static bool TryReadAv1(
        ReadOnlySpan<byte> payload, ReadOnlySpan<byte> descriptor, LayeredStream? layers, ref int height, ref PayloadInfo info)
    {
        var isRead = Av1Aggregation.TryParse(payload, out var header);
        info.IsKeyframe = header.StartsSequence;
        if (!isRead || layers is null)
            return isRead;
        layers.Read(descriptor, ref info);
        height = layers.HeightOf(OperatingPoints.Highest);
        return true;
    }
}
