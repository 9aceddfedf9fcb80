using Meet.Media.Codecs;
using Meet.Rtc.Rtp;

namespace Meet.Media.Rooms;

/// <content>Voices whose packets carry copies of the frames before (docs/media/red.md).</content>
internal sealed partial class Layer
{
    private LostVoice _lostVoice;

    /// <summary>Stages the packet, and before it those of its redundancy that never came. True if they are the first of this turn.</summary>
    /// <param name="missing">How many have not come directly before this one.</param>
    private bool StageRed(in RtpPacket packet, int slot, int missing, byte level)
    {
        if (!RedPayload.TryParse(packet.Payload, out var red) || !red.IsAllOf(track.PayloadType) || red.Primary.IsEmpty)
            return false;
        var isFirst = _burstLength == 0;
        for (var back = Math.Min(missing, red.Blocks - 1); back > 0; back--)
        {
            // Each packet's redundancy is the frames before it, one packet each, the nearest last.
            var block = red.Redundant(red.Blocks - 1 - back);
            if (block is not { Length: > 0, TimestampOffset: > 0 })
                continue;
            StageVoice(new BurstPacket
            {
                Slot = slot,
                PayloadOffset = packet.HeaderLength + block.Offset,
                PayloadLength = block.Length,
                Sequence = (ushort)(packet.Sequence - back),
                Timestamp = packet.Timestamp - (uint)block.TimestampOffset,
                AudioLevel = 0xFF,
                IsRecovered = true,
            });
        }

        StageVoice(new BurstPacket
        {
            Slot = slot,
            PayloadOffset = packet.HeaderLength,
            PayloadLength = packet.Payload.Length,
            Sequence = packet.Sequence,
            Timestamp = packet.Timestamp,
            Marker = packet.Marker,
            AudioLevel = level,
            RedundancyLength = red.PrimaryOffset,
        });
        return isFirst && _burstLength > 0;
    }

    private void StageVoice(in BurstPacket packet)
    {
        if (_burstLength == Bursts.Length)
            return;
        ref var staged = ref (_burst ??= track.Owner.Bursts.Rent())[_burstLength++];
        staged = packet;
        staged.Info = PayloadInfo.None;
    }
}
