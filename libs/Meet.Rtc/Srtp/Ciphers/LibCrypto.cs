using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Meet.Rtc.Srtp.Ciphers;

/// <summary>The functions of the system's libcrypto (OpenSSL 3) that SRTP uses. All of them are blittable: no marshalling code.</summary>
internal static unsafe partial class LibCrypto
{
    private const string Library = "libcrypto.so.3";

    public const int GetTag = 0x10; // EVP_CTRL_AEAD_GET_TAG
    public const int SetTag = 0x11; // EVP_CTRL_AEAD_SET_TAG

    [LibraryImport(Library)]
    public static partial nint EVP_aes_128_gcm();

    [LibraryImport(Library)]
    public static partial nint EVP_aes_128_ctr();

    [LibraryImport(Library)]
    public static partial nint EVP_CIPHER_CTX_new();

    [LibraryImport(Library)]
    public static partial void EVP_CIPHER_CTX_free(nint context);

    [LibraryImport(Library)]
    public static partial int EVP_CipherInit_ex(nint context, nint cipher, nint engine, byte* key, byte* iv, int encrypt);

    [LibraryImport(Library)]
    public static partial int EVP_CipherUpdate(nint context, byte* output, int* written, byte* input, int length);

    [LibraryImport(Library)]
    public static partial int EVP_CipherFinal_ex(nint context, byte* output, int* written);

    [LibraryImport(Library)]
    public static partial int EVP_CIPHER_CTX_ctrl(nint context, int command, int argument, byte* pointer);

    // The low-level SHA-1 calls: their context is a plain struct, so a keyed state can be copied by assignment.
    [LibraryImport(Library)]
    public static partial int SHA1_Init(ShaContext* context);

    [LibraryImport(Library)]
    public static partial int SHA1_Update(ShaContext* context, byte* data, nuint length);

    [LibraryImport(Library)]
    public static partial int SHA1_Final(byte* digest, ShaContext* context);

    /// <summary>SHA_CTX: five words of state, two of length, a block, its fill.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 96)]
    public struct ShaContext;
}

/// <summary>An EVP_CIPHER_CTX with its key set.</summary>
internal sealed unsafe class CipherContext : SafeHandleZeroOrMinusOneIsInvalid
{
    public CipherContext(nint cipher, ReadOnlySpan<byte> key, int encrypt)
        : base(ownsHandle: true)
    {
        SetHandle(LibCrypto.EVP_CIPHER_CTX_new());
        fixed (byte* k = key)
            if (IsInvalid || LibCrypto.EVP_CipherInit_ex(handle, cipher, 0, k, null, encrypt) != 1)
                throw new InvalidOperationException("libcrypto refused an AES-128 key.");
    }

    /// <summary>The raw context; the caller keeps this object alive over the call.</summary>
    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_CIPHER_CTX_free(handle);
        return true;
    }
}
