using System.Runtime.CompilerServices;

namespace Meet.Media.Layers;

/// <summary>What a line with a picture could carry, and what it carries now.</summary>
internal struct LineDemand
{
    public const int MaxLayers = 3;

    /// <summary>Bits a second of each layer, from the smallest to the largest; 0 for one that does not arrive.</summary>
    public LayerRates Rates;

    /// <summary>How many layers the source has, 1 to 3.</summary>
    public int Layers;

    /// <summary>The largest layer that the picture's size on the screen is worth; -1: it is not on the screen.</summary>
    public int Cap;

    /// <summary>The layer wanted until now; -1: none.</summary>
    public int Chosen;

    [InlineArray(MaxLayers)]
    internal struct LayerRates
    {
        private long _first;
    }
}
