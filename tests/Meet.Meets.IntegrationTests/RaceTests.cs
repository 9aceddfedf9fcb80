using System.Net;
using Meet.Contracts.Media;
using Meet.Contracts.Meets;
using Meet.Meets.Api;
using Meet.Meets.IntegrationTests.Harness;
using Meet.Meets.Views;

namespace Meet.Meets.IntegrationTests;

/// <summary>At once, at two replicas, again and again.</summary>
[Collection(OneWorld.Name)]
public sealed class RaceTests(World world)
{
    private const int Rounds = 10;

    [Fact]
    public async Task Of_two_answers_at_once_one_wins_and_the_other_is_told()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var chat = world.NewChat(world.NewAgent());
            var meet = (await world.As(chat.Assignee).StartAsync(chat.Id)).Started.Meet.MeetId;

            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => world.As(chat.Customer, n % 2).DoAsync(meet, "accept")));

            answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
            answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Code == "already_answered");
            (await TypesAsync(chat, meet)).Count(type => type == "meet_accepted_v1").ShouldBe(1);
        }
    }

    [Fact]
    public async Task Of_several_starts_in_one_chat_at_once_one_wins_and_the_others_are_in_it()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var chat = world.NewChat(world.NewAgent());

            var answers = await Task.WhenAll(
                world.As(chat.Assignee, 0).StartAsync(chat.Id),
                world.As(chat.Customer, 1).StartAsync(chat.Id),
                world.As(world.NewAgent(), 1).StartAsync(chat.Id));

            var meet = answers.Single(answer => answer.Status == HttpStatusCode.Created).Started.Meet.MeetId;
            answers.Where(answer => answer.Status != HttpStatusCode.Created)
                .ShouldAllBe(answer => answer.Joined.Meet.MeetId == meet && answer.Joined.Grant != null);
            MeetViews.Active((await world.As(chat.Assignee).ViewAsync(meet))).Count().ShouldBe(3);
        }
    }

    /// <summary>One replica works off what a media node reports, one report after the other; the other must not lose every race against it.</summary>
    [Fact]
    public async Task Who_answers_while_a_large_Meets_news_are_worked_off_is_heard()
    {
        const int People = 60;
        var members = Enumerable.Range(0, People).Select(_ => world.NewAgent()).ToArray();
        var room = world.NewRoom("team", members);
        var started = (await world.As(members[0]).PostAsync("/api/meets", new { chatId = room, kind = "voice", place = "teamChat" })).Started;
        var node = started.Grant.ShouldNotBeNull().MediaNode;
        for (var n = 0; n < 6 * People; n++)
        {
            await world.TellAsync(
                started.Meet.MeetId, members[0].Id, node, n % 2 == 0 ? MediaSessionState.Connected : MediaSessionState.Lost, world.Time.GetUtcNow());
        }

        for (var n = 1; n < People; n++)
        {
            (await world.As(members[n], n % 2).DoAsync(started.Meet.MeetId, "accept")).Joined.Grant.ShouldNotBeNull();
        }

        // The other tests' news are not to wait behind this Meet's.
        (await world.As(members[0]).DoAsync(started.Meet.MeetId, "end")).Status.ShouldBe(HttpStatusCode.OK);
        await Eventually.GetAsync(
            () => Task.FromResult(world.Broker.Heard(started.Meet.MeetId)), told => told.Any(each => each.View.State == MeetState.Ended), "its end is told");
    }

    [Fact]
    public async Task Nobody_gets_into_two_Meets_by_calling_twice_at_once()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var agent = world.NewAgent();
            var chats = new[] { world.NewChat(agent), world.NewChat(agent) };

            var answers = await Task.WhenAll(chats.Select((chat, n) => world.As(agent, n).StartAsync(chat.Id)));

            answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
            answers.Single(answer => answer.Status != HttpStatusCode.Created).ShouldBeRefused(HttpStatusCode.Conflict, "caller_busy");
        }
    }

    [Fact]
    public async Task Several_rings_may_be_stacked_and_one_of_them_answered()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var agent = world.NewAgent();
            var meets = new List<Guid>();
            foreach (var chat in new[] { world.NewChat(agent), world.NewChat(agent) })
            {
                meets.Add((await world.As(chat.Customer).StartAsync(chat.Id)).Started.Meet.MeetId);
            }

            var answers = await Task.WhenAll(meets.Select((meet, n) => world.As(agent, n).DoAsync(meet, "accept")));

            answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
            answers.Single(answer => answer.Status != HttpStatusCode.OK).ShouldBeRefused(HttpStatusCode.Conflict, "caller_busy");
        }
    }

    [Fact]
    public async Task An_answer_and_a_cancel_at_once_leave_one_of_the_two()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var chat = world.NewChat(world.NewAgent());
            var meet = (await world.As(chat.Assignee).StartAsync(chat.Id)).Started.Meet.MeetId;

            var answers = await Task.WhenAll(
                world.As(chat.Customer, 1).DoAsync(meet, "accept"), world.As(chat.Assignee, 0).DoAsync(meet, "cancel"));

            answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
            var accepted = answers[0].Status == HttpStatusCode.OK;
            answers[accepted ? 1 : 0].Code.ShouldBe(accepted ? "not_ringing" : "meet_ended");
            (await world.As(chat.Assignee).ViewAsync(meet)).State.ShouldBe(accepted ? MeetState.Live : MeetState.Ended);
        }
    }

    [Fact]
    public async Task An_assignee_in_another_Meet_is_not_rung()
    {
        var agent = world.NewAgent();
        var busy = world.NewChat(agent);
        await world.As(agent).StartAsync(busy.Id);
        var chat = world.NewChat(agent);

        var reply = (await world.As(chat.Customer).StartAsync(chat.Id)).Started;

        reply.Grant.ShouldBeNull();
        (await world.As(agent).ViewAsync(reply.Meet.MeetId)).MissedReason.ShouldBe(MissedReason.AssigneeInAnotherMeet);
    }

    private async Task<IEnumerable<string>> TypesAsync(ChatOf chat, Guid meet) =>
        (await world.As(chat.Assignee).GetAsync($"/api/meets/{meet}/events")).Read<MeetHistory>().Items.Select(item => item.Type);
}
