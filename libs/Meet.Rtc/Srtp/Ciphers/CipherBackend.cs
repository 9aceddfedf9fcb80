using System.Runtime.Intrinsics.X86;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace Meet.Rtc.Srtp.Ciphers;

/// <summary>Who does the AES: the processor's instructions, called from here, or libcrypto.</summary>
internal enum CipherBackend
{
    OpenSsl,
    AesNi,
}

internal static class CipherBackends
{
    /// <summary>Calling the instructions from here is two to three times as fast as libcrypto for packets, whose cost is its set-up per message.</summary>
    public static CipherBackend Best { get; } = IsAesNiSupported ? CipherBackend.AesNi : CipherBackend.OpenSsl;

    public static bool IsAesNiSupported => X86Aes.IsSupported && Pclmulqdq.IsSupported && Ssse3.IsSupported;
}
