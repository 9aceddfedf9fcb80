using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Meet.Contracts.Chat;
using Meet.Contracts.Meets;
using Meet.Meets.Domain;
using Meet.Meets.Views;
using static Meet.Meets.Tests.Some;

namespace Meet.Meets.Tests;

/// <summary>What holds for every Meet, whatever anybody does in whatever order: checked on generated histories.</summary>
public sealed class HistoryTests
{
    /// <summary>One step of a generated history: who does what, how long after the step before.</summary>
    public sealed record Step(int Seconds, int Deed, int Who, int Session);

    private sealed record History(ImmutableArray<MeetEvent> Events, ImmutableArray<MeetLife> Lives)
    {
        public MeetLife Last => Lives[^1];
    }

    private static readonly Gen<Step[]> Steps =
        from length in Gen.Choose(0, 25)
        from steps in (
            from seconds in Gen.Frequency((3, Gen.Choose(0, 4)), (1, Gen.Choose(5, 130)))
            from deed in Gen.Choose(0, 24)
            from who in Gen.Choose(0, 2)
            from session in Gen.Choose(0, 3)
            select new Step(seconds, deed, who, session)).ArrayOf(length)
        select steps;

    private enum Beginning { ByCustomer, ByAgent, ByLink, Among }

    private static readonly Gen<(Step[] Steps, Beginning Beginning)> Scripts =
        from steps in Steps from beginning in Gen.Elements(Enum.GetValues<Beginning>()) select (steps, beginning);

    [Fact]
    public void A_replay_gives_what_the_incremental_fold_gave() => Always(history =>
    {
        Text(Evolution.Fold(history.Events)).ShouldBe(Text(history.Last));
        for (var version = 1; version <= history.Events.Length; version++)
        {
            Evolution.Fold(history.Events.Take(version)).Version.ShouldBe(version);
        }
    });

    [Fact]
    public void An_ended_Meet_stays_as_it_is() => Always(history =>
    {
        foreach (var (before, after) in history.Lives.Zip(history.Lives.Skip(1)).Where(pair => pair.First.Over))
        {
            // Quality and the callback are all that may follow.
            Text(after with { CalledBackBy = before.CalledBackBy, Version = before.Version, Participants = before.Participants }).ShouldBe(Text(before));
            after.Present.ShouldBeEmpty();
        }
    });

    [Fact]
    public void A_ring_is_answered_at_most_once_and_whatever_becomes_of_it_stays() => Always(history =>
    {
        history.Events.OfType<MeetAccepted>().GroupBy(answer => answer.RingId).ShouldAllBe(answers => answers.Count() == 1);
        foreach (var (before, after) in history.Lives.Zip(history.Lives.Skip(1)))
        {
            foreach (var ring in before.Rings.Where(ring => ring.State != RingState.Ringing))
            {
                after.Rings.ShouldContain(ring);
            }
        }
    });

    [Fact]
    public void Nobody_joins_after_the_end() => Always(history =>
    {
        var end = history.Events.IndexOf(history.Events.FirstOrDefault(each => each is MeetMissed or MeetEnded or MeetEndedForAll)!);
        (end < 0 ? [] : history.Events.Skip(end + 1)).ShouldAllBe(each => each is MeetCalledBack || each is ParticipantQuality);
    });

    [Fact]
    public void Each_ring_ends_exactly_once() => Always(history =>
    {
        foreach (var ring in history.Last.Rings)
        {
            var ends = history.Lives.Zip(history.Lives.Skip(1)).Count(pair =>
                pair.First.Rings.All(r => r.Id != ring.Id || r.State == RingState.Ringing)
                && pair.Second.Rings.Any(r => r.Id == ring.Id && r.State != RingState.Ringing));
            ends.ShouldBe(ring.State == RingState.Ringing ? 0 : 1);
        }
    });

    [Fact]
    public void Never_more_than_200_take_part_and_one_person_only_once() => Always(history =>
    {
        foreach (var life in history.Lives)
        {
            life.Present.Count().ShouldBeLessThanOrEqualTo(Capabilities.VoiceAndVideo.MaxParticipants);
            life.Participants.Select(p => p.Person.Id).ShouldBeUnique();
        }
    });

    /// <summary>The store refuses a claim that another Meet holds: so there is one live Meet for a chat, and one for a person.</summary>
    [Fact]
    public void A_Meet_claims_its_chat_and_its_people_until_it_is_over() => Always(history =>
    {
        foreach (var life in history.Lives.Where(life => life.Started))
        {
            var claims = Claims.Of(life);
            claims.Distinct().Count().ShouldBe(claims.Length);
            claims.Contains(Claims.OfPlace(life.Place, life.ChatId)).ShouldBe(!life.Over);
            life.Present.ShouldAllBe(present => claims.Contains(new Claim(ClaimKind.Person, present.Person.Id)));
        }
    });

    [Fact]
    public void A_Meet_among_staff_never_has_a_customer() => Always(history =>
    {
        if (history.Last.Place != MeetPlace.CustomerChat)
        {
            history.Last.Rings.Select(ring => ring.Person).Concat(history.Last.Participants.Select(p => p.Person))
                .ShouldAllBe(person => person.Kind == Contracts.PersonKind.Staff);
            MeetViews.ForCustomer(MeetViews.ForStaff(history.Last)).ShouldBeNull();
        }
    });

    [Fact]
    public void A_Meet_that_rings_has_a_deadline_and_one_that_ended_has_none() => Always(history =>
    {
        foreach (var life in history.Lives)
        {
            switch (life.State)
            {
                case MeetState.Ringing:
                    Deadlines.Of(life).ShouldContain(deadline => deadline.Kind == DeadlineKind.Ring);
                    break;
                case MeetState.Ended:
                    Deadlines.Of(life).ShouldBeEmpty();
                    break;
            }
        }
    });

    [Fact]
    public void Left_alone_every_Meet_without_media_comes_to_its_end_by_its_deadlines() => Always(history =>
    {
        var life = history.Last;
        for (var due = Earliest(life); due is not null; due = Earliest(life))
        {
            var decision = (Decision.Accepted)Decider.Decide(life, new DeadlinePassed(due.Kind, due.Subject), due.DueAt);
            decision.Events.ShouldNotBeEmpty();
            life = decision.Events.Aggregate(life, Evolution.Evolve);
        }

        (life.Over || (life.State == MeetState.Live && life.Present.All(p => p.State == ParticipantState.Joined))).ShouldBeTrue();
    });

    [Fact]
    public void A_live_Meet_holds_two_people_or_rings_somebody() => Always(history =>
    {
        foreach (var life in history.Lives.Where(life => life.State == MeetState.Live))
        {
            (life.Present.Count() >= 2 || (life.Present.Any() && life.Ringing.Any())).ShouldBeTrue();
        }
    });

    [Fact]
    public void A_missed_Meet_has_a_reason_and_nobody_had_met() => Always(history =>
    {
        (history.Last.MissedReason is not null).ShouldBe(history.Last.EndReason == EndReason.Missed);
        (history.Last is { EndReason: EndReason.Missed, Established: true }).ShouldBeFalse();
    });

    [Fact]
    public void The_customer_never_sees_a_reason_nor_anybody_elses_ring() => Always(history =>
    {
        foreach (var life in history.Lives)
        {
            if (MeetViews.ForCustomer(MeetViews.ForStaff(life)) is not { } view)
            {
                life.Place.ShouldNotBe(MeetPlace.CustomerChat);
                continue;
            }

            view.MissedReason.ShouldBeNull();
            view.EndReason.ShouldNotBe(EndReason.Missed);
            view.CallbackOf.ShouldBeNull();
            view.CalledBackBy.ShouldBeNull();
            view.Rings.ShouldAllBe(ring => ring.Reason == null && ring.Legs.IsEmpty && ring.Person.Id == Customer.Id);
            (view.EndedBy is null && view.Participants.All(p => p.Quality is null)).ShouldBeTrue();
        }
    });

    [Fact]
    public void The_generated_histories_come_by_everything_that_can_happen() =>
        Scripts.Sample(2000).SelectMany(script => Play(script.Steps, script.Beginning).Events).Select(happened => happened.GetType()).Distinct()
            .ShouldBe(EventNames.All.Select(stored => stored.Type), ignoreOrder: true);

    private static void Always(Action<History> holds)
    {
        var property = Prop.ForAll(Arb.From(Scripts), script => holds(Play(script.Steps, script.Beginning)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400).WithQuietOnSuccess(true), property);
    }

    private static MeetCommand Begin(Beginning beginning) => beginning switch
    {
        Beginning.ByCustomer => ByCustomer(),
        Beginning.ByAgent => ByAgent(),
        Beginning.ByLink => ByAgent(Facts with { CustomerPresence = PresenceState.Offline, CustomerReachableByLink = true }),
        _ => AmongStaff(Among with { Colleagues = [new Callee(TheRing, Colleague, PresenceState.Online)] }),
    };

    private static History Play(Step[] steps, Beginning beginning)
    {
        var now = Noon;
        var events = ((Decision.Accepted)Decider.Decide(MeetLife.Unstarted, Begin(beginning), now)).Events;
        ImmutableArray<MeetLife> lives = [Evolution.Fold(events)];
        foreach (var (step, number) in steps.Select((step, number) => (step, number)))
        {
            now = now.AddSeconds(step.Seconds);
            var decided = Happening(lives[^1], step, number, now);
            events = events.AddRange(decided);
            lives = lives.Add(decided.Aggregate(lives[^1], Evolution.Evolve));
        }

        return new History(events, lives);
    }

    private static ImmutableArray<MeetEvent> Happening(MeetLife life, Step step, int number, DateTimeOffset now)
    {
        var person = new[] { Agent, Customer, Colleague }[step.Who];
        var session = $"{person.Name}-s{step.Session}";
        // Who comes in without a ring is checked outside: no customer into a Meet among staff.
        var insider = person.Kind == Contracts.PersonKind.Customer && life.Place != MeetPlace.CustomerChat ? Agent : person;
        var device = new Device($"d{step.Session}", "Chrome");
        MeetCommand command = step.Deed switch
        {
            0 or 1 => new AcceptMeet(person, InAnotherMeet: step.Session == 3, step.Session == 0 ? null : device),
            2 => new DeclineMeet(person.Id, device),
            3 => new CancelMeet(person.Id),
            4 => new JoinMeet(person.Id),
            5 => new LeaveMeet(person.Id),
            6 => new TurnVideoOn(person.Id),
            7 => new ReportFailure(person.Id, (FailureReason)(step.Session % 2)),
            8 => new CallBack(Id(200 + number)),
            9 or 10 => new MediaConnected(person.Id, session, now.AddSeconds(-step.Session)),
            11 => new MediaLost(person.Id, session, now.AddSeconds(-step.Session)),
            12 => new MediaFailed(person.Id, session, now.AddSeconds(-step.Session)),
            14 or 15 => new InviteStaff(person.Id, [new Callee(Id(100 + number), Colleague, (PresenceState)(step.Session % 3))]),
            16 => new RingOnDevice(person.Id, device),
            17 => new EnterMeet(insider, InAnotherMeet: step.Session == 3),
            18 => new EndForAll(person.Id),
            19 => new MuteParticipant(person.Id, Customer.Id),
            20 or 21 => new ShowHand(person.Id, step.Session < 2),
            22 => new RecordQuality(person.Id, session, new QualityView(80, 1, 2, 3, 4)),
            23 => new MoveMedia($"media-{step.Session + 1}", $"media-{(step.Seconds % 3) + 1}", (MediaMoveReason)step.Who),
            24 => new MediaNodeStarted($"media-{step.Session + 1}", now.AddSeconds(-step.Session)),
            _ => Earliest(life) is { } due ? new DeadlinePassed(due.Kind, due.Subject) : new DeadlinePassed(DeadlineKind.Ring, TheRing),
        };
        return Decider.Decide(life, command, now) is Decision.Accepted accepted ? accepted.Events : [];
    }

    private static Deadline? Earliest(MeetLife life) => Deadlines.Of(life).MinBy(deadline => deadline.DueAt);

    private static string Text(MeetLife life) => JsonSerializer.Serialize(life);
}
