using Meet.Rtc.Rtcp;
using Meet.Rtc.Rtp;

namespace Meet.Rtc.Tests.Congestion;

/// <summary>
/// Reports arrivals as browsers do: what comes after its loss was reported is reported again, from there on (libwebrtc's
/// RemoteEstimatorProxy). The node's own <see cref="TransportFeedback"/> writes the bytes.
/// </summary>
internal sealed class BrowserFeedback
{
    private readonly Dictionary<ushort, long> _arrivals = [];
    private ushort _from;
    private ushort _newest;
    private bool _started;
    private bool _pending;

    public void OnPacket(ushort sequence, long arrivedAt)
    {
        if (!_started)
            (_started, _from, _newest) = (true, sequence, sequence);
        _pending = true;
        _arrivals[sequence] = arrivedAt;
        if (SequenceNumbers.IsNewer(_from, sequence))
            _from = sequence;
        if (SequenceNumbers.IsNewer(sequence, _newest))
            _newest = sequence;
    }

    public IEnumerable<byte[]> Reports()
    {
        if (!_pending)
            yield break;
        _pending = false;
        var writer = new TransportFeedback();
        for (var sequence = _from; ; sequence++)
        {
            if (_arrivals.TryGetValue(sequence, out var arrivedAt))
                writer.OnPacket(sequence, arrivedAt);
            if (sequence == _newest)
                break;
        }

        // From the last one on, so that losses right after it are told.
        _from = _newest;
        foreach (var old in _arrivals.Keys.Where(sequence => (ushort)(_newest - sequence) is > 1000 and < 32768).ToList())
            _arrivals.Remove(old);
        var buffer = new byte[1000];
        while (writer.HasPending)
        {
            var length = writer.Write(1, 2, buffer);
            if (length > 0)
                yield return buffer[..length];
        }
    }
}
