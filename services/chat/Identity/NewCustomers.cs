using System.Security.Cryptography;
using Meet.Chat.Working;
using Meet.Contracts;

namespace Meet.Chat.Identity;

/// <summary>Customers begin anonymous, with a neutral name that staff can tell apart.</summary>
internal static class NewCustomers
{
    private const string Insert = """
        insert into chat.customers (tenant_id, id, name, locale, first_seen_at, last_seen_at) values (@tenant, @id, @name, @locale, @now, @now)
        """;

    /// <param name="name">Null or empty: 「お客様 3F7A」 or "Guest 3F7A".</param>
    /// <param name="locale"><c>en</c>, or anything else for Japanese.</param>
    public static async Task<PersonRef> AddAsync(Work work, string? name, string locale)
    {
        var person = new PersonRef(
            PersonKind.Customer,
            Guid.CreateVersion7(work.Now),
            string.IsNullOrWhiteSpace(name) ? NeutralName(locale, RandomNumberGenerator.GetHexString(4)) : name.Trim());
        await work.ExecuteAsync(
            Insert, new { tenant = work.TenantId, id = person.Id, name = person.Name, locale = IsEnglish(locale) ? "en" : "ja", now = work.Now });
        return person;
    }

    public static string NeutralName(string locale, string tag) =>
        IsEnglish(locale) ? $"Guest {tag}" : $"お客様 {tag}";

    private static bool IsEnglish(string locale) => locale.StartsWith("en", StringComparison.OrdinalIgnoreCase);
}
