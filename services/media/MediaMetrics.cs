using System.Diagnostics.Metrics;

namespace Meet.Media;

/// <summary>The node's numbers for operators, read from the workers when somebody collects them: packets pay nothing.</summary>
internal sealed class MediaMetrics : IDisposable
{
    private readonly Meter _meter = new("Meet.Media");

    public MediaMetrics(MediaNode node)
    {
        _meter.CreateObservableCounter(
            "meet.media.packets.received", () => node.Workers.Sum(w => w.Counters.Received), "{packet}", "Datagrams taken from the network");
        _meter.CreateObservableCounter(
            "meet.media.packets.sent", () => node.Workers.Sum(w => w.Counters.Sent), "{packet}", "Datagrams given to the kernel");
        _meter.CreateObservableCounter(
            "meet.media.sends", () => node.Workers.Sum(w => w.Counters.Messages), "{send}", "Ways through the kernel that these took: fewer where several went to one browser at once");
        _meter.CreateObservableCounter(
            "meet.media.packets.dropped", () => node.Workers.Sum(w => w.Counters.Dropped), "{packet}", "Datagrams the kernel did not take: its send buffer was full");
        _meter.CreateObservableCounter(
            "meet.media.packets.too_long", () => node.Workers.Sum(w => w.Counters.TooLong), "{packet}", "Participants' packets that are too long to be sent on");
        _meter.CreateObservableCounter(
            "meet.media.relay.packets", () => node.Workers.Sum(w => w.Links.Sent), "{packet}", "Packets handed to another worker, for Meets that are on several");
        _meter.CreateObservableCounter(
            "meet.media.relay.dropped", () => node.Workers.Sum(w => w.Links.Dropped), "{packet}", "Packets and notes that another worker was too busy to be handed");
        _meter.CreateObservableUpDownCounter(
            "meet.media.sessions", () => node.Workers.Sum(w => w.Counters.Sessions), "{session}", "Participants' media sessions");
        _meter.CreateObservableUpDownCounter(
            "meet.media.tcp.connections", () => node.Workers.Sum(w => w.Counters.Connections), "{connection}", "TCP connections of browsers that proved themselves");
        _meter.CreateObservableCounter(
            "meet.media.tcp.refused", () => node.RefusedConnections, "{connection}", "TCP connections that were closed without having been anybody's");
        _meter.CreateObservableUpDownCounter(
            "meet.media.meets", () => node.RoomCount, "{meet}", "Meets that have sessions here");
        _meter.CreateObservableUpDownCounter(
            "meet.media.ssl", () => node.SslObjects, "{object}", "OpenSSL objects: as many as sessions, unless some were forgotten");
    }

    public void Dispose() => _meter.Dispose();
}
