using MassTransit;
using Meet.Contracts.Media;
using Meet.Meets.Commands;
using Meet.Meets.Domain;

namespace Meet.Meets.Media;

/// <summary>What media nodes tell becomes a command; what it means is the decider's.</summary>
internal sealed class MediaSessionConsumer(MeetDesk desk) : IConsumer<MediaSessionChanged>
{
    public async Task Consume(ConsumeContext<MediaSessionChanged> context)
    {
        var news = context.Message;
        if (Meaning(news) is { } command)
        {
            // A Meet that is not known, or over, is not this consumer's failure: the decider refuses, and that is that.
            await desk.HandleAsync(news.TenantId, news.MeetId, command, context.CancellationToken);
        }

        if (news.Quality is { } quality)
        {
            await desk.HandleAsync(
                news.TenantId, news.MeetId, new RecordQuality(news.ParticipantId, news.SessionId, quality), context.CancellationToken);
        }
    }

    /// <summary>A session that a newer one took over says nothing: the newer one speaks.</summary>
    internal static MeetCommand? Meaning(MediaSessionChanged news) => news.State switch
    {
        MediaSessionState.Connected => new MediaConnected(news.ParticipantId, news.SessionId, news.At) { NodeId = news.NodeId },
        MediaSessionState.Lost => new MediaLost(news.ParticipantId, news.SessionId, news.At),
        MediaSessionState.Failed => new MediaFailed(news.ParticipantId, news.SessionId, news.At),
        MediaSessionState.Closed when !news.Replaced => new MediaLost(news.ParticipantId, news.SessionId, news.At),
        _ => null,
    };
}
