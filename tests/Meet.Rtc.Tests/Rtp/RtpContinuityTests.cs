using Meet.Rtc.Rtp;

namespace Meet.Rtc.Tests.Rtp;

public sealed class RtpContinuityTests
{
    private RtpContinuity _continuity = new(firstSequence: 40_000, firstTimestamp: 1000);

    [Fact]
    public void The_first_number_is_below_32768() => Sequence(60_000).ShouldBe(40_000 & 0x7FFF);

    [Fact]
    public void Numbers_follow_on_over_a_change_of_source()
    {
        var first = Sequence(100, 5000);
        Sequence(101, 5960).ShouldBe(first + 1);
        _continuity.NewestTimestamp.ShouldBe(1960u);
        _continuity.LeaveSource();

        _continuity.TryMap(65535, 77, 3000, out var sequence, out var timestamp).ShouldBeTrue();
        sequence.ShouldBe((ushort)(first + 2));
        timestamp.ShouldBe(4960u);
        Sequence(0, 78).ShouldBe(first + 3);
        _continuity.MapTimestamp(78).ShouldBe(4961u);
    }

    [Fact]
    public void What_is_older_than_the_source_is_not_sent()
    {
        Sequence(100);
        _continuity.TryMap(99, 0, 1, out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void Packets_left_out_leave_no_gap_and_late_ones_keep_their_place()
    {
        var first = Sequence(10);
        _continuity.Skip(12);
        Sequence(13).ShouldBe(first + 2);
        _continuity.Skip(14);
        Sequence(15).ShouldBe(first + 3);

        Sequence(11).ShouldBe(first + 1);
        Sequence(13).ShouldBe(first + 2);
        _continuity.TryMap(12, 0, 1, out _, out _).ShouldBeFalse("its number went to 13");
        _continuity.TryMap(14, 0, 1, out _, out _).ShouldBeFalse("its number went to 15");
    }

    [Fact]
    public void No_number_is_given_to_two_packets_and_each_maps_back()
    {
        var random = new Random(4);
        var sent = new Dictionary<ushort, ushort>();
        ushort input = 65_000;
        Sequence(input);
        for (var i = 0; i < 30_000; i++)
        {
            input++;
            if (random.Next(50) == 0)
            {
                _continuity.Skip(input);
                continue;
            }

            var output = (ushort)Sequence(input);
            sent.TryAdd(output, input).ShouldBeTrue();
            _continuity.TryMapBack(output, out var back).ShouldBeTrue();
            back.ShouldBe(input);
            var late = (ushort)(input - random.Next(1, 40));
            if (_continuity.TryMap(late, 0, 1, out var again, out _) && sent.TryGetValue(again, out var owner))
                owner.ShouldBe(late);
        }
    }

    [Fact]
    public void Runs_that_are_left_out_are_one_gap_each()
    {
        // As layers do: of every picture one packet is sent and nine are not. Half a second of pictures maps back.
        var sent = new List<(ushort Input, ushort Output)>();
        ushort input = 65_300;
        for (var picture = 0; picture < 40; picture++)
        {
            sent.Add((input, (ushort)Sequence(input++)));
            for (var i = 0; i < 9; i++)
                _continuity.Skip(input++).ShouldBeTrue();
        }

        sent.Select(each => (int)(ushort)(each.Output - sent[0].Output)).ShouldBe(Enumerable.Range(0, 40));
        foreach (var (original, output) in sent.TakeLast(32))
        {
            _continuity.TryMapBack(output, out var back).ShouldBeTrue();
            back.ShouldBe(original);
            Sequence(original).ShouldBe(output);
            for (var i = 1; i < 10; i++)
                _continuity.TryMap((ushort)(original + i), 0, 1, out _, out _).ShouldBeFalse("its number went to the next picture");
        }

        _continuity.Skip((ushort)(input - 20)).ShouldBeFalse("too late to close the gap");
    }

    [Fact]
    public void A_stream_without_gaps_goes_on_for_ever()
    {
        ushort input = 1;
        var expected = Sequence(input);
        for (var i = 0; i < 200_000; i++)
            Sequence(++input).ShouldBe(++expected & 0xFFFF);
    }

    [Fact]
    public void Numbers_of_an_earlier_source_do_not_map_back()
    {
        var first = Sequence(10);
        _continuity.LeaveSource();
        Sequence(500);

        _continuity.TryMapBack((ushort)first, out _).ShouldBeFalse();
        _continuity.TryMapBack((ushort)(first + 1), out var back).ShouldBeTrue();
        back.ShouldBe((ushort)500);
        _continuity.TryMapBack((ushort)(first + 2), out _).ShouldBeFalse("not sent yet");
    }

    private int Sequence(int input, uint timestamp = 0)
    {
        _continuity.TryMap((ushort)input, timestamp, 1, out var sequence, out _).ShouldBeTrue();
        return sequence;
    }
}
