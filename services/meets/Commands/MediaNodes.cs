using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Meet.Meets.Commands;

/// <summary>
/// The known media nodes, <c>Services:Media:0:Id</c> and on. A Meet goes to the one with the least hash of Meet and node, so that
/// another node in the list moves no other Meets (rendezvous hashing).
/// </summary>
internal sealed class MediaNodes
{
    private readonly string[] _ids;

    public MediaNodes(IConfiguration configuration)
        : this(configuration.GetSection("Services:Media").GetChildren().Select(node => node["Id"] ?? ""))
    {
    }

    /// <exception cref="InvalidOperationException">No node, or one without a name.</exception>
    public MediaNodes(IEnumerable<string> ids)
    {
        _ids = [.. ids];
        if (_ids.Length == 0 || _ids.Any(string.IsNullOrWhiteSpace))
        {
            throw new InvalidOperationException("Services:Media names no media node, or one without an Id.");
        }
    }

    public string For(Guid meetId) => _ids.MinBy(id => Weight(meetId, id))!;

    private static ulong Weight(Guid meetId, string id) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{meetId}/{id}")));
}
