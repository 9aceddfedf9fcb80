using System.Net;
using System.Text.Json;
using Meet.Contracts.Media;
using Meet.Contracts.Meets;
using Meet.Meets.Api;
using Meet.Meets.Commands;
using Meet.Meets.IntegrationTests.Harness;
using Meet.ServiceDefaults.Http;

namespace Meet.Meets.IntegrationTests;

[Collection(OneWorld.Name)]
public sealed class WalkTests(World world)
{
    [Fact]
    public async Task A_Meet_from_the_first_ring_to_the_end_as_everybody_sees_it()
    {
        var chat = world.NewChat(world.NewAgent());
        var (agent, customer) = (world.As(chat.Assignee), world.As(chat.Customer, replica: 1));

        var started = (await agent.StartAsync(chat.Id)).Started;
        var meet = started.Meet.MeetId;
        started.Meet.State.ShouldBe(MeetState.Ringing);
        (await RungAsync(chat)).ShouldBe([meet]);

        var accepted = (await customer.DoAsync(meet, "accept")).Joined;
        accepted.Meet.State.ShouldBe(MeetState.Live);
        (await customer.DoAsync(meet, "accept")).ShouldBeRefused(HttpStatusCode.Conflict, "already_answered");

        await TellAsync(started.Meet, chat.Assignee.Id, MediaSessionState.Connected);
        await TellAsync(started.Meet, chat.Customer.Id, MediaSessionState.Connected);
        await Eventually.GetAsync(
            () => agent.ViewAsync(meet), view => view.Participants.All(p => p.State == ParticipantState.Joined), "both joined");
        await TellAsync(started.Meet, chat.Customer.Id, MediaSessionState.Lost);
        await Eventually.GetAsync(
            () => agent.ViewAsync(meet), view => view.Participants.Any(p => p.State == ParticipantState.Reconnecting), "the loss");
        (await customer.DoAsync(meet, "join")).Joined.Grant.ShouldNotBeNull();

        (await customer.DoAsync(meet, "video")).Read<MeetReply>().Meet.Kind.ShouldBe(MeetKind.Video);
        var ended = (await customer.DoAsync(meet, "leave")).Read<MeetReply>().Meet;
        (ended.State, ended.EndReason).ShouldBe((MeetState.Ended, EndReason.EveryoneLeft));
        (await agent.DoAsync(meet, "join")).ShouldBeRefused(HttpStatusCode.Conflict, "meet_ended");
        (await RungAsync(chat)).ShouldBeEmpty();

        var history = (await agent.GetAsync($"/api/meets/{meet}/events")).Read<MeetHistory>();
        history.Items.Select(item => item.Type).ShouldBe(
        [
            "meet_started_v1", "ring_started_v1", "meet_accepted_v1", "participant_joined_v1", "participant_joined_v1",
            "participant_reconnecting_v1", "participant_returned_v1", "meet_turned_video_v1", "participant_left_v1", "meet_ended_v1",
        ]);
        history.Items[0].Data.GetProperty("startedBy").GetProperty("name").GetString().ShouldBe(chat.Assignee.Name);

        var heard = await Eventually.GetAsync(
            () => Task.FromResult(world.Broker.Heard(meet)), messages => messages.Count >= history.Items.Length, "every event on the bus");
        heard.Select(message => (message.Version, message.Cause)).ShouldBe(history.Items.Select(item => (item.Version, item.Type)));
        heard[^1].View.ShouldSatisfyAllConditions(
            view => view.Version.ShouldBe(10),
            view => view.EndReason.ShouldBe(EndReason.EveryoneLeft));
        heard.ShouldAllBe(message => message.View.Version >= message.Version && message.CustomerView!.Version == message.View.Version);
        heard[0].View.Rings.ShouldHaveSingleItem();
        heard[1].Audience.ShouldBe([chat.Assignee, chat.Customer]);
    }

    [Fact]
    public async Task A_grant_opens_one_participants_session_of_one_Meet_on_one_node_for_60_s()
    {
        var chat = world.NewChat(world.NewAgent());
        var grant = (await world.As(chat.Assignee).StartAsync(chat.Id)).Started.Grant.ShouldNotBeNull();

        grant.ParticipantId.ShouldBe(chat.Assignee.Id);
        using var verifier = world.Keys.GrantVerifier(grant.MediaNode, world.Time);
        var identity = (await verifier.VerifyAsync(grant.Token)).ShouldNotBeNull();
        identity.FindFirst("sub")!.Value.ShouldBe(chat.Assignee.Id.ToString());
        identity.FindFirst("meet")!.Value.ShouldBe(grant.MeetId.ToString());
        identity.FindFirst("tid")!.Value.ShouldBe(world.Tenant);
        using var elsewhere = world.Keys.GrantVerifier(grant.MediaNode == "media-1" ? "media-2" : "media-1", world.Time);
        (await elsewhere.VerifyAsync(grant.Token)).ShouldBeNull();
        await world.AdvanceAllAsync(TimeSpan.FromSeconds(70));
        (await verifier.VerifyAsync(grant.Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Every_grant_of_a_Meet_names_the_codecs_that_staff_have_started_it_with()
    {
        var chat = world.NewChat(world.NewAgent());
        var body = new { chatId = chat.Id, kind = "video", videoCodecs = new[] { "vp9", "vp8" } };
        (await world.As(chat.Customer).PostAsync("/api/meets", body)).ShouldBeRefused(HttpStatusCode.BadRequest, "bad_request");

        var started = (await world.As(chat.Assignee).PostAsync("/api/meets", body)).Started;
        var accepted = (await world.As(chat.Customer).DoAsync(started.Meet.MeetId, "accept")).Joined;

        foreach (var grant in (JoinGrant[])[started.Grant.ShouldNotBeNull(), accepted.Grant.ShouldNotBeNull()])
        {
            using var verifier = world.Keys.GrantVerifier(grant.MediaNode, world.Time);
            (await verifier.VerifyAsync(grant.Token)).ShouldNotBeNull().FindFirst("video")!.Value.ShouldBe("Vp9, Vp8");
        }
    }

    [Fact]
    public async Task The_customer_learns_nothing_of_why_a_Meet_was_missed()
    {
        var chat = world.NewChat(world.NewAgent());
        var (agent, customer) = (world.As(chat.Assignee), world.As(chat.Customer));
        var meet = (await customer.StartAsync(chat.Id)).Started.Meet.MeetId;

        var declined = (await agent.DoAsync(meet, "decline")).Read<MeetReply>().Meet;
        (declined.EndReason, declined.MissedReason).ShouldBe((EndReason.Missed, MissedReason.Declined));

        var body = (await customer.GetAsync($"/api/meets/{meet}")).Body;
        var seen = JsonSerializer.Deserialize<MeetView>(body, JsonDefaults.Options)!;
        (seen.State, seen.EndReason, seen.MissedReason, seen.Rings.Length).ShouldBe((MeetState.Ended, EndReason.EveryoneLeft, null, 0));
        body.ShouldNotContain("declined", Case.Insensitive);
        (await customer.GetAsync($"/api/meets/{meet}/events")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await customer.GetAsync($"/api/meets?chatId={chat.Id}")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_callback_and_the_missed_Meet_it_answers_know_each_other()
    {
        var chat = world.NewChat(world.NewAgent());
        var agent = world.As(chat.Assignee);
        var missed = (await agent.StartAsync(chat.Id)).Started.Meet.MeetId;
        (await agent.DoAsync(missed, "cancel")).Read<MeetReply>().Meet.MissedReason.ShouldBe(MissedReason.CallerGaveUp);

        var answer = (await agent.StartAsync(chat.Id, callbackOf: missed)).Started.Meet;

        answer.CallbackOf.ShouldBe(missed);
        (await agent.ViewAsync(missed)).CalledBackBy.ShouldBe(answer.MeetId);
        (await agent.GetAsync($"/api/meets?chatId={chat.Id}")).Read<MeetList>().Items.Select(view => view.MeetId)
            .ShouldBe([answer.MeetId, missed]);
        await agent.DoAsync(answer.MeetId, "cancel");
        var again = (await agent.StartAsync(chat.Id, callbackOf: missed)).Started.Meet;
        (await agent.ViewAsync(missed)).CalledBackBy.ShouldBe(answer.MeetId);
        await agent.DoAsync(again.MeetId, "cancel");
        (await agent.StartAsync(chat.Id, callbackOf: Guid.CreateVersion7())).ShouldBeRefused(HttpStatusCode.Conflict, "not_a_missed_meet");
        var elsewhere = world.NewChat(chat.Assignee);
        (await agent.StartAsync(elsewhere.Id, callbackOf: missed)).ShouldBeRefused(HttpStatusCode.Conflict, "not_a_missed_meet");
    }

    [Fact]
    public async Task A_call_to_an_offline_assignee_comes_back_missed_and_without_a_grant()
    {
        var chat = world.NewChat(world.NewAgent(), but: facts => facts.AssigneeReachability = Contracts.Chat.Rpc.Reachability.Offline);

        var reply = (await world.As(chat.Customer).StartAsync(chat.Id)).Started;

        (reply.Grant, reply.Meet.State).ShouldBe((null, MeetState.Ended));
        (await world.As(chat.Assignee).ViewAsync(reply.Meet.MeetId)).MissedReason.ShouldBe(MissedReason.AssigneeOffline);
    }

    private Task TellAsync(MeetView meet, Guid participant, MediaSessionState state) =>
        world.TellAsync(meet.MeetId, participant, meet.MediaNode!, state, DateTimeOffset.UtcNow);

    private async Task<IEnumerable<Guid>> RungAsync(ChatOf chat) =>
        (await world.Replicas[0].ListActiveAsync(world.Tenant, "customer", chat.Customer.Id))
            .Select(json => JsonSerializer.Deserialize<MeetView>(json, JsonDefaults.Options)!.MeetId);
}
