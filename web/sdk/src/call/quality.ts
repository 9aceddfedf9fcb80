import type { NetworkLevel } from '../hub/protocol';

/** Counters of everything that is received, as they stand. */
export interface ReceptionSample {
  received: number;
  lost: number;
  /** The worst line, in ms. */
  jitterMs: number;
  roundTripMs: number;
}

export interface Reception {
  /** 0 to 100. */
  lossPercent: number;
  jitterMs: number;
  roundTripMs: number;
}

/** From one `RTCStatsReport`'s entries. */
export function sampleOf(stats: Iterable<Record<string, unknown>>): ReceptionSample {
  const sample: ReceptionSample = { received: 0, lost: 0, jitterMs: 0, roundTripMs: 0 };
  for (const one of stats) {
    const number = (key: string) => (typeof one[key] === 'number' ? one[key] : 0);
    if (one['type'] === 'inbound-rtp') {
      sample.received += number('packetsReceived');
      sample.lost += number('packetsLost');
      sample.jitterMs = Math.max(sample.jitterMs, number('jitter') * 1000);
    } else if (one['type'] === 'candidate-pair' && one['nominated'] === true) {
      sample.roundTripMs = Math.max(sample.roundTripMs, number('currentRoundTripTime') * 1000);
    }
  }
  return sample;
}

/** What happened between two samples; null when nothing can be said, as when nobody sent anything. */
export function receptionBetween(before: ReceptionSample, now: ReceptionSample): Reception | null {
  const received = now.received - before.received;
  // Late packets are taken off the losses again: a browser's count may fall.
  const lost = Math.max(0, now.lost - before.lost);
  if (received < 0 || received + lost === 0) return null;
  return {
    lossPercent: clamp((100 * lost) / (received + lost), 100),
    jitterMs: clamp(now.jitterMs, 10_000),
    roundTripMs: clamp(now.roundTripMs, 10_000),
  };
}

/** 0 (unusable) to 100 (perfect): the same sum as the media node's. */
export function scoreOf({ lossPercent, jitterMs, roundTripMs }: Reception): number {
  const off =
    Math.min(60, 6 * lossPercent) +
    Math.min(20, jitterMs / 5) +
    Math.min(20, Math.max(0, roundTripMs - 100) / 15);
  return Math.max(0, 100 - off);
}

/** Bars to show: 4 good, 3 fair, 2 weak, 1 bad; 0 unknown. */
export function networkLevel(score: number | null): NetworkLevel {
  if (score === null) return 0;
  return score >= 80 ? 4 : score >= 60 ? 3 : score >= 40 ? 2 : 1;
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, Math.round(value * 10) / 10));
}
