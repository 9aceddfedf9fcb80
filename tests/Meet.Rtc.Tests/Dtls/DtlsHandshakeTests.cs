using Meet.Rtc.Dtls;
using Meet.Rtc.Srtp;
using Meet.Rtc.Tests.Srtp;

namespace Meet.Rtc.Tests.Dtls;

public sealed class DtlsHandshakeTests
{
    [Fact]
    public void Client_and_server_agree_on_keys_that_carry_media_both_ways()
    {
        using var pair = new DtlsPair().Run();
        pair.BothConnected.ShouldBeTrue();
        pair.Client.Profile.ShouldBe(SrtpProfile.AeadAes128Gcm);
        pair.Client.TryCreateSrtp(out var clientSender, out var clientReceiver).ShouldBeTrue();
        pair.Server.TryCreateSrtp(out var serverSender, out var serverReceiver).ShouldBeTrue();

        Packets.Unprotect(serverReceiver!, Packets.Protect(clientSender!, Packets.Rtp(1)), out _).ShouldBeTrue();
        Packets.Unprotect(clientReceiver!, Packets.Protect(serverSender!, Packets.Rtp(1)), out _).ShouldBeTrue();
        Packets.Unprotect(serverReceiver!, Packets.Protect(serverSender!, Packets.Rtp(2)), out _).ShouldBeFalse("each direction has its own key");
    }

    [Theory]
    [InlineData(SrtpProfile.Aes128CmHmacSha1Tag80)]
    [InlineData(SrtpProfile.AeadAes128Gcm)]
    public void Either_profile_is_agreed_on_when_it_is_the_only_common_one(SrtpProfile profile)
    {
        using var context = DtlsPair.NewClientContext(profile);
        using var pair = new DtlsPair(client: context).Run();
        pair.Server.Profile.ShouldBe(profile);
        pair.Client.Profile.ShouldBe(profile);
        pair.Server.TryGetSrtpKeys(out var keys).ShouldBeTrue();
        keys!.Profile.ShouldBe(profile);
    }

    [Fact]
    public void The_servers_order_of_profiles_decides()
    {
        using var client = DtlsPair.NewClientContext(SrtpProfile.Aes128CmHmacSha1Tag80, SrtpProfile.AeadAes128Gcm);
        using var pair = new DtlsPair(client: client).Run();
        pair.Server.Profile.ShouldBe(SrtpProfile.AeadAes128Gcm);
    }

    [Fact]
    public void Without_a_common_profile_the_session_fails()
    {
        using var client = DtlsPair.NewClientContext(SrtpProfile.Aes128CmHmacSha1Tag80);
        using var server = DtlsPair.NewServerContext(SrtpProfile.AeadAes128Gcm);
        using var pair = new DtlsPair(client, server).Run();
        pair.Server.State.ShouldBe(DtlsState.Failed);
        pair.Server.Failure.ShouldBe(DtlsFailure.NoSrtpProfile);
        pair.Server.TryGetSrtpKeys(out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_client_hello_in_two_datagrams_is_put_together_in_either_order(bool reversed)
    {
        using var pair = new DtlsPair();
        var first = true;
        pair.OnWayToServer = datagram =>
        {
            if (!first) return [datagram];
            first = false;
            var parts = HandshakeFragments.SplitClientHello(datagram, secondRecordNumber: 9);
            return reversed ? parts.Reverse() : parts;
        };
        pair.Run().BothConnected.ShouldBeTrue();
        first.ShouldBeFalse();
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    public async Task A_lost_flight_is_repeated_when_its_time_is_up(bool ofServer, int flight)
    {
        using var pair = new DtlsPair();
        var lost = 0;
        var turn = -1;
        bool? last = null;
        pair.OnWayToServer = datagram => Lose(fromServer: false) ? [] : [datagram];
        pair.OnWayToClient = datagram => Lose(fromServer: true) ? [] : [datagram];

        await pair.RunWithTimersAsync();
        pair.BothConnected.ShouldBeTrue();
        lost.ShouldBeGreaterThan(0);

        // A flight is what one side sends until the other speaks. What a timer sends again gets through.
        bool Lose(bool fromServer)
        {
            if (pair.TimersFired) return false;
            if (last != fromServer && fromServer == ofServer) turn++;
            last = fromServer;
            if (fromServer != ofServer || turn != flight) return false;
            lost++;
            return true;
        }
    }

    [Fact]
    public async Task A_third_of_all_datagrams_lost_still_connects()
    {
        var random = new Random(4);
        var lost = 0;
        using var pair = new DtlsPair();
        pair.OnWayToServer = pair.OnWayToClient = datagram => (lost == 0 || random.Next(3) == 0) && lost++ >= 0 ? [] : [datagram];
        await pair.RunWithTimersAsync();
        pair.BothConnected.ShouldBeTrue();
        lost.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Every_datagram_arriving_twice_does_no_harm()
    {
        using var pair = new DtlsPair();
        pair.OnWayToServer = pair.OnWayToClient = datagram => [datagram, datagram];
        pair.Run().BothConnected.ShouldBeTrue();
    }

    [Fact]
    public void No_datagram_is_larger_than_the_path_allows()
    {
        using var pair = new DtlsPair().Run();
        pair.Seen.Count.ShouldBeGreaterThan(3);
        pair.Seen.ShouldAllBe(datagram => datagram.Length <= 1200);
    }

    [Fact]
    public void Two_hundred_handshakes_on_four_threads_all_succeed()
    {
        var connected = 0;
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            var pairs = Enumerable.Range(0, 50).Select(_ => new DtlsPair()).ToList();
            foreach (var pair in pairs) pair.Client.Start();
            foreach (var pair in pairs)
            {
                pair.Pump();
                if (pair.BothConnected && pair.Server.TryCreateSrtp(out var sender, out var receiver))
                {
                    sender.Dispose();
                    receiver.Dispose();
                    Interlocked.Increment(ref connected);
                }

                pair.Client.Close();
                pair.Pump();
                pair.Dispose();
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        connected.ShouldBe(200);
    }
}
