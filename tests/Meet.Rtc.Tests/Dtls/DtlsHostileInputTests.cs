using Meet.Rtc.Dtls;

namespace Meet.Rtc.Tests.Dtls;

public sealed class DtlsHostileInputTests
{
    [Fact]
    public void Garbage_and_repeated_handshake_records_do_not_end_an_established_session()
    {
        using var pair = new DtlsPair().Run();
        var random = new Random(8);
        var seeds = pair.Seen.ToArray();
        for (var round = 0; round < 20_000; round++)
        {
            var input = round % 3 == 0 ? new byte[random.Next(1500)] : (byte[])seeds[random.Next(seeds.Length)].Clone();
            if (round % 3 == 0) random.NextBytes(input);
            for (var flips = random.Next(4); flips > 0 && input.Length > 0; flips--) input[random.Next(input.Length)] ^= (byte)random.Next(256);
            if (input.Length > 0 && round % 5 == 0) input[0] = (byte)random.Next(20, 64);
            pair.Server.Feed(input);
            pair.Client.Feed(input);
        }

        pair.BothConnected.ShouldBeTrue();
        pair.Client.Close();
        pair.Pump();
        pair.Server.State.ShouldBe(DtlsState.Closed);
    }

    [Fact]
    public void Damaged_handshakes_fail_or_connect_but_never_throw()
    {
        var random = new Random(9);
        var connected = 0;
        for (var round = 0; round < 300; round++)
        {
            using var pair = new DtlsPair();
            pair.OnWayToServer = pair.OnWayToClient = datagram =>
            {
                if (random.Next(3) != 0) return [datagram];
                var damaged = (byte[])datagram.Clone();
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                return random.Next(2) == 0 ? [damaged] : [damaged, datagram];
            };
            pair.Run();
            if (pair.BothConnected) connected++;
        }

        connected.ShouldBeInRange(1, 299);
    }

    [Fact]
    public void A_protocol_failure_says_what_OpenSSL_says()
    {
        using var pair = new DtlsPair();
        pair.OnWayToServer = datagram =>
        {
            var old = (byte[])datagram.Clone();
            old[26] = 0xFF; // client_version 0xFEFF: DTLS 1.0
            return [old];
        };
        pair.Run();
        pair.Server.State.ShouldBe(DtlsState.Failed);
        pair.Server.Failure.ShouldBe(DtlsFailure.Protocol);
        pair.Server.FailureDetail.ShouldNotBeNullOrEmpty();
        pair.Client.Failure.ShouldBe(DtlsFailure.Protocol);
    }

    [Fact]
    public void A_sink_that_throws_is_as_a_lost_datagram()
    {
        using var session = DtlsPair.ClientContext.CreateSession(DtlsRole.Client, new ThrowingSink());
        session.Start();
        session.State.ShouldBe(DtlsState.Handshaking);
        session.NextTimeout.ShouldNotBeNull();
    }

    private sealed class ThrowingSink : IDtlsSink
    {
        public void Send(ReadOnlySpan<byte> datagram) => throw new InvalidOperationException();
    }
}
