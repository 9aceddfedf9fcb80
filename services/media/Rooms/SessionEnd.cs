namespace Meet.Media.Rooms;

/// <summary>Why a session is over, in the words of docs/signaling.md.</summary>
internal enum SessionEnd { Left, Replaced, Lost, Failed, Ended }
