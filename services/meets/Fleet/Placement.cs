using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Meet.Meets.Fleet;

/// <summary>A node that takes new Meets, as it stood at its last word.</summary>
/// <param name="Fullness">The busiest worker's CPU or the sessions against their limit, whichever is more: 0 to 1 and over.</param>
/// <param name="Meets">Rooms that it has, and Meets that were given to it lately and may not be among them yet.</param>
internal sealed record Candidate(string NodeId, double Fullness, int Meets);

/// <summary>
/// Where a new Meet's media is to live: at the least loaded node. Loads that differ by little are alike (a tenth: what a measurement is
/// worth), and then the fewest Meets count; what is still alike is decided by the Meet's id, so that replicas who see the same do not all
/// choose the same node for everything (rendezvous hashing).
/// </summary>
internal static class Placement
{
    private const double Step = 0.1;

    /// <summary>Null when nobody takes Meets.</summary>
    public static string? Choose(IEnumerable<Candidate> candidates, Guid meetId) => candidates
        .OrderBy(candidate => (int)Math.Floor(candidate.Fullness / Step))
        .ThenBy(candidate => candidate.Meets)
        .ThenBy(candidate => Weight(meetId, candidate.NodeId))
        .FirstOrDefault()?.NodeId;

    private static ulong Weight(Guid meetId, string id) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{meetId}/{id}")));
}
