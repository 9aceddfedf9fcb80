using Meet.Load.Rooms;
using Meet.Rtc.Srtp;

namespace Meet.Bench.Media;

/// <summary>What is measured, for how long, and where.</summary>
/// <param name="Speed">1: sources as they are; 2: twice as often.</param>
/// <param name="NodeFolder">Of another build of the node, to compare with; empty: this one.</param>
/// <param name="Sample">One received packet in so many is opened and checked.</param>
internal sealed record MediaBenchOptions(
    IReadOnlyList<Scenario> Scenarios, SrtpProfile Profile, TimeSpan Warmup, TimeSpan Window, double Speed, int Sample, int NodeProcessor, int LoadProcessor,
    string NodeFolder)
{
    private const string Usual = "fanout-100,fanout-200,conference-10,voice-3-197";

    /// <exception cref="FormatException">They are wrong; the message says how.</exception>
    public static MediaBenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var given = BenchOptions.Parse(arguments, "scenario", "srtp", "warmup", "seconds", "speed", "sample", "node-cpu", "load-cpu", "node");
        return new MediaBenchOptions(
            [.. given.Text("scenario", Usual).Split(',').Select(name => Scenario.Parse(name) ?? throw new FormatException(
                $"'{name}' is no scenario: fanout-N, conference-N, voice-TALKERS-LISTENERS"))],
            given.Text("srtp", "gcm") switch
            {
                "gcm" => SrtpProfile.AeadAes128Gcm,
                "cm80" => SrtpProfile.Aes128CmHmacSha1Tag80,
                var other => throw new FormatException($"--srtp is gcm or cm80, not '{other}'."),
            },
            TimeSpan.FromSeconds(given.Number("warmup", 4, 0, 600)),
            TimeSpan.FromSeconds(given.Number("seconds", 8, 0.5, 3600)),
            given.Number("speed", 1, 0.01, 100),
            given.Whole("sample", 16, 1, 65_535),
            given.Whole("node-cpu", 0, 0, 63),
            given.Whole("load-cpu", Math.Min(1, Environment.ProcessorCount - 1), 0, 63),
            given.Text("node", ""));
    }
}
