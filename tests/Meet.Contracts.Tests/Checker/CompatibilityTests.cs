using System.Text.Json;
using System.Text.Json.Nodes;
using Meet.ServiceDefaults.Http;

namespace Meet.Contracts.Tests.Checker;

/// <summary>The checker itself, at messages that break in each way there is.</summary>
public sealed class CompatibilityTests
{
    [Fact]
    public void The_same_message_breaks_nothing() => Problems<Before, Before>().ShouldBeEmpty();

    [Fact]
    public void A_new_member_that_may_be_null_breaks_nothing() => Problems<Before, WithNullable>().ShouldBeEmpty();

    [Fact]
    public void A_new_member_with_a_value_of_its_own_breaks_nothing() => Problems<Before, WithDefault>().ShouldBeEmpty();

    [Fact]
    public void A_new_member_is_to_be_frozen() =>
        Compatibility.Additions(Of<WithNullable>(), [.. SampleMaker.Make(Of<Before>())]).ShouldBe(["$.more"]);

    [Fact]
    public void A_member_that_everybody_must_send_breaks_what_was_sent_before() =>
        Problems<Before, WithRequired>(Reading.OldByNew).ShouldHaveSingleItem().ShouldContain("missing required properties including: 'more'");

    [Fact]
    public void Of_a_reader_that_asks_for_everything_even_one_that_may_be_null_does()
    {
        var options = new JsonSerializerOptions(JsonDefaults.Options) { RespectRequiredConstructorParameters = true };

        Compatibility.Problems(Of<WithNullable>(Reading.OldByNew) with { Options = options }, [.. SampleMaker.Make(Of<Before>())])
            .ShouldHaveSingleItem().ShouldContain("missing required properties including: 'more'");
    }

    [Fact]
    public void A_removed_member_breaks_both_ways()
    {
        Problems<Before, Without>(Reading.OldByNew).ShouldHaveSingleItem().ShouldContain("'level' could not be mapped");
        Problems<Before, Without>(Reading.NewByOld).ShouldHaveSingleItem().ShouldBe("$.level is not written any more, and that release needs it");
    }

    [Fact]
    public void A_renamed_member_breaks_both_ways()
    {
        Problems<Before, Renamed>(Reading.OldByNew).ShouldNotBeEmpty();
        Problems<Before, Renamed>(Reading.NewByOld).ShouldHaveSingleItem().ShouldBe("$.level is not written any more, and that release needs it");
    }

    [Fact]
    public void A_member_of_another_type_breaks_what_was_sent_before() =>
        Problems<Before, Retyped>(Reading.OldByNew).ShouldHaveSingleItem().ShouldContain("today's code does not read it");

    [Fact]
    public void A_member_of_a_wider_type_breaks_whoever_knows_the_narrower_one() =>
        Problems<Before, Widened>().ShouldHaveSingleItem().ShouldBe("$.level may now be fraction; that release knows integer");

    [Fact]
    public void A_member_that_becomes_null_breaks_whoever_counts_on_it() =>
        Problems<Before, Nullable>().ShouldHaveSingleItem().ShouldBe("$.level may now be null; that release knows integer");

    [Fact]
    public void A_member_that_may_no_longer_be_null_breaks_what_was_sent_before() =>
        Problems<Nullable, Before>(Reading.OldByNew).ShouldHaveSingleItem().ShouldContain("today's code does not read it");

    [Fact]
    public void A_new_value_of_an_enum_breaks_whoever_does_not_know_it() =>
        Problems<Before, MoreColours>().ShouldHaveSingleItem()
            .ShouldBe("$.colour may now be \"blue\"; that release knows \"green\", \"red\"");

    [Fact]
    public void A_removed_value_of_an_enum_breaks_what_was_sent_before() =>
        Problems<MoreColours, Before>(Reading.OldByNew).ShouldHaveSingleItem().ShouldContain("today's code does not read it");

    [Fact]
    public void A_break_deep_inside_is_found() =>
        Problems<Holder<Before>, Holder<Without>>(Reading.NewByOld).ShouldHaveSingleItem().ShouldStartWith("$.items[].level is not written any more");

    [Fact]
    public void Whoever_only_reads_is_not_held_to_what_is_written() => Problems<Before, MoreColours>(Reading.OldByNew).ShouldBeEmpty();

    private static IReadOnlyList<string> Problems<TBefore, TToday>(Reading reading = Reading.Both) =>
        Compatibility.Problems(Of<TToday>(reading), [.. SampleMaker.Make(Of<TBefore>()).Select(sample => (JsonNode?)sample)]);

    private static Contract Of<T>(Reading reading = Reading.Both) => new("test", typeof(T).Name, typeof(T), reading, JsonDefaults.Options);

    private enum Colour { Red, Green }

    private enum Colours { Red, Green, Blue }

    private sealed record Before(string Name, int Level, Colour Colour);

    private sealed record WithNullable(string Name, int Level, Colour Colour, string? More);

    private sealed record WithDefault(string Name, int Level, Colour Colour)
    {
        public bool More { get; init; }
    }

    private sealed record WithRequired(string Name, int Level, Colour Colour, bool More);

    private sealed record Without(string Name, Colour Colour);

    private sealed record Renamed(string Name, int Height, Colour Colour);

    private sealed record Retyped(string Name, bool Level, Colour Colour);

    private sealed record Widened(string Name, double Level, Colour Colour);

    private sealed record Nullable(string Name, int? Level, Colour Colour);

    private sealed record MoreColours(string Name, int Level, Colours Colour);

    private sealed record Holder<T>(IReadOnlyList<T> Items);
}
