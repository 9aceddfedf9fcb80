import { describe, expect, it } from 'vitest';
import { levelOf, speaking } from './ownLevel';
import { incomingPattern, renderPattern, ringbackPattern } from './ringtone';

describe('ringtones', () => {
  for (const [name, pattern] of Object.entries({ incomingPattern, ringbackPattern })) {
    it(`${name} is audible, never clips, and loops without a click`, () => {
      const samples = renderPattern(pattern, 8_000);
      expect(samples).toHaveLength(pattern.seconds * 8_000);
      expect(Math.max(...samples)).toBeGreaterThan(0.02);
      expect(Math.max(...samples.map(Math.abs))).toBeLessThan(1);
      expect(samples[0]).toBeCloseTo(0, 3);
      expect(samples.at(-1)).toBeCloseTo(0, 3);
    });
  }
});

describe('own level', () => {
  it('is 0 for silence and 127 at full scale', () => {
    expect(levelOf(new Float32Array(512))).toBe(0);
    expect(levelOf(new Float32Array(512).fill(1))).toBe(127);
  });

  it('counts as speaking from about -40 dB on', () => {
    expect(speaking(levelOf(new Float32Array(512).fill(0.05)))).toBe(true);
    expect(speaking(levelOf(new Float32Array(512).fill(0.001)))).toBe(false);
    expect(speaking(undefined)).toBe(false);
  });
});
