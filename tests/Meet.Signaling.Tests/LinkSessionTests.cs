using Meet.Contracts.Chat;
using Meet.Signaling.Tests.Host;

namespace Meet.Signaling.Tests;

/// <summary>A page that a link opened: of all the customer's chats it is told of one.</summary>
public sealed class LinkSessionTests : IAsyncLifetime
{
    private readonly Guid _chat = Guid.CreateVersion7();
    private SignalingHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SignalingHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Ready_lists_the_Meets_of_its_chat_only()
    {
        var own = Some.Meet(Guid.CreateVersion7()) with { ChatId = _chat };
        _host.Backends.Active.Enqueue(Some.Meet(Guid.CreateVersion7()));
        _host.Backends.Active.Enqueue(own);

        await using var linked = await _host.ConnectAsync(Some.Customer, chat: _chat);
        await using var unlimited = await _host.ConnectAsync(Some.Customer);

        (await linked.NextAsync("ready"))["meets"]!.AsArray().ShouldHaveSingleItem()!["meetId"]!.GetValue<Guid>().ShouldBe(own.MeetId);
        (await unlimited.NextAsync("ready"))["meets"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_of_the_customers_other_chats_is_pushed_to_it()
    {
        await using var linked = await _host.ConnectAsync(Some.Customer, chat: _chat);
        await using var unlimited = await _host.ConnectAsync(Some.Customer);
        await _host.SubscribedAsync(linked, _chat);
        await _host.SubscribedAsync(unlimited);
        var other = Guid.CreateVersion7();

        await TellAllAsync(other);
        await TellAllAsync(_chat);

        foreach (var chat in new[] { other, _chat })
            await ToldAsync(unlimited, chat);
        await ToldAsync(linked, _chat);
    }

    /// <summary>One of each thing that a customer may be told.</summary>
    private async Task TellAllAsync(Guid chatId)
    {
        var meet = Some.Meet(Guid.CreateVersion7()) with { ChatId = chatId };
        var (chat, entry) = (Some.Chat(chatId), Some.Entry(Guid.CreateVersion7(), isInternal: false) with { ChatId = chatId });
        await _host.PublishAsync(Some.Changed(meet, customers: true, Some.Agent, Some.Customer));
        await _host.PublishAsync(new ChatChanged(Some.Tenant, chatId, 1, Some.Customer.Id, chat, chat));
        await _host.PublishAsync(new ChatEntryChanged(Some.Tenant, chatId, entry.EntryId, 1, Some.Customer.Id, entry, entry));
        await _host.PublishAsync(new TypingNoticed(Some.Tenant, chatId, Some.Agent, false, Some.Customer.Id, true, []));
    }

    private static async Task ToldAsync(HubPage page, Guid chat)
    {
        (await page.NextAsync("meetChanged"))["meet"]!["chatId"]!.GetValue<Guid>().ShouldBe(chat);
        foreach (var name in new[] { "chatChanged", "entryChanged", "typing" })
            (await page.NextAsync(name))["chatId"]!.GetValue<Guid>().ShouldBe(chat);
    }
}
