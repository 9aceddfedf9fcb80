using Meet.Chat.Chats;
using Meet.Contracts;
using Meet.Contracts.Chat;

namespace Meet.Chat.Tests;

public sealed class ChatRowTests
{
    private static readonly Guid Aoi = Guid.CreateVersion7();

    /// <summary>PRODUCT.md, voice and video rule 3, cell by cell.</summary>
    [Theory]
    [InlineData(true, true, ChatState.Open, true, ChatSource.Web, true)]
    [InlineData(false, true, ChatState.Open, true, ChatSource.Web, false)]
    [InlineData(true, false, ChatState.Open, true, ChatSource.Web, false)]
    [InlineData(true, true, ChatState.Closed, true, ChatSource.Web, false)]
    [InlineData(true, true, ChatState.Open, false, ChatSource.Web, false)]
    [InlineData(true, true, ChatState.Open, true, ChatSource.Line, false)]
    [InlineData(true, true, ChatState.Open, true, ChatSource.Instagram, false)]
    [InlineData(true, true, ChatState.Open, true, ChatSource.Messenger, false)]
    public void The_customers_Meet_button_shows_only_when_all_of_rule_3_holds(
        bool setting, bool assigned, ChatState state, bool inputOpen, ChatSource source, bool shows)
    {
        var row = new ChatRow
        {
            MayStartSetting = setting, AssigneeId = assigned ? Aoi : null, State = state, InputOpen = inputOpen, Source = source,
        };

        row.ForStaff().CustomerMayStartMeet.ShouldBe(shows);
        row.ForCustomer().CustomerMayStartMeet.ShouldBe(shows);
    }

    [Fact]
    public void The_customers_view_holds_nothing_of_staffs()
    {
        var row = new ChatRow
        {
            Version = 40, CustomerVersion = 7, StaffUnread = 3, CustomerUnread = 1,
            MissedMeetId = Guid.NewGuid(), LiveMeetId = Guid.NewGuid(), UpdatedAt = DateTimeOffset.UnixEpoch.AddDays(1),
            CustomerUpdatedAt = DateTimeOffset.UnixEpoch,
            LastKind = EntryKind.Message, LastText = "internal", LastAuthorKind = PersonKind.Staff, LastAuthorId = Aoi, LastAt = default(DateTimeOffset),
            CustomerLastKind = EntryKind.Message, CustomerLastText = "seen", CustomerLastAt = default(DateTimeOffset),
        };

        var view = row.ForCustomer();

        (view.Version, view.Unread, view.MissedMeetId, view.LiveMeetId, view.UpdatedAt).ShouldBe((7, 1, null, null, DateTimeOffset.UnixEpoch));
        view.LastEntry!.Text.ShouldBe("seen");
    }
}
