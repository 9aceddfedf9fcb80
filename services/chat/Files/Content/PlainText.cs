using System.Buffers;
using System.Text;

namespace Meet.Chat.Files.Content;

/// <summary>
/// UTF-8 that is there to be read: no control characters, and nothing at its beginning that a browser takes for markup or a system
/// for a program. Fed piece by piece, so that no file need be in memory.
/// </summary>
internal struct PlainText
{
    private const int LongestRune = 4;
    private byte[]? _rest;
    private int _restLength;

    /// <summary>Whether text, which may go on, can begin like this.</summary>
    public static bool MayBeginWith(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n\f"u8);
        // HTML, SVG and XML begin with an angle bracket (WHATWG MIME Sniffing, 7.1); scripts with "#!".
        if (text.IsEmpty || text.StartsWith("#!"u8) || (text.Length > 1 && text[0] == '<' && (char.IsAsciiLetter((char)text[1]) || text[1] is (byte)'!' or (byte)'?' or (byte)'/')))
            return false;
        return new PlainText().Accept(head);
    }

    /// <returns>False: this is no text. A character that goes on in the next piece is waited for.</returns>
    public bool Accept(ReadOnlySpan<byte> piece)
    {
        while (_restLength > 0 && !piece.IsEmpty)
        {
            _rest![_restLength++] = piece[0];
            piece = piece[1..];
            var status = Rune.DecodeFromUtf8(_rest.AsSpan(0, _restLength), out var rune, out _);
            if (status == OperationStatus.Done)
                _restLength = 0;
            if (status == OperationStatus.InvalidData || (status == OperationStatus.Done && !IsReadable(rune)))
                return false;
        }

        while (!piece.IsEmpty)
        {
            switch (Rune.DecodeFromUtf8(piece, out var rune, out var length))
            {
                case OperationStatus.Done when IsReadable(rune):
                    piece = piece[length..];
                    break;
                case OperationStatus.NeedMoreData:
                    _rest ??= new byte[LongestRune];
                    piece.CopyTo(_rest);
                    _restLength = piece.Length;
                    return true;
                default:
                    return false;
            }
        }

        return true;
    }

    /// <summary>Whether it may end here: not in the middle of a character.</summary>
    public readonly bool IsWhole => _restLength == 0;

    private static bool IsReadable(Rune rune) => rune.Value is >= 0x20 and not 0x7F || rune.Value is '\t' or '\n' or '\r' or '\f';
}
