using Meet.Contracts.Media.Rpc;

namespace Meet.Media.Views;

/// <summary>
/// How high a participant's page shows the others' pictures (docs/media/views.md). Kept by whose picture it is, not by the line that carries
/// it: a line may carry another's by the time the page's word arrives.
/// </summary>
internal sealed class ShownPictures
{
    private Dictionary<(Guid Participant, Source Source), int> _heights = [];

    /// <summary>Device pixels; 0: out of sight; null: the page has not said.</summary>
    public int? HeightOf(Guid participant, Source source) => _heights.TryGetValue((participant, source), out var height) ? height : null;

    /// <summary>What the page says now; what it said before is forgotten.</summary>
    public void Replace(Dictionary<(Guid Participant, Source Source), int> heights) => _heights = heights;
}
