import type { Peer } from './peer';

/** Sums over everything that is received and sent at the moment; zeros without a Meet. */
export interface MeetStats {
  /** Energy of what was received, as in RTCInboundRtpStreamStats.totalAudioEnergy. */
  audioEnergy: number;
  /** Received audio lines in which there was sound. */
  voices: number;
  audioPackets: number;
  audioSeconds: number;
  framesDecoded: number;
  /** Pixels, of the largest picture that is received. */
  frameHeight: number;
  videoPackets: number;
  packetsLost: number;
  /** Seconds, the worst line. */
  jitter: number;
  sentAudioPackets: number;
  sentVideoPackets: number;
  framesSent: number;
  /** Seconds; null until measured. */
  roundTripTime: number | null;
}

/** Comfort noise stays below for hours. */
const silence = 0.0005;

export async function statsOf(peer: Peer | null): Promise<MeetStats> {
  const sum: MeetStats = {
    audioEnergy: 0,
    voices: 0,
    audioPackets: 0,
    audioSeconds: 0,
    framesDecoded: 0,
    frameHeight: 0,
    videoPackets: 0,
    packetsLost: 0,
    jitter: 0,
    sentAudioPackets: 0,
    sentVideoPackets: 0,
    framesSent: 0,
    roundTripTime: null,
  };
  const report = peer && peer.pc.connectionState !== 'closed' ? await peer.pc.getStats() : null;
  report?.forEach((one: Record<string, unknown>) => {
    add(sum, one);
  });
  return sum;
}

function add(sum: MeetStats, one: Record<string, unknown>): void {
  const number = (key: string) => (typeof one[key] === 'number' ? one[key] : 0);
  const audio = one['kind'] === 'audio';
  if (one['type'] === 'inbound-rtp') {
    sum.packetsLost += number('packetsLost');
    sum.jitter = Math.max(sum.jitter, number('jitter'));
    if (audio) {
      sum.audioEnergy += number('totalAudioEnergy');
      if (number('totalAudioEnergy') > silence) sum.voices += 1;
      sum.audioSeconds += number('totalSamplesDuration');
      sum.audioPackets += number('packetsReceived');
    } else {
      sum.framesDecoded += number('framesDecoded');
      sum.frameHeight = Math.max(sum.frameHeight, number('frameHeight'));
      sum.videoPackets += number('packetsReceived');
    }
  } else if (one['type'] === 'outbound-rtp') {
    if (audio) sum.sentAudioPackets += number('packetsSent');
    else {
      sum.sentVideoPackets += number('packetsSent');
      sum.framesSent += number('framesSent');
    }
  } else if (one['type'] === 'candidate-pair' && one['nominated'] === true) {
    const time = one['currentRoundTripTime'];
    if (typeof time === 'number') sum.roundTripTime = Math.max(sum.roundTripTime ?? 0, time);
  }
}
