using System.Buffers.Binary;
using Meet.Rtc.Rtcp;
using Meet.Rtc.Rtp;
using Meet.Testing.People;

namespace Meet.Fuzz.Targets;

/// <summary>What a participant reports and asks for, on pictures that it is sent: genuine SRTCP, whose content is damaged. As <see cref="SessionTarget"/>.</summary>
internal sealed class SessionRtcpTarget : IFuzzTarget
{
    private readonly FuzzedMeet _meet = new("VP8");
    private ushort _sent;
    private ushort _newest;
    private ushort _number;
    private int _fed;

    public int WriteSeed(Random random, Span<byte> buffer)
    {
        var writer = new RtcpWriter(buffer);
        var line = _meet.Anna.SsrcOf(3);
        for (var parts = random.Next(1, 4); parts > 0; parts--)
        {
            switch (random.Next(9))
            {
                case 0:
                    writer.AddSenderReport(new SenderReport((uint)(2000 + random.Next(3)), (ulong)random.NextInt64(), (uint)random.Next(), 1, 2));
                    break;
                case 1:
                    writer.AddReceiverReport(7, [new ReportBlock(line, (byte)random.Next(256), 5, _newest, 9, (uint)random.Next(), 100)]);
                    break;
                case 2:
                    writer.AddNack(7, line, [(ushort)(_newest - 40), (ushort)(_newest - 20), _newest]);
                    break;
                case 3:
                    writer.AddPli(7, line);
                    break;
                case 4:
                    writer.AddFir(7, line, (byte)random.Next(256));
                    break;
                case 5:
                    writer.AddRemb(7, (ulong)random.NextInt64(), [line]);
                    break;
                case 6:
                    writer.AddCname(7, "cname"u8);
                    break;
                case 7:
                    writer.AddGoodbye(2000);
                    break;
                default:
                    AddFeedback(random, ref writer, line);
                    break;
            }
        }

        return writer.Length;
    }

    public bool Parse(Span<byte> input, bool isSeed)
    {
        if (_fed++ % 4 == 0)
            _meet.Ben.SendVideo(_sent, (uint)_sent++ * 3000, keyframe: _fed % 64 == 1, picture: _sent & 0x7FFF, size: 100);
        while (_meet.Anna.PendingRtp > 0)
            Note(_meet.Anna.NextRtpAsync().GetAwaiter().GetResult());
        var isSent = _meet.Anna.TrySendRtcp(input);
        if (isSeed && !isSent) throw new BrokenPromiseException("A report could not be sent.");
        _meet.Turn(input);
        return isSent;
    }

    public void Dispose() => _meet.Dispose();

    private void AddFeedback(Random random, ref RtcpWriter writer, uint line)
    {
        var feedback = new TransportFeedback();
        for (var back = random.Next(1, 60); back >= 0; back -= 1 + (random.Next(5) / 4))
            feedback.OnPacket((ushort)(_number - back), 1_000_000 + ((long)_number * 1000) - (back * 900));
        Span<byte> report = stackalloc byte[1000];
        if (feedback.HasPending) writer.AddRaw(report[..feedback.Write(7, line, report)]);
    }

    private void Note(byte[] received)
    {
        if (!RtpPacket.TryParse(received, out var packet) || packet.Ssrc != _meet.Anna.SsrcOf(3)) return;
        _newest = packet.Sequence;
        if (packet.TryGetExtension(RtcOffer.TransportCcId, out var number)) _number = BinaryPrimitives.ReadUInt16BigEndian(number);
    }
}
