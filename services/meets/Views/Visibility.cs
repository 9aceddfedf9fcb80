using Meet.Contracts;
using Meet.Contracts.Meets;
using Meet.ServiceDefaults.Identity;

namespace Meet.Meets.Views;

/// <summary>ToMembers: of a room that the caller may or may not belong to.</summary>
internal enum Visible { No, Yes, ToMembers }

/// <summary>
/// Who may know of a Meet: in customer chats the workspace's staff and the customer, in internal conversations the staff, in rooms
/// the members. A session that a link opened knows of its chat alone. (The tenant is not asked here: nothing of another
/// tenant is ever read.)
/// </summary>
internal static class Visibility
{
    public static Visible Of(MeetView view, Caller caller)
    {
        var concerned = MeetViews.Audience(view).Any(person => person.Id == caller.PersonId);
        return (caller.Kind, view.Place) switch
        {
            _ when !caller.MaySee(view.ChatId) => Visible.No,
            (PersonKind.Customer, MeetPlace.CustomerChat) => concerned ? Visible.Yes : Visible.No,
            (PersonKind.Customer, _) => Visible.No,
            (_, MeetPlace.TeamChat or MeetPlace.DirectMessage) => concerned ? Visible.Yes : Visible.ToMembers,
            _ => Visible.Yes,
        };
    }
}
