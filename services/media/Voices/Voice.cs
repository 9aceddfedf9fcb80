using Meet.Media.Branches;
using Meet.Rtc.Rtp;

namespace Meet.Media.Voices;

/// <summary>
/// How one microphone takes part in the contest for being heard (docs/media/voices.md): judged by the levels of its packets (RFC 6464),
/// with times in milliseconds. Touched for each packet: a few operations, no more.
/// </summary>
internal sealed class Voice
{
    /// <summary>-60 dBov, the noise of a quiet room; levels are 0 (silence) to 127 (loudest).</summary>
    public const int Floor = 67;

    /// <summary>A packet every 20 ms while somebody speaks: some may be lost, and words have gaps.</summary>
    private const long Gap = 200;

    /// <summary>What a packet without a level is taken for, of a sender that never tells one: -40 dBov.</summary>
    private const int Untold = 87;

    /// <summary>So many loud packets in a row make a voice; one is a click.</summary>
    private const int Run = 2;

    private int _run;

    /// <summary>Smoothed: follows within two packets when it becomes louder, within eight when quieter.</summary>
    public float Level { get; private set; }

    /// <summary>When it was last heard above the floor.</summary>
    public long SpokeAt { get; private set; } = long.MinValue / 2;

    /// <summary>Nobody shall hear it: it takes no place, and leaves its own to the next.</summary>
    public bool IsMuted { get; set; }

    /// <summary>True while it is among those that are forwarded in a large Meet.</summary>
    public bool HasPlace { get; internal set; }

    /// <summary>When it got its place.</summary>
    public long Since { get; internal set; }

    /// <summary>Another worker has decided. True if that is news.</summary>
    public bool Place(bool hasPlace, long now)
    {
        if (hasPlace == HasPlace)
            return false;
        (HasPlace, Since) = (hasPlace, now);
        return true;
    }

    /// <param name="level">RFC 6464's byte; 0xFF where the packet has none.</param>
    public void OnPacket(byte level, long now)
    {
        var loudness = level == 0xFF ? Untold : AudioLevel.Loudness([level]);
        Level += loudness > Level ? (loudness - Level) / 2 : (loudness - Level) / 8;
        _run = loudness < Floor ? 0 : Math.Min(_run + 1, Run);
        if (_run == Run)
            SpokeAt = now;
    }

    /// <summary>It is heard by another worker.</summary>
    public void Tell(in VoiceFacts facts) => (Level, SpokeAt) = (facts.Level, facts.SpokeAt);

    public bool Speaks(long now) => !IsMuted && now - SpokeAt < Gap;

    /// <summary>Silent for so long that nobody misses it.</summary>
    public bool IsSilent(long now) => IsMuted || now - SpokeAt >= LoudestVoices.Hold;
}
