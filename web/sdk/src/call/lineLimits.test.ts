import { describe, expect, it } from 'vitest';
import { everyVideo, limitLine, videoOf } from './lineLimits';

const answer = (...codecs: string[]) =>
  ['v=0', 'm=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=rtpmap:111 opus/48000/2', 'm=video 9 UDP/TLS/RTP/SAVPF 96']
    .concat(codecs.map((codec, at) => `a=rtpmap:${String(96 + at)} ${codec}/90000`))
    .join('\r\n');

function offered(video: readonly string[]): string[] {
  const codecs = [
    { mimeType: 'video/VP8' },
    { mimeType: 'video/rtx' },
    { mimeType: 'video/VP9', sdpFmtpLine: 'profile-id=0' },
    { mimeType: 'video/VP9', sdpFmtpLine: 'profile-id=2' },
    { mimeType: 'video/H264', sdpFmtpLine: 'packetization-mode=0;profile-level-id=42e01f' },
    { mimeType: 'video/H264', sdpFmtpLine: 'profile-level-id=42e01f;packetization-mode=1' },
    { mimeType: 'video/H264', sdpFmtpLine: 'packetization-mode=1;profile-level-id=64001f' },
    { mimeType: 'video/AV1', sdpFmtpLine: 'level-idx=5;profile=0;tier=0' },
    { mimeType: 'video/AV1', sdpFmtpLine: 'level-idx=5;profile=1;tier=0' },
    { mimeType: 'video/red' },
  ];
  (globalThis as Record<string, unknown>)['RTCRtpReceiver'] = { getCapabilities: () => ({ codecs }) };
  let chosen: { mimeType: string; sdpFmtpLine?: string }[] = [];
  const line = { setCodecPreferences: (wanted: typeof chosen) => (chosen = wanted) };
  limitLine(line as unknown as RTCRtpTransceiver, 'video', video);
  return chosen.map((one) => `${one.mimeType} ${one.sdpFmtpLine ?? ''}`.trim());
}

describe('which codecs a line offers', () => {
  it('is everything that the node knows, in the one format of each that all browsers have', () => {
    expect(offered(everyVideo)).toEqual([
      'video/VP8',
      'video/rtx',
      'video/VP9 profile-id=0',
      'video/H264 profile-level-id=42e01f;packetization-mode=1',
      'video/AV1 level-idx=5;profile=0;tier=0',
    ]);
  });

  it('is what the first answer took from then on', () => {
    expect(videoOf(answer('VP9', 'rtx', 'VP8', 'rtx'))).toEqual(['vp8', 'vp9']);
    expect(offered(videoOf(answer('VP8', 'rtx')))).toEqual(['video/VP8', 'video/rtx']);
  });

  it('stays everything where an answer takes no video', () => {
    expect(videoOf(answer())).toEqual(everyVideo);
  });
});
