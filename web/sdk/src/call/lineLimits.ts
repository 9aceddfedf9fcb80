/**
 * What a media node can forward; whatever else a browser offers only makes its offer longer, which is limited to 64 KiB. Which of them this
 * Meet may use is the node's to say: see {@link videoOf}.
 */
export const everyVideo: readonly string[] = ['vp8', 'h264', 'vp9', 'av1'];

const descriptor = 'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension';

const extensions = [
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
];

/** W3C webrtc-extensions, section 6; not in every browser. */
interface HeaderExtension {
  uri: string;
  direction: RTCRtpTransceiverDirection;
}

interface WithHeaderExtensions {
  getHeaderExtensionsToNegotiate?: () => HeaderExtension[];
  setHeaderExtensionsToNegotiate?: (extensions: HeaderExtension[]) => void;
}

/** The video codecs that the node's answer takes: the lines that come later need offer no others. All, where it takes none. */
export function videoOf(answer: string): readonly string[] {
  const found = everyVideo.filter((name) => new RegExp(`^a=rtpmap:\\d+ ${name}/90000`, 'im').test(answer));
  return found.length > 0 ? found : everyVideo;
}

/** To be called on a new line, before it is offered. A browser that lacks these ways offers all it has, which works as well. */
export function limitLine(line: RTCRtpTransceiver, kind: 'audio' | 'video', video: readonly string[]): void {
  const wanted = forwarded(kind, video);
  if (wanted.length > 0) line.setCodecPreferences(wanted);
  const { getHeaderExtensionsToNegotiate, setHeaderExtensionsToNegotiate } = line as WithHeaderExtensions;
  if (!getHeaderExtensionsToNegotiate || !setHeaderExtensionsToNegotiate) return;
  setHeaderExtensionsToNegotiate.call(
    line,
    getHeaderExtensionsToNegotiate
      .call(line)
      .map((one) =>
        extensions.includes(one.uri) || (one.uri === descriptor && video.includes('av1'))
          ? one
          : { ...one, direction: 'stopped' },
      ),
  );
}

function forwarded(kind: 'audio' | 'video', video: readonly string[]): RTCRtpCodec[] {
  const names = kind === 'audio' ? ['opus', 'red'] : [...video, 'rtx'];
  return (RTCRtpReceiver.getCapabilities(kind)?.codecs ?? []).filter(
    ({ mimeType, sdpFmtpLine = '' }) =>
      names.includes(mimeType.slice(6).toLowerCase()) && isPlain(mimeType, sdpFmtpLine),
  );
}

/** The format of a codec that every browser with that codec has: of H.264 constrained baseline, of VP9 and AV1 profile 0. */
function isPlain(mimeType: string, parameters: string): boolean {
  return /h264/i.test(mimeType)
    ? /packetization-mode=1/.test(parameters) && /profile-level-id=42e0/i.test(parameters)
    : !/profile(-id)?=[1-9]/.test(parameters);
}
