using System.Diagnostics;
using System.Reflection;
using Meet.Chat.Files.Storage;

namespace Meet.Chat.IntegrationTests;

/// <summary>s3rver (node/s3.mjs) with one bucket; it checks signatures. It ends with this process, however that ends.</summary>
public sealed class S3Server : IAsyncLifetime
{
    private const string Bucket = "meet-files";
    private Process? _process;

    private static string Folder { get; } =
        typeof(S3Server).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "NodeFolder").Value!;

    internal S3Options Options { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        await InstallAsync();
        _process = Run("node", ["s3.mjs", Bucket]);
        var address = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("s3rver did not start.");
        Options = new S3Options { Endpoint = address, Bucket = Bucket, AccessKey = "S3RVER", SecretKey = "S3RVER" };
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "s3rver")))
            return;
        using var npm = Run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        _ = npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm ci ended with {npm.ExitCode}.");
    }

    private static Process Run(string program, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = Folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}
