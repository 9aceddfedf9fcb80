import { describe, expect, it } from 'vitest';
import { networkLevel, receptionBetween, sampleOf, scoreOf } from './quality';

const sample = (received: number, lost: number) => ({ received, lost, jitterMs: 4, roundTripMs: 30 });

describe('reception', () => {
  it('sums what all lines received, and takes the worst jitter in ms', () => {
    const stats = [
      { type: 'inbound-rtp', packetsReceived: 100, packetsLost: 2, jitter: 0.004 },
      { type: 'inbound-rtp', packetsReceived: 50, packetsLost: 1, jitter: 0.02 },
      { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.045 },
      { type: 'candidate-pair', nominated: false, currentRoundTripTime: 3 },
    ];
    expect(sampleOf(stats)).toEqual({ received: 150, lost: 3, jitterMs: 20, roundTripMs: 45 });
  });

  it('is of the time between two looks, not since the beginning', () => {
    expect(receptionBetween(sample(1_000, 100), sample(1_180, 120))?.lossPercent).toBe(10);
  });

  it('says nothing when nothing was sent, or the counters began anew', () => {
    expect(receptionBetween(sample(10, 0), sample(10, 0))).toBeNull();
    expect(receptionBetween(sample(500, 0), sample(10, 0))).toBeNull();
  });

  it('takes no loss from packets that came after all', () => {
    expect(receptionBetween(sample(100, 8), sample(200, 3))?.lossPercent).toBe(0);
  });
});

describe('bars', () => {
  const bars = (lossPercent: number, jitterMs = 5, roundTripMs = 40) =>
    networkLevel(scoreOf({ lossPercent, jitterMs, roundTripMs }));

  it('are four without trouble, and fewer the more is lost', () => {
    expect([0, 3, 6, 10].map((loss) => bars(loss))).toEqual([4, 4, 3, 1]);
  });

  it('fall for a long way and an uneven one, never below one', () => {
    expect(bars(0, 100, 400)).toBe(3);
    expect(scoreOf({ lossPercent: 100, jitterMs: 10_000, roundTripMs: 10_000 })).toBe(0);
    expect(bars(100, 10_000, 10_000)).toBe(1);
  });

  it('are none where nothing is known', () => {
    expect(networkLevel(null)).toBe(0);
  });
});
