using System.Buffers.Binary;
using System.Text;
using Meet.Media.Tests.Codecs;
using Meet.Media.Tests.Voices;
using Meet.Rtc.Rtp;
using Meet.Testing.People;

namespace Meet.Fuzz.Targets;

/// <summary>
/// The way of a publisher's packets through a node: genuine SRTP, whose content is damaged. No turn fails, nothing grows, and what the publisher
/// says afterwards is heard.
/// </summary>
internal sealed class SessionTarget(string codec) : IFuzzTarget
{
    public const byte VideoType = 102;
    private const byte Vp8Type = 96;

    private readonly FuzzedMeet _meet = new(codec);
    private readonly byte[] _scratch = new byte[Mutator.MaxLength];
    private int _picture;

    public int WriteSeed(Random random, Span<byte> buffer)
    {
        _picture++;
        return random.Next(8) switch
        {
            0 => Audio(random, buffer, 111, [1, 2, 3]),
            1 => Audio(random, buffer, RedOffers.RedType, RedOffers.Payload(111, [4, 5], [1], [2, 3])),
            2 => Video(random, buffer, isRepair: true),
            _ => Video(random, buffer, isRepair: false),
        };
    }

    public bool Parse(Span<byte> input, bool isSeed)
    {
        input.CopyTo(_scratch);
        var packet = _scratch.AsSpan(0, input.Length);
        // A number that is new: SRTP sends none twice. Now and then some are lost.
        if (packet.Length >= RtpPacket.MinHeaderLength)
            BinaryPrimitives.WriteUInt16BigEndian(packet[2..], _meet.Next(BinaryPrimitives.ReadUInt32BigEndian(packet[8..]), packet[^1] % 16 == 3 ? 40 : 1));
        var isSent = _meet.Anna.TrySendRtp(packet);
        if (isSeed && !isSent) throw new BrokenPromiseException("A packet could not be sent.");
        _meet.Turn(packet);
        return isSent;
    }

    public void Dispose() => _meet.Dispose();

    private static int Audio(Random random, Span<byte> buffer, byte type, byte[] payload)
    {
        var builder = new RtpPacketBuilder(buffer, type, marker: false, 0, (uint)random.Next(), RtcOffer.AudioSsrc);
        builder.AddExtension(RtcOffer.LevelId, [(byte)random.Next(256)]);
        builder.AddExtension(RtcOffer.TransportCcId, [(byte)random.Next(256), (byte)random.Next(256)]);
        builder.AddExtension(RtcOffer.MidId, "0"u8);
        return builder.End(payload);
    }

    private int Video(Random random, Span<byte> buffer, bool isRepair)
    {
        var isKey = random.Next(4) == 0;
        var layer = random.Next(3);
        var payload = Payload(random, isKey, layer);
        if (isRepair) payload = [(byte)random.Next(256), (byte)random.Next(256), .. payload];
        var type = codec == "VP8" ? Vp8Type : VideoType;
        var ssrc = isRepair ? RtcOffer.VideoRtxSsrc : codec == "VP8" ? (uint)(2000 + layer) : RtcOffer.VideoSsrc;
        var builder = new RtpPacketBuilder(buffer, (byte)(isRepair ? type + 1 : type), random.Next(2) == 0, 0, (uint)_picture * 3000, ssrc, isTwoByte: codec == "AV1");
        builder.AddExtension(RtcOffer.TransportCcId, [(byte)random.Next(256), (byte)random.Next(256)]);
        builder.AddExtension(RtcOffer.MidId, "1"u8);
        if (codec == "VP8") builder.AddExtension(isRepair ? RtcOffer.RepairedRidId : RtcOffer.RidId, Encoding.ASCII.GetBytes(RtcOffer.Rids[layer]));
        if (codec == "AV1") builder.AddExtension(CodecOffers.DescriptorId, CodecPayloads.Descriptor(isKey, layer, (ushort)_picture, starts: true, ends: true));
        return builder.End(payload);
    }

    private byte[] Payload(Random random, bool isKey, int layer) => codec switch
    {
        "H264" => CodecPayloads.H264(isKey, random.Next(2, 200)),
        "VP9" => CodecPayloads.Vp9(isKey, _picture & 0x7FFF, layer, random.Next(2) == 0, random.Next(2) == 0, random.Next(20, 200), random.Next(3), random.Next(2) == 0),
        "AV1" => CodecPayloads.Av1(isKey, random.Next(2, 200)),
        _ => isKey
            ? [0x90, 0xE0, (byte)(0x80 | (_picture >> 8)), (byte)_picture, 7, 0x40, 0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, 0x00, 0x05, 0xD0, 0x02, 1]
            : [0x90, 0xE0, (byte)(0x80 | (_picture >> 8)), (byte)_picture, 7, 0x40, 0x31, 0x02, 0x00, 1],
    };
}
