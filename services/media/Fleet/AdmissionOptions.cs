using System.ComponentModel.DataAnnotations;

namespace Meet.Media.Fleet;

/// <summary>
/// When the node takes no new rooms, <c>Media:Admission</c>. Rooms that are there go on taking people, up to the limits of a Meet and of the
/// node: between the two lies the room that they need.
/// </summary>
internal sealed record AdmissionOptions
{
    /// <summary>No new rooms from this load of the busiest worker on: CPU time for wall time, 0 to 1.</summary>
    public double CloseAtLoad { get; init; } = 0.7;

    /// <summary>New rooms again at this load and below.</summary>
    public double ReopenAtLoad { get; init; } = 0.55;

    /// <summary>No new rooms with as many sessions on the node; 0: four fifths of <c>Media:MaxSessions</c>. New ones again 5 % below.</summary>
    public int CloseAtSessions { get; init; }

    /// <summary>The sessions at which it closes, whether set or not.</summary>
    public int SessionLimit(int maxSessions) => CloseAtSessions > 0 ? CloseAtSessions : Math.Max(1, maxSessions * 4 / 5);

    public IEnumerable<ValidationResult> Problems(int maxSessions)
    {
        if (CloseAtLoad is not (> 0 and <= 1))
            yield return new ValidationResult("Media:Admission:CloseAtLoad is above 0 and at most 1.");
        if (!(ReopenAtLoad > 0 && ReopenAtLoad < CloseAtLoad))
            yield return new ValidationResult("Media:Admission:ReopenAtLoad is above 0 and below CloseAtLoad: a node that opens at the load at which it closes does both all the time.");
        if (CloseAtSessions < 0 || CloseAtSessions > maxSessions)
            yield return new ValidationResult("Media:Admission:CloseAtSessions is 0 to Media:MaxSessions.");
    }
}
