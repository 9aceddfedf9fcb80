using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Meets;
using Meet.Contracts.Notifications;

namespace Meet.Chat.IntegrationTests;

/// <summary>What became of a link stands with the Meet's entry, for staff alone.</summary>
public sealed class DeliveryTests(ChatHost host)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public async Task The_newest_state_of_each_message_wins_and_raises_staffs_version_only()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        await using var listener = await Listener.StartAsync(host);
        var meet = await MeetAsync(workspace, aoi, chat, listener);
        var (mine, theirs) = (await EntryAsync(workspace, aoi, chat), await EntryAsync(workspace, customer, chat));
        var before = await workspace.ChatAsync(customer, chat);
        var (sms, email) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        await PublishAsync(Changed(workspace, sms, meet, chat, customer, DeliveryChannel.Sms, DeliveryState.Sent, 2));
        await PublishAsync(Changed(workspace, sms, meet, chat, customer, DeliveryChannel.Sms, DeliveryState.Queued, 1));
        await PublishAsync(Changed(workspace, email, meet, chat, customer, DeliveryChannel.Email, DeliveryState.Failed, 1, "invalid_address"));

        var told = await listener.ExpectAsync<ChatEntryChanged>(each => each.ChatId == chat && each.Staff.Delivery.Length == 2);
        told.Staff.Delivery.ShouldBe(
        [
            new DeliveryView(DeliveryChannel.Sms, DeliveryState.Sent, null, Start.AddSeconds(2)),
            new DeliveryView(DeliveryChannel.Email, DeliveryState.Failed, "invalid_address", Start.AddSeconds(1)),
        ]);
        told.Version.ShouldBe(mine.Version + 3);
        told.Customer.ShouldBeNull();
        var after = await EntryAsync(workspace, customer, chat);
        (after.Version, after.Delivery.IsEmpty).ShouldBe((theirs.Version, true));
        (await workspace.ChatAsync(customer, chat)).ShouldBe(before);
    }

    [Fact]
    public async Task What_is_told_before_the_Meet_has_its_entry_stands_there_then()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        await using var listener = await Listener.StartAsync(host);
        var meet = Guid.CreateVersion7();
        await PublishAsync(Changed(workspace, Guid.CreateVersion7(), meet, chat, customer, DeliveryChannel.Sms, DeliveryState.Refused, 1, "daily_limit"));
        // Of another Meet, behind it in the same queue: what stands with that one's entry tells that both have been taken.
        var other = await MeetAsync(workspace, aoi, chat, listener);
        await PublishAsync(Changed(workspace, Guid.CreateVersion7(), other, chat, customer, DeliveryChannel.Sms, DeliveryState.Sent, 1));
        await listener.ExpectAsync<ChatEntryChanged>(each => each.Staff.Meet?.MeetId == other && each.Staff.Delivery.Length == 1);

        await MeetAsync(workspace, aoi, chat, listener, meet);

        (await EntryAsync(workspace, aoi, chat)).Delivery.ShouldHaveSingleItem().Error.ShouldBe("daily_limit");
    }

    [Fact]
    public async Task After_a_delivery_the_Meets_own_news_still_count()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        await using var listener = await Listener.StartAsync(host);
        var meet = await MeetAsync(workspace, aoi, chat, listener);
        await PublishAsync(Changed(workspace, Guid.CreateVersion7(), meet, chat, customer, DeliveryChannel.Sms, DeliveryState.Delivered, 9));
        await listener.ExpectAsync<ChatEntryChanged>(each => each.ChatId == chat && each.Staff.Delivery.Length == 1);

        var view = View(workspace, chat, meet, aoi) with { Version = 2, State = MeetState.Live, LiveAt = Start };
        await host.Get<MassTransit.IBus>().Publish(new MeetChanged(workspace.Id, meet, 2, "meet_changed_v1", Start, view, view, []));

        var told = await listener.ExpectAsync<ChatEntryChanged>(each => each.ChatId == chat && each.Staff.Meet?.State == MeetState.Live);
        (told.Staff.Version, told.Customer!.Version).ShouldBe((11, 2));
    }

    private static NotificationChanged Changed(
        Workspace workspace, Guid id, Guid meet, Guid chat, PersonRef customer, DeliveryChannel channel, DeliveryState state, long version, string? error = null) =>
        new(workspace.Id, id, meet, chat, customer.Id, channel, state, error, version, Start.AddSeconds(version));

    private static MeetView View(Workspace workspace, Guid chat, Guid meet, PersonRef by) => new(
        meet, 1, workspace.Id, chat, MeetPlace.CustomerChat, MeetKind.Voice, MeetState.Ringing, by, Start, null, null, null, null, [], [], null, null);

    private static async Task<ChatEntryView> EntryAsync(Workspace workspace, PersonRef reader, Guid chat) =>
        (await workspace.EntriesAsync(reader, chat)).Last(entry => entry.Kind == EntryKind.Meet);

    private Task PublishAsync(NotificationChanged changed) => host.Get<MassTransit.IBus>().Publish(changed);

    private async Task<Guid> MeetAsync(Workspace workspace, PersonRef by, Guid chat, Listener listener, Guid? id = null)
    {
        var meet = id ?? Guid.CreateVersion7();
        var view = View(workspace, chat, meet, by);
        await host.Get<MassTransit.IBus>().Publish(new MeetChanged(workspace.Id, meet, 1, "meet_started_v1", Start, view, view, []));
        await listener.ExpectAsync<ChatEntryChanged>(each => each.Staff.Meet?.MeetId == meet);
        return meet;
    }

    private async Task<(Workspace Workspace, PersonRef Aoi, PersonRef Customer, Guid Chat)> StartAsync()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        return (workspace, aoi, customer, (await workspace.OpenAsync(customer)).ChatId);
    }
}
