using FsCheck;
using FsCheck.Fluent;
using Meet.Media.Branches;

namespace Meet.Media.Tests.Branches;

public sealed class BranchPlacementTests
{
    [Fact]
    public void A_new_room_goes_to_the_least_loaded_worker() =>
        BranchPlacement.Choose([new(7, 0), new(3, 0), new(3, 0)], [], 100).ShouldBe(1);

    [Fact]
    public void A_room_stays_on_its_worker_however_busy_that_is_until_it_has_so_many_sessions_there()
    {
        BranchPlacement.Choose([new(500, 99), new(0, 0)], [0], 100).ShouldBe(0);
        BranchPlacement.Choose([new(500, 100), new(0, 0)], [0], 100).ShouldBe(1);
    }

    [Fact]
    public void The_oldest_branch_with_room_comes_before_a_new_one() =>
        BranchPlacement.Choose([new(9, 2), new(1, 1), new(0, 0), new(5, 1)], [0, 3, 1], 2).ShouldBe(3);

    [Fact]
    public void When_all_have_a_full_branch_the_least_loaded_takes_more() =>
        BranchPlacement.Choose([new(9, 2), new(4, 3), new(6, 2)], [0, 1, 2], 2).ShouldBe(1);

    [Fact]
    public void One_worker_has_everything() => BranchPlacement.Choose([new(500, 500)], [0], 1).ShouldBe(0);

    [Fact]
    public void However_people_come_and_go_no_branch_grows_beyond_its_size_while_another_has_room()
    {
        var step = Gen.Choose(0, 9).SelectMany(kind => Gen.Choose(0, 999).Select(which => (IsJoin: kind < 7, Which: which)));
        var node = Gen.Choose(1, 6).SelectMany(workers => Gen.Choose(1, 5).SelectMany(perWorker => step.ListOf().Select(steps => (workers, perWorker, steps))));

        Prop.ForAll(node.ToArbitrary(), each =>
        {
            var sessions = new int[each.workers];
            var branches = new List<int>();
            var fits = true;
            foreach (var (isJoin, which) in each.steps)
            {
                if (isJoin)
                {
                    var loads = Array.ConvertAll(sessions, count => new WorkerLoad(count, count));
                    var chosen = BranchPlacement.Choose(loads, [.. branches], each.perWorker);
                    fits &= sessions[chosen] < each.perWorker || sessions.All(count => count >= each.perWorker);
                    fits &= branches.Contains(chosen) || branches.TrueForAll(branch => sessions[branch] >= each.perWorker);
                    if (sessions[chosen]++ == 0)
                        branches.Add(chosen);
                }
                else if (branches.Count > 0)
                {
                    var left = branches[which % branches.Count];
                    if (--sessions[left] == 0)
                        branches.Remove(left);
                }
            }

            return fits;
        }).QuickCheckThrowOnFailure();
    }
}
