/** What the media node forwards; whatever else a browser offers only makes its offer longer, which is limited to 64 KiB. */
const codecs = { audio: ['audio/opus'], video: ['video/vp8', 'video/rtx'] } as const;

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

const known = new Map<string, RTCRtpCodec[]>();

/** To be called on a new line, before it is offered. A browser that lacks these ways offers all it has, which works as well. */
export function limitLine(line: RTCRtpTransceiver, kind: 'audio' | 'video'): void {
  const wanted = forwarded(kind);
  if (wanted.length > 0) line.setCodecPreferences(wanted);
  const { getHeaderExtensionsToNegotiate, setHeaderExtensionsToNegotiate } = line as WithHeaderExtensions;
  if (!getHeaderExtensionsToNegotiate || !setHeaderExtensionsToNegotiate) return;
  setHeaderExtensionsToNegotiate.call(
    line,
    getHeaderExtensionsToNegotiate
      .call(line)
      .map((one) => (extensions.includes(one.uri) ? one : { ...one, direction: 'stopped' })),
  );
}

function forwarded(kind: 'audio' | 'video'): RTCRtpCodec[] {
  let found = known.get(kind);
  if (!found) {
    const names: readonly string[] = codecs[kind];
    const all = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [];
    found = all.filter((codec) => names.includes(codec.mimeType.toLowerCase()));
    known.set(kind, found);
  }
  return found;
}
