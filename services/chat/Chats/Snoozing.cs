using Meet.Chat.Working;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Chats;

/// <param name="Until">1 minute to 60 days ahead.</param>
internal sealed record Snooze(DateTimeOffset? Until);

/// <summary>Staff put a chat out of sight for a while, and take it back.</summary>
internal static class Snoozing
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(60);

    public static Task<Results<Ok<ChatView>, ProblemHttpResult>> SnoozeAsync(
        Guid id, Snooze snooze, Caller caller, Works works, CancellationToken cancellationToken) =>
        ChangeHandling.ChangeAsync(id, caller, works, async (work, chat) =>
        {
            if (snooze.Until is not { } until || until < work.Now + Shortest || until > work.Now + Longest)
                return ChatProblems.BadRequest("until: an instant 1 minute to 60 days ahead.");
            if (chat.State == ChatState.Closed)
                return ChatProblems.Closed();
            await Handling.SnoozeAsync(work, id, until, caller.Person);
            return null;
        }, cancellationToken);

    public static Task<Results<Ok<ChatView>, ProblemHttpResult>> WakeAsync(
        Guid id, Caller caller, Works works, CancellationToken cancellationToken) =>
        ChangeHandling.ChangeAsync(id, caller, works, async (work, _) =>
        {
            await Handling.WakeAsync(work, id, caller.Person);
            return null;
        }, cancellationToken);
}
