namespace Meet.Contracts.Media;

/// <summary>
/// Published by a media node that has let nobody into a Meet which is not there yet, for it takes no new ones: meets gives the Meet
/// another node. May come once for each try.
/// </summary>
public sealed record MediaRoomRefused(string TenantId, Guid MeetId, string NodeId, DateTimeOffset At);
