namespace Meet.Chat.Files.Storage;

/// <summary>New files that nobody else on the machine may read: they are what people sent each other.</summary>
internal static class PrivateFile
{
    public static FileStream Create(string path, FileMode mode, FileAccess access, FileShare share = FileShare.None)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
