using Meet.Contracts.Media.Rpc;
using Meet.Rtc.Rtcp;

namespace Meet.Media.Rooms;

/// <summary>Somebody in the Meet as the others see them, whichever worker has their session.</summary>
internal interface IPublisher
{
    Guid Id { get; }

    /// <summary>The same as everybody is told it.</summary>
    string ParticipantId { get; }

    string SessionId { get; }

    /// <summary>In milliseconds of the node's clock.</summary>
    long JoinedAt { get; }

    Sources Sources { get; }

    /// <summary>How good the others are shown that the connection is, 0 to 4.</summary>
    int QualityTold { get; }

    List<Publication> Publications { get; }

    /// <summary>A report of one of its streams, with the instant by this node's clock; default where that is not known.</summary>
    SenderReport ByOurClock(in SenderReport report);

    /// <summary>What the histories of its pictures are made of on this worker.</summary>
    HistoryBlocks HistoryBlocks { get; }

    /// <summary>What its packets wait in for their fan-out on this worker.</summary>
    Bursts Bursts { get; }
}
