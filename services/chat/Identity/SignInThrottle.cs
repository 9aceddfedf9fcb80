using System.Security.Cryptography;
using System.Text;
using Dapper;
using Meet.Chat.Database;

namespace Meet.Chat.Identity;

/// <summary>
/// At most ten tries a minute for an address, known or not; a success clears them. A try is counted before the password is
/// looked at, so that many at once are no way around it.
/// </summary>
internal sealed class SignInThrottle(ChatDatabase database, TimeProvider time)
{
    public const int Tries = 10;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const string Count = """
        insert into chat.sign_in_tries as t (address_hash, since, tries) values (@hash, @now, 1)
        on conflict (address_hash) do update
          set tries = case when t.since <= @start then 1 else t.tries + 1 end,
              since = case when t.since <= @start then @now else t.since end
        returning tries
        """;

    private const string Clear = "delete from chat.sign_in_tries where address_hash = @hash";

    private const string DeleteOld = "delete from chat.sign_in_tries where since <= @start";

    /// <summary>False when this try is one too many.</summary>
    public async Task<bool> TryAsync(string address, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenDirectoryAsync(cancellationToken);
        var now = time.GetUtcNow();
        return await connection.QuerySingleAsync<int>(Count, new { hash = Hash(address), now, start = now - Window }) <= Tries;
    }

    public async Task ClearAsync(string address, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenDirectoryAsync(cancellationToken);
        await connection.ExecuteAsync(Clear, new { hash = Hash(address) });
    }

    public async Task DeleteOldAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenDirectoryAsync(cancellationToken);
        await connection.ExecuteAsync(DeleteOld, new { start = time.GetUtcNow() - Window });
    }

    // Addresses are personal data: what is kept for a minute is not readable.
    private static byte[] Hash(string address) => SHA256.HashData(Encoding.UTF8.GetBytes(address));
}
