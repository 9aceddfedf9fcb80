using System.Runtime.CompilerServices;
using Meet.Rtc.Dtls;

namespace Meet.Rtc.Tests.Dtls;

public sealed class DtlsLifetimeTests
{
    [Fact]
    public void Close_tells_the_peer_from_either_side()
    {
        using var pair = new DtlsPair().Run();
        pair.Client.Close();
        pair.Pump();
        (pair.Client.State, pair.Server.State).ShouldBe((DtlsState.Closed, DtlsState.Closed));

        using var other = new DtlsPair().Run();
        other.Server.Close();
        other.Pump();
        (other.Client.State, other.Server.State).ShouldBe((DtlsState.Closed, DtlsState.Closed));
        other.Server.TryGetSrtpKeys(out _).ShouldBeFalse();
    }

    [Fact]
    public void Everything_may_be_called_after_the_end()
    {
        var pair = new DtlsPair().Run();
        var datagram = pair.Seen[0];
        pair.Client.Close();
        pair.Client.Close();
        pair.Server.Dispose();
        pair.Dispose();
        pair.Dispose();
        foreach (var session in new[] { pair.Client, pair.Server })
        {
            session.Start();
            session.Feed(datagram);
            session.HandleTimeout();
            session.Close();
            session.Expect();
            session.NextTimeout.ShouldBeNull();
            session.TryGetSrtpKeys(out _).ShouldBeFalse();
            session.State.ShouldBe(DtlsState.Closed);
        }
    }

    [Fact]
    public void A_session_may_be_disposed_from_within_its_sink_and_ignores_being_fed_there()
    {
        var sink = new MeddlingSink();
        var session = DtlsPair.ClientContext.CreateSession(DtlsRole.Client, sink);
        sink.Session = session;
        session.Start();
        sink.Calls.ShouldBe(1);
        session.State.ShouldBe(DtlsState.Closed);
        session.NextTimeout.ShouldBeNull();
    }

    [Fact]
    public void A_context_counts_the_sessions_that_OpenSSL_still_holds()
    {
        using var client = DtlsPair.NewClientContext();
        using var server = DtlsPair.NewServerContext();
        server.LiveSessions.ShouldBe(0);
        var one = new DtlsPair(client, server).Run();
        var two = new DtlsPair(client, server).Run();
        (client.LiveSessions, server.LiveSessions).ShouldBe((2, 2));
        one.Dispose();
        one.Dispose();
        two.Server.Close();
        (client.LiveSessions, server.LiveSessions).ShouldBe((1, 1), "one that is closed still answers");
        two.Dispose();
        (client.LiveSessions, server.LiveSessions).ShouldBe((0, 0));
    }

    [Fact]
    public void Sessions_outlive_their_context()
    {
        var client = DtlsPair.NewClientContext();
        var server = DtlsPair.NewServerContext();
        using var pair = new DtlsPair(client, server);
        client.Dispose();
        server.Dispose();
        pair.Run().BothConnected.ShouldBeTrue();
    }

    [Fact]
    public void An_abandoned_session_is_collected_though_its_sink_refers_to_it()
    {
        var abandoned = Abandon();
        for (var i = 0; i < 10 && abandoned.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        abandoned.IsAlive.ShouldBeFalse();
    }

    [Fact]
    public void Garbage_collections_during_handshakes_do_no_harm()
    {
        for (var round = 0; round < 20; round++)
        {
            using var pair = new DtlsPair();
            pair.OnWayToServer = pair.OnWayToClient = datagram =>
            {
                GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
                return [datagram];
            };
            pair.Run().BothConnected.ShouldBeTrue();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Abandon()
    {
        var sink = new MeddlingSink();
        var session = DtlsPair.ServerContext.CreateSession(DtlsRole.Server, sink);
        sink.Session = session;
        session.Feed(new byte[20]);
        return new WeakReference(session);
    }

    private sealed class MeddlingSink : IDtlsSink
    {
        public DtlsSession? Session { get; set; }

        public int Calls { get; private set; }

        public void Send(ReadOnlySpan<byte> datagram)
        {
            Calls++;
            Session!.Feed(datagram);
            Session.Start();
            Session.Dispose();
        }
    }
}
