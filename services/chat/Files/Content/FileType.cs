namespace Meet.Chat.Files.Content;

/// <summary>What a file is, as its content says.</summary>
/// <param name="MediaType">Of the list of <see cref="FileTypes"/>.</param>
/// <param name="Size">Of a picture.</param>
internal sealed record FileType(string MediaType, PictureSize? Size = null);

/// <param name="Width">In pixels, at least 1, as it is shown: turned where EXIF asks for it.</param>
internal readonly record struct PictureSize(int Width, int Height);

/// <summary>What may be sent, and which endings its names may have: a name must not promise another thing than the content is.</summary>
internal static class FileTypes
{
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";
    public const string Gif = "image/gif";
    public const string Webp = "image/webp";
    public const string Pdf = "application/pdf";
    public const string Mp4 = "video/mp4";
    public const string Webm = "video/webm";
    public const string Mp3 = "audio/mpeg";
    public const string Wav = "audio/wav";
    public const string Ogg = "audio/ogg";
    public const string Text = "text/plain";
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string Pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    public const string Odt = "application/vnd.oasis.opendocument.text";
    public const string Ods = "application/vnd.oasis.opendocument.spreadsheet";
    public const string Odp = "application/vnd.oasis.opendocument.presentation";

    /// <summary>The first ending is the type's own.</summary>
    private static readonly Dictionary<string, string[]> Endings = new()
    {
        [Png] = [".png"],
        [Jpeg] = [".jpg", ".jpeg", ".jfif"],
        [Gif] = [".gif"],
        [Webp] = [".webp"],
        [Pdf] = [".pdf"],
        [Mp4] = [".mp4", ".m4v", ".m4a"],
        [Webm] = [".webm", ".weba"],
        [Mp3] = [".mp3"],
        [Wav] = [".wav"],
        [Ogg] = [".ogg", ".oga", ".ogv", ".opus"],
        [Text] = [".txt", ".csv", ".tsv", ".md", ".log", ".json", ".yaml", ".yml"],
        [Docx] = [".docx"],
        [Xlsx] = [".xlsx"],
        [Pptx] = [".pptx"],
        [Odt] = [".odt"],
        [Ods] = [".ods"],
        [Odp] = [".odp"],
    };

    public static IReadOnlyList<string> EndingsOf(string mediaType) => Endings[mediaType];

    /// <summary>Only these are shown where they stand; everything else is saved.</summary>
    public static bool IsPicture(string mediaType) => mediaType is Png or Jpeg or Gif or Webp;
}
