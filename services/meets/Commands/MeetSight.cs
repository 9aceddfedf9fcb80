using System.Collections.Immutable;
using Meet.Contracts.Meets;
using Meet.Meets.Chats;
using Meet.Meets.Store;
using Meet.Meets.Views;
using Meet.ServiceDefaults.Identity;

namespace Meet.Meets.Commands;

/// <summary>Who sees which Meets. A room's are its members': whoever it never rang is looked up at chat.</summary>
internal sealed class MeetSight(MeetQueries queries, ChatFactsClient chats)
{
    /// <summary>As staff see it; null when it is not there for this caller.</summary>
    public async Task<MeetView?> FindAsync(Caller caller, Guid meetId, CancellationToken cancellationToken) =>
        await queries.FindAsync(caller.TenantId, meetId, cancellationToken) is { } view && await SeesAsync(caller, view, cancellationToken)
            ? view
            : null;

    /// <summary>The Meets of a chat or a room; none when it is a room of others.</summary>
    public async Task<ImmutableArray<MeetView>> OfChatAsync(Caller caller, Guid chatId, CancellationToken cancellationToken)
    {
        var views = await queries.OfChatAsync(caller.TenantId, chatId, cancellationToken);
        return views is [var newest, ..] && !await SeesAsync(caller, newest, cancellationToken) ? [] : views;
    }

    private async Task<bool> SeesAsync(Caller caller, MeetView view, CancellationToken cancellationToken) =>
        Visibility.Of(view, caller) switch
        {
            Visible.Yes => true,
            Visible.ToMembers => await chats.GetRoomAsync(caller, view.ChatId, cancellationToken) is not null,
            _ => false,
        };
}
