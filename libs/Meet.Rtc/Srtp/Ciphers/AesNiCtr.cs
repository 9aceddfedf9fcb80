using System.Runtime.Intrinsics;

namespace Meet.Rtc.Srtp.Ciphers;

/// <summary>AES counter mode by the processor's instructions.</summary>
internal sealed class AesNiCtr(ReadOnlySpan<byte> key) : AesCtrCipher
{
    private AesNi.RoundKeys _keys = AesNi.Expand(key);

    public override bool Apply(ReadOnlySpan<byte> start, Span<byte> data)
    {
        AesNi.Ctr(in _keys, Vector128.Create(start), data);
        return true;
    }

    public override void Dispose() => _keys = default;
}
