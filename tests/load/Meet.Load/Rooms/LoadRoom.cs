using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Meet.Load.Streams;

namespace Meet.Load.Rooms;

/// <summary>One room of WHIP and WHEP on a node (docs/media/whip-whep.md), and the way into it and out of it.</summary>
/// <param name="http">With the node's address; and with a token, where it wants one.</param>
internal sealed class LoadRoom(LoadGenerator generator, HttpClient http, string name)
{
    /// <exception cref="HttpRequestException">The node refused.</exception>
    public async Task<LoadSession> PublishAsync(params IReadOnlyList<StreamShape> shapes)
    {
        var ssrcs = shapes.Select(_ => (uint)RandomNumberGenerator.GetInt32(2, int.MaxValue)).ToList();
        var (session, answer) = await OpenAsync($"whip/{name}", shapes, ssrcs, 0, 0);
        for (var i = 0; i < shapes.Count; i++)
            await generator.PlayAsync(session.Peer, shapes[i], answer.IdsOf(i, ssrcs[i]));
        return session;
    }

    /// <summary>Receives.</summary>
    /// <param name="publishers">From whom; null: from everybody who is there and will be.</param>
    /// <exception cref="HttpRequestException">The node refused.</exception>
    public async Task<LoadSession> PlayAsync(int voices, int videos, IEnumerable<LoadSession>? publishers = null)
    {
        var named = publishers is null ? "" : $"?publishers={string.Join(',', publishers.Select(publisher => publisher.Id))}";
        return (await OpenAsync($"whep/{name}{named}", [], [], voices, videos)).Session;
    }

    /// <summary>Ends it at the node, and then here.</summary>
    public async Task LeaveAsync(LoadSession session)
    {
        (await http.DeleteAsync(session.Location)).Dispose();
        await generator.RemoveAsync(session.Peer);
    }

    /// <summary>Ends all that is in the room.</summary>
    public async Task CloseAsync(IEnumerable<LoadSession> sessions)
    {
        (await http.PostAsync($"offer/close?room={name}", null)).Dispose();
        foreach (var session in sessions)
            await generator.RemoveAsync(session.Peer);
    }

    private async Task<(LoadSession Session, LoadAnswer Answer)> OpenAsync(
        string path, IReadOnlyList<StreamShape> sent, List<uint> ssrcs, int voices, int videos)
    {
        var peer = await generator.NewPeerAsync();
        try
        {
            var offer = LoadOffer.Write(peer, generator.Fingerprint, generator.Port, sent, ssrcs, voices, videos);
            using var content = new StringContent(offer, Encoding.UTF8);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/sdp");
            using var response = await http.PostAsync(path, content);
            var body = await response.Content.ReadAsStringAsync();
            if (!response.IsSuccessStatusCode)
                throw new HttpRequestException($"{path}: {(int)response.StatusCode} {body}");
            var answer = LoadAnswer.Parse(body);
            await generator.ConnectAsync(peer, answer.Transport);
            return (new LoadSession(peer, response.Headers.Location!.ToString().TrimStart('/')), answer);
        }
        catch
        {
            await generator.RemoveAsync(peer, silently: true);
            throw;
        }
    }
}
