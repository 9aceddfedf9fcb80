using Meet.Meets.Commands;

namespace Meet.Meets.Tests;

public sealed class MeetTurnsTests
{
    [Fact]
    public async Task Commands_of_one_Meet_come_one_after_the_other_and_nothing_of_it_stays()
    {
        var turns = new MeetTurns();
        var (inside, most, done) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => turns.TakeAsync(
            Some.TheMeet,
            async () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                await Task.Yield();
                Interlocked.Decrement(ref inside);
                return Interlocked.Increment(ref done);
            },
            CancellationToken.None)));

        (most, done, turns.Count).ShouldBe((1, 200, 0));
    }

    [Fact]
    public async Task Other_Meets_do_not_wait_and_a_failure_ends_its_turn()
    {
        var turns = new MeetTurns();
        var first = new TaskCompletionSource<int>();
        var waiting = turns.TakeAsync(Some.TheMeet, () => first.Task, CancellationToken.None);

        (await turns.TakeAsync(Some.EarlierMeet, () => Task.FromResult(2), CancellationToken.None)).ShouldBe(2);
        first.SetException(new InvalidOperationException("lost"));

        await Should.ThrowAsync<InvalidOperationException>(waiting);
        (await turns.TakeAsync(Some.TheMeet, () => Task.FromResult(3), CancellationToken.None)).ShouldBe(3);
    }
}
