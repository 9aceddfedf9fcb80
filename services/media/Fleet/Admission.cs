namespace Meet.Media.Fleet;

/// <summary>
/// Whether the node takes new rooms, by what is measured, with hysteresis: it closes at one load and opens at a lower one, so that it does not
/// waver around either. Loads are smoothed over some seconds, since one loud second is no overload.
/// </summary>
internal sealed class Admission(AdmissionOptions options, int maxSessions)
{
    /// <summary>The newest second's share in the smoothed load: of a step, seven eighths show after three seconds.</summary>
    private const double Newest = 0.5;

    private readonly int _sessionLimit = options.SessionLimit(maxSessions);

    public bool IsOpen { get; private set; } = true;

    /// <summary>Smoothed, 0 to 1.</summary>
    public double Load { get; private set; }

    /// <summary>With what a second brought.</summary>
    /// <param name="load">CPU time of the busiest worker for wall time.</param>
    public void Take(double load, int sessions)
    {
        Load += Newest * (load - Load);
        IsOpen = IsOpen
            ? Load < options.CloseAtLoad && sessions < _sessionLimit
            : Load <= options.ReopenAtLoad && sessions <= _sessionLimit - Math.Max(1, _sessionLimit / 20);
    }
}
