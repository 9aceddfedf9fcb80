using System.Runtime.InteropServices;
using Meet.Load.Streams;

namespace Meet.Load.Peers;

/// <summary>The streams that a peer has received packets of: at most a few dozen, so that looking through them is the fastest.</summary>
internal sealed class PeerStreams
{
    private readonly List<StreamReception> _streams = [];

    public Span<StreamReception> All => CollectionsMarshal.AsSpan(_streams);

    /// <summary>The stream, new with this packet if it is not known. Valid until the next call.</summary>
    public ref StreamReception Of(uint ssrc, ushort sequence)
    {
        foreach (ref var stream in All)
        {
            if (stream.Ssrc == ssrc)
                return ref stream;
        }

        _streams.Add(new StreamReception(ssrc, sequence));
        return ref All[^1];
    }

    public void BeginWindow()
    {
        foreach (ref var stream in All)
            stream.BeginWindow();
    }
}
