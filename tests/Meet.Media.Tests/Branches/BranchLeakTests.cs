using System.Globalization;
using Meet.Media.Tests.Peers;
using Meet.Testing.People;

namespace Meet.Media.Tests.Branches;

/// <summary>Whoever comes to a Meet on several workers and goes leaves nothing behind on any of them.</summary>
public sealed class BranchLeakTests
{
    [Fact]
    public async Task Joins_and_ends_of_all_kinds_leave_nothing_behind()
    {
        using var node = new TestNode(workers: 3, meetSessionsPerWorker: 2);
        for (var round = 0; round < 8; round++)
        {
            var meet = Guid.CreateVersion7();
            var peers = new List<RtcPeer>();
            for (var i = 0; i < 7; i++)
                peers.Add(await node.PeerAsync(meet, receive: 6, keepsConsent: round % 4 != 3));
            (await node.Node.HoldingsAsync()).Rooms.ShouldBe(3);
            await EverybodyIsSeenAsync(node, peers);

            // By word, with the page, by the end of all, and without a word.
            await node.Node.LeaveAsync(peers[round % 7].SessionId);
            await peers[(round + 1) % 7].CloseAsync();
            if (round % 4 == 3)
            {
                await node.TurnsAsync();
                node.Time.Advance(TimeSpan.FromSeconds(31));
            }
            else
            {
                await node.Node.EndMeetAsync(meet);
            }

            await Eventually.Becomes(node.Node.HoldingsAsync, held => held == default, "nothing is held");
            foreach (var peer in peers)
                await peer.DisposeAsync();
        }
    }

    /// <summary>With packets of pictures in the histories of every branch: each participant has lines for all others.</summary>
    private static async Task EverybodyIsSeenAsync(TestNode node, List<RtcPeer> peers)
    {
        ushort sequence = 0;
        await Eventually.Becomes(
            async () =>
            {
                foreach (var peer in peers)
                {
                    peer.SendVideo(++sequence, sequence * 3000u, keyframe: true, picture: sequence);
                    peer.SendAudio(sequence, sequence * 960u, level: 30);
                }

                var held = new List<int>();
                foreach (var worker in node.Node.Workers)
                    held.Add(await worker.AskAsync(each => each.HistoryBlocks.Rented));
                return string.Join(" ", held);
            },
            held => held.Split().All(blocks => int.Parse(blocks, CultureInfo.InvariantCulture) >= peers.Count),
            "every branch has packets of everybody");
    }
}
