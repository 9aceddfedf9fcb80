using System.Threading.Channels;
using Meet.Contracts.Media.Rpc;

namespace Meet.Media.Tests.Peers;

internal static class Events
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The next thing told of a session that fits; others are passed over.</summary>
    public static async Task<MediaEvent> UntilAsync(this ChannelReader<MediaEvent> events, Func<MediaEvent, bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var happening = await events.ReadAsync(patience.Token);
            if (fits(happening))
                return happening;
        }
    }
}
