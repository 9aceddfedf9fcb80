namespace Meet.Signaling.Live;

/// <summary>What the browser says of the page's use of the microphone.</summary>
internal enum MicrophoneState { Granted, Prompt, Denied }

/// <summary>Whether a page of the staff can ring and talk. What follows from it is chat's to say.</summary>
/// <param name="Sound">The browser lets the page ring: somebody has clicked in it.</param>
internal sealed record Readiness(MicrophoneState Microphone, bool Sound);
