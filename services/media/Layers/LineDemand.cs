using System.Runtime.CompilerServices;

namespace Meet.Media.Layers;

/// <summary>What a line with a picture could carry, and what it carries now.</summary>
internal struct LineDemand
{
    public const int MaxLayers = 8;

    /// <summary>Bits a second of each layer, from the smallest to the largest; 0 for one that does not arrive.</summary>
    public LayerRates Rates;

    /// <summary>How many layers the source has, 1 to 8.</summary>
    public int Layers;

    /// <summary>The largest layer that the picture's size on the screen is worth; -1: it is not on the screen.</summary>
    public int Cap;

    /// <summary>The layer wanted until now; -1: none.</summary>
    public int Chosen;

    /// <summary>The smallest layer that could be sent; -1: the picture is not on the screen, or none of it arrives.</summary>
    public readonly int Smallest => Next(-1);

    /// <summary>Bits a second of the largest layer that could be sent; 0: as above.</summary>
    public readonly long Best
    {
        get
        {
            var best = -1;
            for (var next = Next(-1); next >= 0; next = Next(next))
                best = next;
            return best < 0 ? 0 : Rates[best];
        }
    }

    /// <summary>
    /// The next larger layer that arrives and is worth it; of a picture without any the smallest that arrives, however large; -1 if
    /// there is none.
    /// </summary>
    public readonly int Next(int chosen)
    {
        for (var layer = chosen + 1; layer < Layers; layer++)
        {
            if (layer > Cap && (chosen >= 0 || Cap < 0))
                return -1;
            if (Rates[layer] > 0)
                return layer;
        }

        return -1;
    }

    [InlineArray(MaxLayers)]
    internal struct LayerRates
    {
        private long _first;
    }
}
