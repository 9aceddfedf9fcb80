using System.Buffers.Binary;
using Meet.Rtc.Srtp;

namespace Meet.Fuzz.Targets;

/// <summary>Makes plain packets and the key they are protected under.</summary>
internal static class PlainPackets
{
    public static SrtpMasterKey Key(SrtpProfile profile) => new(profile, new byte[SrtpProfileSizes.KeyLength], new byte[profile.SaltLength()]);

    /// <summary>An RTP packet, sometimes with CSRCs and a header extension.</summary>
    public static int WriteRtp(Random random, Span<byte> buffer, ushort sequence, uint ssrc)
    {
        var contributing = random.Next(4) == 0 ? random.Next(16) : 0;
        var extension = random.Next(2) == 0 ? random.Next(5) : -1;
        var length = 12 + 4 * contributing + (extension < 0 ? 0 : 4 + 4 * extension) + random.Next(120);
        buffer[..length].Clear();
        buffer[0] = (byte)(0x80 | contributing | (extension < 0 ? 0 : 0x10));
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[8..], ssrc);
        if (extension >= 0) BinaryPrimitives.WriteUInt16BigEndian(buffer[(14 + 4 * contributing)..], (ushort)extension);
        return length;
    }

    public static int WriteRtcp(Random random, Span<byte> buffer, uint ssrc)
    {
        var length = 8 + 4 * random.Next(30);
        buffer[..length].Clear();
        buffer[0] = 0x80;
        buffer[1] = 200;
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], ssrc);
        return length;
    }
}

/// <summary>What SRTP and SRTCP receivers promise: every genuine packet is accepted once, no other ever, and forged ones make no state.</summary>
internal abstract class ReceiverTarget(SrtpProfile profile) : IFuzzTarget
{
    protected const uint Streams = 3;

    private readonly byte[] _scratch = new byte[Mutator.MaxLength];
    // Two generations: a packet must be known for a while after the set was full.
    private HashSet<int> _genuine = [];
    private HashSet<int> _older = [];

    protected SrtpSender Sender { get; } = new(PlainPackets.Key(profile));

    protected SrtpReceiver Receiver { get; } = new(PlainPackets.Key(profile));

    public int WriteSeed(Random random, Span<byte> buffer)
    {
        var length = Protect(random, _scratch);
        _scratch.AsSpan(0, length).CopyTo(buffer);
        if (_genuine.Count > 100_000) (_older, _genuine) = (_genuine, []);
        _genuine.Add(Hash(buffer[..length]));
        return length;
    }

    public bool Parse(Span<byte> input, bool isSeed)
    {
        var hash = Hash(input);
        var accepted = Open(input);
        if (isSeed && !accepted) throw new BrokenPromiseException("A genuine packet was refused.");
        if (accepted && !isSeed && !_genuine.Contains(hash) && !_older.Contains(hash)) throw new BrokenPromiseException("A forged packet was accepted.");
        if (Receiver.Streams > Streams) throw new BrokenPromiseException("A forged packet made a stream.");
        return accepted;
    }

    public void Dispose()
    {
        Sender.Dispose();
        Receiver.Dispose();
    }

    protected abstract int Protect(Random random, Span<byte> buffer);

    protected abstract bool Open(Span<byte> packet);

    private static int Hash(ReadOnlySpan<byte> packet)
    {
        var hash = default(HashCode);
        hash.AddBytes(packet);
        return hash.ToHashCode();
    }
}

internal sealed class SrtpTarget(SrtpProfile profile) : ReceiverTarget(profile)
{
    private uint _sent;

    protected override int Protect(Random random, Span<byte> buffer)
    {
        var length = PlainPackets.WriteRtp(random, buffer, (ushort)(_sent / Streams), _sent % Streams);
        _sent++;
        return Sender.TryProtect(buffer, length, out var protectedLength) ? protectedLength : throw new BrokenPromiseException("The sender refused a packet.");
    }

    protected override bool Open(Span<byte> packet) => Receiver.TryUnprotect(packet, packet.Length, out _);
}

internal sealed class SrtcpTarget(SrtpProfile profile) : ReceiverTarget(profile)
{
    protected override int Protect(Random random, Span<byte> buffer)
    {
        var length = PlainPackets.WriteRtcp(random, buffer, (uint)random.Next((int)Streams));
        return Sender.TryProtectRtcp(buffer, length, out var protectedLength) ? protectedLength : throw new BrokenPromiseException("The sender refused a report.");
    }

    protected override bool Open(Span<byte> packet) => Receiver.TryUnprotectRtcp(packet, packet.Length, out _);
}

/// <summary>What our own code hands to the sender; its plain bytes come from other peers.</summary>
internal sealed class SrtpSenderTarget : IFuzzTarget
{
    private readonly SrtpSender _sender = new(PlainPackets.Key(SrtpProfile.AeadAes128Gcm));
    private readonly byte[] _scratch = new byte[Mutator.MaxLength + SrtpProfileSizes.MaxOverhead];
    private ushort _sequence;

    public int WriteSeed(Random random, Span<byte> buffer) => PlainPackets.WriteRtp(random, buffer, _sequence++, 1);

    public bool Parse(Span<byte> input, bool isSeed)
    {
        input.CopyTo(_scratch);
        var accepted = _sender.TryProtect(_scratch, input.Length, out _);
        input.CopyTo(_scratch);
        return accepted | _sender.TryProtectRtcp(_scratch, input.Length, out _);
    }

    public void Dispose() => _sender.Dispose();
}
