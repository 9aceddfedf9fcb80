using System.Net;
using Meet.Contracts;
using Meet.Contracts.Chat.Rpc;
using Meet.Contracts.Media;
using Meet.Contracts.Meets;
using Meet.Meets.Api;
using Meet.Meets.IntegrationTests.Harness;

namespace Meet.Meets.IntegrationTests;

/// <summary>Meets among staff, over the real servers: who may, who is rung, what the customer can find of it.</summary>
[Collection(OneWorld.Name)]
public sealed class StaffMeetTests(World world)
{
    [Theory]
    [InlineData("team", "teamChat")]
    [InlineData("direct", "directMessage")]
    public async Task A_rooms_members_talk_and_nobody_else_finds_the_Meet(string kind, string place)
    {
        var (caller, colleague, other) = (world.NewAgent(), world.NewAgent(), world.NewAgent());
        var room = world.NewRoom(kind, caller, colleague);

        var meet = (await world.As(caller).PostAsync("/api/meets", new { chatId = room, kind = "voice", place })).Started.Meet;

        meet.Rings.ShouldHaveSingleItem().Person.Id.ShouldBe(colleague.Id);
        (await world.As(colleague).DoAsync(meet.MeetId, "accept")).Joined.Grant.ShouldNotBeNull();
        (await world.As(other).GetAsync($"/api/meets/{meet.MeetId}")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await world.As(other).GetAsync($"/api/meets/{meet.MeetId}/events")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await world.As(other).DoAsync(meet.MeetId, "join")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await world.As(other).GetAsync($"/api/meets?chatId={room}")).Read<MeetList>().Items.ShouldBeEmpty();
        (await world.As(other).PostAsync("/api/meets", new { chatId = room, kind = "voice", place })).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task An_internal_conversation_rings_the_staff_in_the_chat_beside_the_customers_Meet()
    {
        var colleague = world.NewAgent();
        var chat = world.NewChat(world.NewAgent(), but: facts => facts.StaffInChat.Add([World.Online(colleague)]));

        var inside = (await StartInsideAsync(chat)).Started.Meet;
        var beside = (await world.As(colleague).StartAsync(chat.Id)).Started.Meet;

        inside.Rings.ShouldHaveSingleItem().Person.Id.ShouldBe(colleague.Id);
        beside.MeetId.ShouldNotBe(inside.MeetId);
        (await world.As(chat.Customer).GetAsync($"/api/meets/{inside.MeetId}")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await world.As(chat.Customer).DoAsync(inside.MeetId, "join")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await world.As(chat.Customer).PostAsync("/api/meets", new { chatId = chat.Id, kind = "voice", place = "internalConversation" }))
            .ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await world.Replicas[0].ListActiveAsync(world.Tenant, "customer", chat.Customer.Id)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Where_nobody_else_is_there_nothing_begins()
    {
        var chat = world.NewChat(world.NewAgent());

        (await StartInsideAsync(chat)).ShouldBeRefused(HttpStatusCode.Conflict, "nobody_to_ring");
    }

    [Fact]
    public async Task Colleagues_are_invited_and_whoever_is_not_on_the_team_is_not()
    {
        var chat = world.NewChat(world.NewAgent());
        var meet = (await world.As(chat.Assignee).StartAsync(chat.Id)).Started.Meet.MeetId;
        var colleague = world.NewAgent();

        (await InviteAsync(chat.Assignee, meet, colleague.Id, Guid.NewGuid())).ShouldBeRefused(HttpStatusCode.BadRequest, "not_on_team");
        (await InviteAsync(chat.Assignee, meet)).ShouldBeRefused(HttpStatusCode.BadRequest, "bad_request");
        (await InviteAsync(colleague, meet, chat.Assignee.Id)).ShouldBeRefused(HttpStatusCode.Forbidden, "not_a_participant");
        (await InviteAsync(chat.Customer, meet, colleague.Id)).ShouldBeRefused(HttpStatusCode.Forbidden, "forbidden");
        var invited = (await InviteAsync(chat.Assignee, meet, colleague.Id)).Read<MeetReply>().Meet;

        invited.Rings.Select(ring => ring.Person.Id).ShouldBe([chat.Customer.Id, colleague.Id]);
        (await world.As(colleague).DoAsync(meet, "accept", new { deviceId = "d", device = "Chrome" })).Joined.Meet.State.ShouldBe(MeetState.Live);
    }

    [Fact]
    public async Task Hands_mutes_and_the_end_for_all()
    {
        var chat = world.NewChat(world.NewAgent());
        var (agent, customer) = (world.As(chat.Assignee), world.As(chat.Customer));
        var meet = (await agent.StartAsync(chat.Id)).Started.Meet.MeetId;
        await customer.DoAsync(meet, "accept");

        (await customer.DoAsync(meet, "hand", new { raised = true })).Read<MeetReply>();
        (await agent.DoAsync(meet, "mute", new { personId = chat.Customer.Id })).Read<MeetReply>();
        (await agent.DoAsync(meet, "mute", new { personId = Guid.NewGuid() })).ShouldBeRefused(HttpStatusCode.Forbidden, "not_a_participant");
        (await agent.DoAsync(meet, "hand", new { })).ShouldBeRefused(HttpStatusCode.BadRequest, "bad_request");
        var seen = (await customer.ViewAsync(meet)).Participants.Single(p => p.Person.Id == chat.Customer.Id);
        (seen.HandRaisedAt is not null, seen.MutedBy?.Id).ShouldBe((true, chat.Assignee.Id));
        (await customer.DoAsync(meet, "end")).ShouldBeRefused(HttpStatusCode.Forbidden, "forbidden");
        (await agent.DoAsync(meet, "end")).Read<MeetReply>().Meet.EndReason.ShouldBe(EndReason.EndedByStaff);
        (await agent.DoAsync(meet, "end")).ShouldBeRefused(HttpStatusCode.Conflict, "meet_ended");
    }

    [Fact]
    public async Task Ring_legs_name_the_devices_and_malformed_ones_change_nothing()
    {
        var chat = world.NewChat(world.NewAgent());
        var meet = (await world.As(chat.Customer).StartAsync(chat.Id)).Started.Meet.MeetId;
        var agent = world.As(chat.Assignee);

        foreach (var malformed in new object[] { new { }, new { deviceId = "d" }, new { deviceId = new string('d', 65), device = "x" }, new { deviceId = "d", device = " " } })
        {
            (await agent.DoAsync(meet, "rang", malformed)).ShouldBeRefused(HttpStatusCode.BadRequest, "bad_request");
        }

        (await agent.DoAsync(meet, "rang", new { deviceId = "d1", device = "Chrome" })).Read<MeetReply>();
        (await agent.DoAsync(meet, "rang", new { deviceId = "d1", device = "Chrome" })).Read<MeetReply>();
        (await world.As(chat.Customer).DoAsync(meet, "rang", new { deviceId = "d1", device = "x" })).ShouldBeRefused(HttpStatusCode.Forbidden, "not_rung");
        (await agent.DoAsync(meet, "decline", new { deviceId = "d2", device = "Edge" })).Read<MeetReply>();
        (await agent.ViewAsync(meet)).Rings.ShouldHaveSingleItem().Legs.Select(leg => (leg.Device, leg.Outcome))
            .ShouldBe([("Chrome", RingLegOutcome.DeclinedElsewhere), ("Edge", RingLegOutcome.Declined)]);
        (await world.As(chat.Customer).ViewAsync(meet)).Rings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_starts_where_a_Meet_goes_on_comes_into_it()
    {
        var chat = world.NewChat(world.NewAgent());
        var meet = (await world.As(chat.Assignee).StartAsync(chat.Id)).Started.Meet.MeetId;

        var rung = await world.As(chat.Customer).StartAsync(chat.Id);
        var colleague = await world.As(world.NewAgent()).StartAsync(chat.Id);

        (rung.Joined.Meet.MeetId, rung.Joined.Meet.State).ShouldBe((meet, MeetState.Live));
        colleague.Joined.Meet.Participants.Length.ShouldBe(3);
    }

    [Fact]
    public async Task The_201st_is_told_that_it_is_full()
    {
        var caller = world.NewAgent();
        var room = world.NewRoom("team", [caller, .. Enumerable.Range(0, 200).Select(_ => world.NewAgent())]);
        (await world.As(caller).PostAsync("/api/meets", new { chatId = room, kind = "voice", place = "teamChat" }))
            .ShouldBeRefused(HttpStatusCode.Conflict, "meet_full");

        var members = Enumerable.Range(0, 200).Select(_ => world.NewAgent()).ToArray();
        var full = world.NewRoom("team", members);
        var meet = (await world.As(members[0]).PostAsync("/api/meets", new { chatId = full, kind = "voice", place = "teamChat" })).Started.Meet.MeetId;
        // Whoever has no media is out after 20 s, and filling the Meet takes longer on a slow machine.
        await ConnectAsync(meet, members[0]);
        foreach (var member in members[1..])
        {
            (await world.As(member).DoAsync(meet, "accept")).Joined.Grant.ShouldNotBeNull();
            await ConnectAsync(meet, member);
        }

        var late = world.NewAgent();
        world.Chat.Knows(world.Tenant, new RoomFactsReply { RoomId = full.ToString(), Kind = "team", Members = { World.Online(late) } });
        (await world.As(late).DoAsync(meet, "join")).ShouldBeRefused(HttpStatusCode.Conflict, "meet_full");
    }

    [Fact]
    public async Task What_is_offered_says_why_not()
    {
        var chat = world.NewChat(world.NewAgent(), but: facts => facts.CustomerMayStart = false);

        var staff = (await world.As(chat.Assignee).GetAsync($"/api/meets/offers?chatId={chat.Id}")).Read<OfferList>().Items;
        var customer = (await world.As(chat.Customer).GetAsync($"/api/meets/offers?chatId={chat.Id}")).Read<OfferList>().Items;

        staff.Select(offer => (offer.Kind, offer.Offered, offer.Code)).ShouldBe(
            [(MeetKind.Voice, true, null), (MeetKind.Video, true, null), (MeetKind.Phone, false, "business_verification_needed")]);
        customer[0].Code.ShouldBe("customer_may_not_start");
        (await world.As(chat.Assignee, tenant: "other").GetAsync($"/api/meets/offers?chatId={chat.Id}")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await world.As(chat.Customer).GetAsync($"/api/meets/offers?chatId={chat.Id}&place=internalConversation")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task The_matrix_can_be_read_by_staff()
    {
        var matrix = (await world.As(world.NewAgent()).GetAsync("/api/meets/capabilities")).Read<CapabilityMatrix>();

        matrix.Columns.ShouldBe(["voiceAndVideo", "phone"]);
        matrix.Rows.Single(row => row.Key == "maxParticipants").Phone.GetInt32().ShouldBe(10);
        (await world.As(world.NewChat(world.NewAgent()).Customer).GetAsync("/api/meets/capabilities")).ShouldBeRefused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task A_links_session_knows_of_its_chat_alone()
    {
        var chat = world.NewChat(world.NewAgent());
        var meet = (await world.As(chat.Assignee).StartAsync(chat.Id)).Started.Meet.MeetId;

        (await world.As(chat.Customer, onlyChat: Guid.NewGuid()).GetAsync($"/api/meets/{meet}")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await world.As(chat.Customer, onlyChat: Guid.NewGuid()).StartAsync(chat.Id)).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await world.As(chat.Customer, onlyChat: chat.Id).DoAsync(meet, "accept")).Joined.Meet.MeetId.ShouldBe(meet);
    }

    [Fact]
    public async Task A_customers_Meets_are_listed_for_staff()
    {
        var chat = world.NewChat(world.NewAgent());
        var meet = (await world.As(chat.Customer).StartAsync(chat.Id)).Started.Meet.MeetId;

        (await world.As(world.NewAgent()).GetAsync($"/api/meets?customerId={chat.Customer.Id}")).Read<MeetList>().Items
            .Select(each => each.MeetId).ShouldBe([meet]);
        (await world.As(world.NewAgent()).GetAsync("/api/meets")).ShouldBeRefused(HttpStatusCode.BadRequest, "bad_request");
        (await world.As(world.NewAgent(), tenant: "other").GetAsync($"/api/meets?customerId={chat.Customer.Id}")).Read<MeetList>().Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_left_gets_a_link_and_answers_by_it()
    {
        var chat = world.NewChat(world.NewAgent(), but: facts =>
        {
            facts.CustomerReachability = Reachability.Offline;
            facts.CustomerReachableByLink = true;
        });

        var meet = (await world.As(chat.Assignee).StartAsync(chat.Id)).Started.Meet;

        meet.Rings.ShouldHaveSingleItem().Channel.ShouldBe(RingChannel.Link);
        (await world.As(chat.Customer, onlyChat: chat.Id).DoAsync(meet.MeetId, "join")).Joined.Meet.State.ShouldBe(MeetState.Live);
    }

    private async Task ConnectAsync(Guid meet, PersonRef person) => await world.TellAsync(
        meet, person.Id, (await world.As(person).ViewAsync(meet)).MediaNode!, MediaSessionState.Connected, world.Time.GetUtcNow());

    private Task<Answer> StartInsideAsync(ChatOf chat) =>
        world.As(chat.Assignee).PostAsync("/api/meets", new { chatId = chat.Id, kind = "voice", place = "internalConversation" });

    private Task<Answer> InviteAsync(PersonRef by, Guid meet, params Guid[] staffIds) => world.As(by).DoAsync(meet, "invite", new { staffIds });
}
