using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Meet.Contracts.Meets;
using Meet.Meets.Domain;

namespace Meet.Meets.Tests;

/// <summary>
/// Golden/*.json: each event once as some release wrote it, named by its stored name. Files are only ever added: what they hold
/// may lie in any customer's database. (The integration tests read the same files through the event store.)
/// </summary>
public sealed class GoldenEventTests
{
    // As Meet.EventStore's EventJson, which never changes.
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public static TheoryData<string> Aliases => [.. EventNames.All.Select(stored => stored.Alias)];

    [Theory]
    [MemberData(nameof(Aliases))]
    public void What_was_written_is_read_without_losing_a_fact_and_would_be_written_the_same_way(string alias)
    {
        var text = File.ReadAllText(PathOf(alias));

        var read = JsonSerializer.Deserialize(text, EventNames.All.Single(stored => stored.Alias == alias).Type, Json);

        JsonNode.DeepEquals(JsonSerializer.SerializeToNode(read, Json), JsonNode.Parse(text))
            .ShouldBeTrue($"{alias} is now written as {JsonSerializer.Serialize(read, Json)}");
    }

    [Fact]
    public void Every_file_has_an_event_that_reads_it() =>
        Directory.GetFiles(Folder).Select(Path.GetFileNameWithoutExtension).Except(EventNames.All.Select(stored => stored.Alias)).ShouldBeEmpty();

    [Fact]
    public void Every_event_type_has_a_stored_name() =>
        typeof(MeetEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(MeetEvent)))
            .ShouldBe(EventNames.All.Select(stored => stored.Type), ignoreOrder: true);

    [Fact]
    public void A_history_of_them_folds_to_what_it_always_has()
    {
        var life = Evolution.Fold(new[]
        {
            "meet_started_v1", "ring_started_v1", "meet_accepted_v1", "participant_joined_v1", "participant_reconnecting_v1",
            "participant_returned_v1", "participant_reconnected_v1", "meet_turned_video_v1", "participant_left_v1", "meet_ended_v1",
        }.Select(Read));

        (life.Version, life.State, life.Kind, life.EndReason, life.Participants.Length)
            .ShouldBe((10, MeetState.Ended, MeetKind.Video, EndReason.EveryoneLeft, 2));
        life.Rings.ShouldHaveSingleItem().State.ShouldBe(RingState.Answered);
    }

    [Fact]
    public void A_moved_history_folds_to_what_it_always_has()
    {
        var life = Evolution.Fold(new[] { "meet_started_v1", "ring_started_v1", "meet_accepted_v1", "participant_joined_v1", "media_moved_v1" }.Select(Read));

        (life.MediaNode, life.State).ShouldBe(("media-2", MeetState.Live));
        life.Participants.ShouldContain(each => each.State == ParticipantState.Reconnecting);
    }

    [Theory]
    [InlineData("ring_declined_v1", RingState.Declined, MissedReason.Declined)]
    [InlineData("ring_timed_out_v1", RingState.TimedOut, MissedReason.NotAnswered)]
    [InlineData("ring_failed_v1", RingState.Stopped, MissedReason.MicrophoneBlocked)]
    public void A_missed_history_folds_to_what_it_always_has(string ringOver, RingState state, MissedReason reason)
    {
        var life = Evolution.Fold(new[] { "meet_started_v1", "ring_started_v1", ringOver, "meet_missed_v1", "meet_called_back_v1" }.Select(Read));

        var ring = life.Rings.ShouldHaveSingleItem();
        (ring.State, ring.Reason, life.EndReason).ShouldBe((state, reason, EndReason.Missed));
        life.CalledBackBy.ShouldNotBeNull();
    }

    [Fact]
    public void A_prevented_ring_folds_to_what_it_always_has() =>
        Evolution.Fold(new[] { "meet_started_v1", "ring_prevented_v1", "meet_missed_v1" }.Select(Read))
            .Rings.ShouldHaveSingleItem().Reason.ShouldBe(MissedReason.AssigneeOffline);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Golden");

    private static string PathOf(string alias) => Path.Combine(Folder, alias + ".json");

    private static MeetEvent Read(string alias) => (MeetEvent)JsonSerializer.Deserialize(
        File.ReadAllText(PathOf(alias)), EventNames.All.Single(stored => stored.Alias == alias).Type, Json)!;
}
