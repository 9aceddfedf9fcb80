using Meet.Media.Branches;
using Meet.Media.Rooms;

namespace Meet.Media.Workers;

/// <summary>Rooms that are on several workers.</summary>
internal sealed partial class RoomTable
{
    /// <summary>Null: the room is not here, or here alone.</summary>
    public RoomBranches? FindBranches(Guid roomId) => _rooms.GetValueOrDefault(roomId)?.Branches;

    /// <summary>The directory's word on who has branches of a room. One that opens here comes before its first session.</summary>
    public void SetBranches(BranchList list)
    {
        if (!_rooms.TryGetValue(list.RoomId, out var room))
        {
            if (list.Workers.Count < 2 || !list.Workers.Contains(tools.Links.Self))
                return;
            _rooms.Add(list.RoomId, room = NewRoom(list.TenantId, list.RoomId, list.IsMeet));
        }

        room.SetBranches(list.Workers);
    }

    private Room NewRoom(string tenantId, Guid roomId, bool isMeet) => new(tenantId, roomId, tools, id => _sessions.Remove(id), isMeet);
}
