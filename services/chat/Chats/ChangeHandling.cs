using Meet.Chat.Entries;
using Meet.Chat.Working;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Chats;

/// <param name="StaffId">Null: nobody.</param>
internal sealed record NewAssignee(Guid? StaffId);

/// <summary>Staff assign, close and reopen. Asking for what is so already changes nothing.</summary>
internal static class ChangeHandling
{
    private const string IsStaff = "select true from chat.staff where tenant_id = @tenant and id = @staff";

    public static Task<Results<Ok<ChatView>, ProblemHttpResult>> AssignAsync(
        Guid id, NewAssignee assignee, Caller caller, Works works, CancellationToken cancellationToken) =>
        ChangeAsync(id, caller, works, async (work, chat) =>
        {
            if (chat.AssigneeId == assignee.StaffId)
                return null;
            if (assignee.StaffId is { } staff)
            {
                if (chat.State == ChatState.Closed)
                    return ChatProblems.Closed();
                if (await work.FindAsync<bool>(IsStaff, new { tenant = work.TenantId, staff }) is false)
                    return ChatProblems.BadRequest("staffId: nobody on your team.");
                if (!await PostMessage.HasSeatAsync(work, staff))
                    return ChatProblems.NoOperatorSeat();
                await Handling.AssignAsync(work, id, staff, caller.Person);
            }
            else
            {
                await Handling.UnassignAsync(work, id, chat.AssigneeId!.Value, caller.Person);
            }

            return null;
        }, cancellationToken);

    public static Task<Results<Ok<ChatView>, ProblemHttpResult>> CloseAsync(
        Guid id, Caller caller, Works works, CancellationToken cancellationToken) =>
        ChangeAsync(id, caller, works, async (work, chat) =>
        {
            if (chat.State == ChatState.Open)
                await Handling.CloseAsync(work, id, caller.Person);
            return null;
        }, cancellationToken);

    public static Task<Results<Ok<ChatView>, ProblemHttpResult>> ReopenAsync(
        Guid id, Caller caller, Works works, CancellationToken cancellationToken) =>
        ChangeAsync(id, caller, works, async (work, chat) =>
        {
            if (chat.State == ChatState.Closed)
                await Handling.ReopenAsync(work, id, caller.Person);
            return null;
        }, cancellationToken);

    /// <summary>A change by staff under the chat's lock: committed whole, or nothing when it answers with a problem.</summary>
    public static async Task<Results<Ok<ChatView>, ProblemHttpResult>> ChangeAsync(
        Guid id, Caller caller, Works works, Func<Work, ChatHead, Task<ProblemHttpResult?>> change, CancellationToken cancellationToken)
    {
        await using var work = await works.BeginAsync(caller.TenantId, cancellationToken);
        if (await ChatHead.LockAsync(work, id, customer: null) is not { } chat)
            return ChatProblems.NotFound();
        if (await change(work, chat) is { } problem)
            return problem;
        var row = await ChatQueries.FindAsync(work.Connection, work.TenantId, id, customer: null);
        await work.CommitAsync(cancellationToken);
        return TypedResults.Ok(row!.ForStaff());
    }
}
