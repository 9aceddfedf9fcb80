using Dapper;
using Meet.Chat.Database;
using Meet.Chat.Files.Storage;
using Meet.Chat.Working;

namespace Meet.Chat.Files;

/// <summary>
/// Removes files that no message has taken within a day, and what a crash left half stored. Several replicas may sweep at once. The
/// row stays locked until the content is gone, so a message cannot take a file that is about to vanish.
/// </summary>
internal sealed partial class FileSweep(ChatDatabase database, Works works, IFileStore store, TimeProvider time, ILogger<FileSweep> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private const string Tenants = "select id from chat.tenants order by id";

    private const string Old = """
        select id from chat.files
         where tenant_id = @tenant and entry_id is null and room_entry_id is null and uploaded_at < @before
         order by uploaded_at limit 100
           for update skip locked
        """;

    private const string Delete = "delete from chat.files where tenant_id = @tenant and id = any(@files)";

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenDirectoryAsync(cancellationToken);
        foreach (var tenant in (await connection.QueryAsync<string>(Tenants)).AsList())
        {
            while (await SweepAsync(tenant, cancellationToken))
                Swept(logger, tenant);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                Failed(logger, problem);
            }
        }
    }

    private async Task<bool> SweepAsync(string tenant, CancellationToken cancellationToken)
    {
        await using var work = await works.BeginAsync(tenant, cancellationToken);
        var files = await work.ListAsync<Guid>(Old, new { tenant, before = time.GetUtcNow() - Kept });
        if (files.Count == 0)
            return false;
        foreach (var file in files)
            await store.DeleteAsync(new FileKey(tenant, file), cancellationToken);
        await work.ExecuteAsync(Delete, new { tenant, files = files.ToArray() });
        await work.CommitAsync(cancellationToken);
        return true;
    }

    [LoggerMessage(1501, LogLevel.Information, "Removed files of {TenantId} that were never sent")]
    private static partial void Swept(ILogger logger, string tenantId);

    [LoggerMessage(1502, LogLevel.Warning, "Files could not be swept; the next round tries again")]
    private static partial void Failed(ILogger logger, Exception problem);
}
