using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Meets;
using Meet.Meets.Domain;

namespace Meet.Meets.Tests;

/// <summary>The people, places and times that the tests speak of.</summary>
internal static class Some
{
    public const string Tenant = "demo";
    public const string Node = "media-1";

    public static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly PersonRef Agent = new(PersonKind.Staff, Id(1), "Aoi");
    public static readonly PersonRef Colleague = new(PersonKind.Staff, Id(2), "Ren");
    public static readonly PersonRef Customer = new(PersonKind.Customer, Id(3), "Visitor");
    public static readonly Guid Stranger = Id(4);

    public static readonly Guid TheMeet = Id(10);
    public static readonly Guid Chat = Id(11);
    public static readonly Guid TheRing = Id(12);
    public static readonly Guid EarlierMeet = Id(13);

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    public static DateTimeOffset At(double seconds) => Noon.AddSeconds(seconds);

    /// <summary>A chat in which both sides may start a Meet.</summary>
    public static readonly StartFacts Facts = new(
        Chat,
        Open: true,
        InputOpen: true,
        FromExternalMessenger: false,
        CustomerMayStart: true,
        PlanPaid: true,
        CallerHasSeat: true,
        Customer,
        PresenceState.Online,
        Agent,
        PresenceState.Online,
        MeetInProgress: null,
        CallerInAnotherMeet: false,
        AssigneeInAnotherMeet: false,
        CalledBack: null);

    public static StartMeet ByAgent(StartFacts? facts = null, MeetKind kind = MeetKind.Voice, Guid? callbackOf = null) =>
        new(TheMeet, TheRing, Tenant, kind, Agent, Node, callbackOf, facts ?? Facts);

    public static StartMeet ByCustomer(StartFacts? facts = null, Guid? callbackOf = null) =>
        new(TheMeet, TheRing, Tenant, MeetKind.Voice, Customer, Node, callbackOf, (facts ?? Facts) with { CallerHasSeat = false });

    /// <summary>An internal conversation of the agent with the colleague.</summary>
    public static readonly StaffFacts Among = new(
        Chat, MeetPlace.InternalConversation, PlanPaid: true, CallerHasSeat: true,
        [new Callee(TheRing, Colleague, PresenceState.Online)], MeetInProgress: null, CallerInAnotherMeet: false);

    public static StartAmongStaff AmongStaff(StaffFacts? facts = null, MeetKind kind = MeetKind.Voice) =>
        new(TheMeet, Tenant, kind, Agent, Node, facts ?? Among);

    public static MeetStarted Started(PersonRef by, MeetKind kind = MeetKind.Voice, Guid? callbackOf = null) =>
        new(TheMeet, Tenant, Chat, MeetPlace.CustomerChat, kind, by, Node, callbackOf, Noon);

    public static RingStarted Rings(PersonRef person) => new(TheRing, person, At(120), Noon);

    public static MeetAccepted Accepted(PersonRef person, double at) => new(TheRing, person, At(at + 20), At(at));

    public static ParticipantJoined Joined(PersonRef person, double at, string session = "s1") =>
        new(person, $"{person.Name}-{session}", At(at), At(at));

    /// <summary>The agent calls, and the customer is rung.</summary>
    public static MeetEvent[] Calling => [Started(Agent), Rings(Customer)];

    /// <summary>The customer answered after 5 s; nobody has media yet.</summary>
    public static MeetEvent[] Answered => [.. Calling, Accepted(Customer, 5)];

    /// <summary>Both have media.</summary>
    public static MeetEvent[] Talking => [.. Answered, Joined(Agent, 6), Joined(Customer, 7)];

    /// <summary>A third person, rung from within: only later places do this, but the rules hold for any number.</summary>
    public static MeetEvent[] TalkingInThree =>
        [.. Talking, new RingStarted(Id(20), Colleague, At(130), At(10)), new MeetAccepted(Id(20), Colleague, At(35), At(15)), Joined(Colleague, 16)];
}
