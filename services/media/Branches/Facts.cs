using System.Runtime.CompilerServices;
using Meet.Media.Codecs;
using Meet.Rtc.Rtcp;

namespace Meet.Media.Branches;

/// <summary>What other workers are told of a voice, in each tick in which it is heard or has a new report.</summary>
internal struct VoiceFacts
{
    /// <summary>As <see cref="Voices.Voice.Level"/> and <see cref="Voices.Voice.SpokeAt"/>.</summary>
    public float Level;
    public long SpokeAt;

    /// <summary>The loudest packet since the last time, 0 to 127.</summary>
    public int Peak;

    /// <summary>As <see cref="Rooms.Layer.Report"/>.</summary>
    public SenderReport Report;
}

/// <summary>As <see cref="Rooms.LayerRate"/> has measured it.</summary>
internal struct RateFacts
{
    public long BitsPerSecond;
    public long Remembered;
    public long HeardAt;
}

/// <summary>What other workers are told of a layer of a picture, whether its packets go there or not: what layers are chosen by.</summary>
internal struct LayerFacts
{
    public RateFacts Rate;

    /// <summary>In pixels; 0 while not known.</summary>
    public int Height;

    /// <summary>As <see cref="Layers.LayerHold"/> has decided.</summary>
    public bool IsHeld;
    public long ReleasedAt;

    /// <summary>As <see cref="Rooms.Layer.Report"/>.</summary>
    public SenderReport Report;

    /// <summary>Of a stream with layers of its own, 0 for others.</summary>
    public int SpatialLayers;
    public int TemporalLayers;
    public LayerHeights Heights;

    /// <summary>In the order of <see cref="LayeredStream.Choices"/>.</summary>
    public ChoiceRates Choices;

    [InlineArray(OperatingPoints.MaxSpatial)]
    internal struct LayerHeights
    {
        private int _first;
    }

    [InlineArray(LayeredStream.MaxChoices)]
    internal struct ChoiceRates
    {
        private RateFacts _first;
    }
}
