using Meet.Contracts.Media;

namespace Meet.Media.Rooms;

internal static partial class Log
{
    [LoggerMessage(7201, LogLevel.Information, "Session of participant {ParticipantId} in Meet {MeetId}: {State}, replaced {Replaced}")]
    public static partial void SessionChanged(ILogger logger, Guid meetId, Guid participantId, MediaSessionState state, bool replaced);

    [LoggerMessage(7202, LogLevel.Information, "Session of participant {ParticipantId} in room {RoomId}, which is no Meet: {State}")]
    public static partial void WhipSessionChanged(ILogger logger, Guid roomId, Guid participantId, MediaSessionState state);
}
