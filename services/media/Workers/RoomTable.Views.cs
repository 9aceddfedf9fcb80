using Meet.Contracts.Media.Rpc;

namespace Meet.Media.Workers;

/// <summary>What participants' pages show.</summary>
internal sealed partial class RoomTable
{
    /// <summary>False: the session is over.</summary>
    public bool SetViews(string sessionId, Dictionary<(Guid Participant, Source Source), int> heights)
    {
        if (Find(sessionId)?.Participant is not { } participant)
            return false;
        participant.Shown.Replace(heights);
        participant.Room.OnViewsChanged(participant);
        if (participant.Transport.IsConnected)
            participant.Layers.Choose();
        return true;
    }
}
