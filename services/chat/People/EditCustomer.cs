using Meet.Chat.Chats;
using Meet.Chat.Working;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.People;

/// <summary>What is known of a customer is corrected: by staff as a whole, by the customer as far as they tell.</summary>
internal static class EditCustomer
{
    public static async Task<Results<Ok<CustomerProfile>, ProblemHttpResult>> ByStaffAsync(
        Guid id, CustomerContact wanted, Caller caller, Works works, CancellationToken cancellationToken)
    {
        if (wanted.Check() is var (kept, problem) && problem is not null)
            return problem;
        await using var work = await works.BeginAsync(caller.TenantId, cancellationToken);
        if (await CustomerContact.FindAsync(work, id) is not { } before)
            return ChatProblems.NotFound();
        await kept.WriteAsync(work, id, before);
        var profile = await CustomerProfiles.FindAsync(work.Connection, work.TenantId, id);
        await work.CommitAsync(cancellationToken);
        return TypedResults.Ok(profile!);
    }

    /// <summary>
    /// Only what is given changes; an empty address or number is taken out. A link's session may go from hand to hand: it neither
    /// shows nor changes where the next link goes.
    /// </summary>
    public static async Task<Results<Ok<CustomerContact>, ProblemHttpResult>> ByCustomerAsync(
        CustomerContact wanted, Caller caller, Works works, CancellationToken cancellationToken)
    {
        if (caller.ChatId is not null && (wanted.Email is not null || wanted.Phone is not null))
            return ChatProblems.NotFound();
        await using var work = await works.BeginAsync(caller.TenantId, cancellationToken);
        if (await CustomerContact.FindAsync(work, caller.PersonId) is not { } before)
            return ChatProblems.NotFound();
        var whole = new CustomerContact(wanted.Name ?? before.Name, wanted.Email ?? before.Email, wanted.Phone ?? before.Phone);
        if (whole.Check() is var (kept, problem) && problem is not null)
            return problem;
        if (kept != before)
        {
            await kept.WriteAsync(work, caller.PersonId, before);
            await work.CommitAsync(cancellationToken);
        }

        return TypedResults.Ok(caller.ChatId is null ? kept : kept with { Email = null, Phone = null });
    }
}
