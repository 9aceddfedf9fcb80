using Meet.Contracts;
using Meet.Contracts.Chat.Rpc;
using Meet.Grpc;

namespace Meet.Chat.IntegrationTests;

public sealed class ChatFactsTests(ChatHost host)
{
    private static readonly GrpcUnaryMethod<GetChatFactsRequest, ChatFactsReply> Facts =
        GrpcMethod.Unary<GetChatFactsRequest, ChatFactsReply>(ChatReflection.Descriptor.Services[0], "GetChatFacts");

    private static readonly GrpcUnaryMethod<GetStaffRequest, GetStaffReply> Staff =
        GrpcMethod.Unary<GetStaffRequest, GetStaffReply>(ChatReflection.Descriptor.Services[0], "GetStaff");

    private static readonly GrpcUnaryMethod<GetContactRequest, ContactReply> Contact =
        GrpcMethod.Unary<GetContactRequest, ContactReply>(ChatReflection.Descriptor.Services[1], "GetContact");

    [Fact]
    public async Task The_facts_tell_all_that_decides_about_a_Meet()
    {
        var workspace = await Workspace.CreateAsync(host, mayStart: true);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        var chat = (await workspace.OpenAsync(customer)).ChatId;
        await workspace.SayAsync(aoi, chat, "田中です");
        await PresenceTests.ReportAsync(host, workspace, aoi, microphone: "granted", sound: true);
        await PresenceTests.ReportAsync(host, workspace, customer, idle: true);

        var facts = await AskAsync(workspace, chat, aoi);

        facts.ShouldBe(new ChatFactsReply
        {
            ChatId = chat.ToString(), Open = true, InputOpen = true, Source = "web", CustomerMayStart = true, PlanPaid = true,
            CallerHasSeat = true, CallerName = "aoi",
            Customer = new Person { Id = customer.Id.ToString(), Name = "a" }, CustomerReachability = Reachability.Idle,
            Assignee = new Person { Id = aoi.Id.ToString(), Name = "aoi" }, AssigneeReachability = Reachability.Online, AssigneeReady = true,
            StaffInChat = { new StaffPerson { Id = aoi.Id.ToString(), Name = "aoi", OperatorSeat = true, Reachability = Reachability.Online } },
        });
    }

    [Fact]
    public async Task Without_an_assignee_none_is_named_and_a_customer_has_no_seat()
    {
        var workspace = await Workspace.CreateAsync(host);
        var customer = await workspace.CustomerAsync("a");
        var chat = (await workspace.OpenAsync(customer)).ChatId;

        var facts = await AskAsync(workspace, chat, customer);

        facts.Assignee.ShouldBeNull();
        (facts.CallerHasSeat, facts.CustomerMayStart, facts.CustomerReachability).ShouldBe((false, false, Reachability.Offline));
    }

    [Fact]
    public async Task A_chat_that_the_caller_may_not_see_is_not_found()
    {
        var (mine, theirs) = (await Workspace.CreateAsync(host), await Workspace.CreateAsync(host));
        var (aoi, customer, other) = (await mine.StaffAsync("aoi"), await mine.CustomerAsync("a"), await mine.CustomerAsync("b"));
        var chat = (await mine.OpenAsync(customer)).ChatId;

        (await RefusedAsync(mine, chat, other)).ShouldBe(GrpcStatusCode.NotFound);
        (await RefusedAsync(theirs, chat, aoi)).ShouldBe(GrpcStatusCode.NotFound);
        (await RefusedAsync(mine, Guid.NewGuid(), aoi)).ShouldBe(GrpcStatusCode.NotFound);
    }

    [Fact]
    public async Task In_the_chat_are_the_assignee_and_whoever_wrote_there()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, sato, kato) = (await workspace.StaffAsync("aoi"), await workspace.StaffAsync("sato"), await workspace.StaffAsync("kato", seat: false));
        await workspace.StaffAsync("mori");
        var chat = (await workspace.OpenAsync(await workspace.CustomerAsync("a"))).ChatId;
        await workspace.PutAsync(aoi, $"chats/{chat}/assignee", new { staffId = sato.Id });
        await workspace.SayAsync(kato, chat, "社内", isInternal: true);

        var facts = await AskAsync(workspace, chat, aoi);

        facts.StaffInChat.Select(each => each.Name).Order().ShouldBe(["kato", "sato"]);
        facts.AssigneeReady.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true, false, "+819000000001", null, true)]
    [InlineData(false, true, "+819000000001", null, false)]
    [InlineData(true, false, null, "a@example.com", false)]
    [InlineData(false, true, null, "a@example.com", true)]
    [InlineData(false, false, "+819000000001", "a@example.com", false)]
    [InlineData(true, true, null, null, false)]
    public async Task By_link_is_reachable_whose_number_or_address_is_known_where_it_is_switched_on(
        bool sms, bool email, string? phone, string? address, bool reachable)
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi", admin: true), await workspace.CustomerAsync("a"));
        var chat = (await workspace.OpenAsync(customer)).ChatId;
        await workspace.PutAsync(aoi, $"customers/{customer.Id}", new { name = "a", email = address, phone });
        await workspace.PutAsync(aoi, "settings", new { replyNotification = new { sms, email, senderName = "Shop 1" } });

        (await AskAsync(workspace, chat, aoi)).CustomerReachableByLink.ShouldBe(reachable);
        (await ContactAsync(workspace, customer.Id)).ShouldBe(new ContactReply
        {
            Sms = sms, Email = email, SenderName = "Shop 1", TenantName = workspace.Id, CustomerName = "a", Phone = phone ?? "",
            EmailAddress = address ?? "", Locale = "ja",
        });
    }

    [Fact]
    public async Task Colleagues_are_told_and_strangers_left_out()
    {
        var (mine, theirs) = (await Workspace.CreateAsync(host), await Workspace.CreateAsync(host));
        var (aoi, stranger) = (await mine.StaffAsync("aoi", seat: false), await theirs.StaffAsync("stranger"));

        var reply = await host.Grpc.CallAsync(
            Staff, new GetStaffRequest { Ids = { aoi.Id.ToString(), stranger.Id.ToString() } }, new CallOptions { Tenant = mine.Id });

        reply.Staff.ShouldBe([new StaffPerson { Id = aoi.Id.ToString(), Name = "aoi", Reachability = Reachability.Offline }]);
        (await Should.ThrowAsync<GrpcException>(() => host.Grpc.CallAsync(
            Staff, new GetStaffRequest { Ids = { "x" } }, new CallOptions { Tenant = mine.Id }))).Code.ShouldBe(GrpcStatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Another_workspaces_customer_has_no_contact_here()
    {
        var (mine, theirs) = (await Workspace.CreateAsync(host), await Workspace.CreateAsync(host));
        var customer = await theirs.CustomerAsync("a");

        (await Should.ThrowAsync<GrpcException>(() => ContactAsync(mine, customer.Id))).Code.ShouldBe(GrpcStatusCode.NotFound);
    }

    private Task<ContactReply> ContactAsync(Workspace workspace, Guid customer) => host.Grpc.CallAsync(
        Contact, new GetContactRequest { CustomerId = customer.ToString() }, new CallOptions { Tenant = workspace.Id });

    private Task<ChatFactsReply> AskAsync(Workspace workspace, Guid chat, PersonRef caller) => host.Grpc.CallAsync(
        Facts,
        new GetChatFactsRequest
        {
            ChatId = chat.ToString(), CallerId = caller.Id.ToString(), CallerKind = caller.Kind == PersonKind.Staff ? "staff" : "customer",
        },
        new CallOptions { Tenant = workspace.Id });

    private async Task<GrpcStatusCode> RefusedAsync(Workspace workspace, Guid chat, PersonRef caller) =>
        (await Should.ThrowAsync<GrpcException>(() => AskAsync(workspace, chat, caller))).Code;
}
