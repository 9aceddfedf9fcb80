using Meet.Media.Codecs;

namespace Meet.Media.Rooms;

/// <summary>Something that a line could carry of a track: one of its streams, whole or up to an operating point of it.</summary>
internal readonly struct LayerChoice(Layer layer, int point)
{
    public Layer Layer => layer;

    /// <summary><see cref="OperatingPoints.Highest"/> where the stream has no layers of its own.</summary>
    public int Point => point;

    public LayerRate Rate => layer.Layered?.RateOf(point) ?? layer.Rate;

    /// <summary>In pixels; 0 while not known.</summary>
    public int Height => layer.Layered?.HeightOf(point) ?? layer.Height;

    /// <summary>Fills in the choices of one stream, the smallest first. A layered stream is one choice until it has been measured as a whole.</summary>
    /// <returns>How many fitted in.</returns>
    public static int Of(Layer layer, Span<LayerChoice> choices)
    {
        if (choices.IsEmpty)
            return 0;
        if (layer.Layered is not { } layered || layered.RateOf(OperatingPoints.Highest).BitsPerSecond == 0)
        {
            choices[0] = new LayerChoice(layer, OperatingPoints.Highest);
            return 1;
        }

        var count = Math.Min(layered.Choices.Length, choices.Length);
        for (var i = 0; i < count; i++)
            choices[i] = new LayerChoice(layer, layered.Choices[i]);
        return count;
    }
}
