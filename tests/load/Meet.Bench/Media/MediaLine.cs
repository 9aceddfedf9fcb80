using Meet.Load.Figures;
using Meet.Load.Rooms;
using Meet.Rtc.Srtp;

namespace Meet.Bench.Media;

/// <summary>One scenario's line. Microseconds, kilobytes (1000) and shares from 0 to 1.</summary>
internal sealed record MediaLine(
    string Scenario,
    double UsPerPacket,
    double OutPps,
    double Loss,
    double P50Us,
    double P99Us,
    double KbPerParticipant,
    string Srtp,
    int People,
    int Sessions,
    double KbPerSession,
    double InPps,
    double Delivered,
    double VoiceP50Us,
    double VoiceP99Us,
    double VideoP50Us,
    double VideoP99Us,
    double NodeCpu,
    double LoadCpu,
    double OtherCpu,
    double NodeMb,
    long Duplicates,
    int Silent,
    long Forged,
    long OwnDrops,
    double LimitSendmmsgNs)
{
    public static MediaLine Of(
        Scenario scenario, int sessions, MediaBenchOptions options, double limit, LoadFigures figures, ProcessUse idle, ProcessUse before, ProcessUse after, TimeSpan own)
    {
        var seconds = figures.Elapsed.TotalSeconds;
        var cpu = after.Cpu - before.Cpu;
        var wall = (after.At - before.At).TotalSeconds;
        var others = (after.MachineBusy - before.MachineBusy) - cpu - own;
        return new MediaLine(
            scenario.Name,
            Math.Round(cpu.TotalMicroseconds / Math.Max(1, figures.Received), 3),
            Math.Round(figures.Received / seconds),
            Math.Round((double)figures.Lost / Math.Max(1, figures.Expected), 5),
            Us(figures.All.P50),
            Us(figures.All.P99),
            Math.Round((after.Resident - idle.Resident) / 1e3 / scenario.People, 1),
            options.Profile == SrtpProfile.AeadAes128Gcm ? "gcm" : "cm80",
            scenario.People,
            sessions,
            Math.Round((after.Resident - idle.Resident) / 1e3 / sessions, 1),
            Math.Round(figures.Sent / seconds),
            Math.Round((double)figures.Received / Math.Max(1, figures.Sent * scenario.Copies), 5),
            Us(figures.Voice.P50),
            Us(figures.Voice.P99),
            Us(figures.Video.P50),
            Us(figures.Video.P99),
            Math.Round(cpu.TotalSeconds / wall, 3),
            Math.Round(figures.Cpu.TotalSeconds / seconds, 3),
            Math.Round(Math.Max(0, others.TotalSeconds) / wall, 3),
            Math.Round(after.Resident / 1e6, 1),
            figures.Duplicates,
            figures.Silent,
            figures.Forged,
            figures.OwnDrops,
            Math.Round(limit));
    }

    private static double Us(long nanoseconds) => Math.Round(nanoseconds / 1000d, 1);
}
