import { describe, expect, it } from 'vitest';
import { idleAfter, observe } from './idle';

describe('idleness', () => {
  const fresh = { lastTouched: 0, idle: false };

  it('begins 4 min 30 s after the last touch', () => {
    expect(idleAfter).toBe(270_000);
    expect(observe(fresh, 269_999, false, false).idle).toBe(false);
    expect(observe(fresh, 270_000, false, false).idle).toBe(true);
  });

  it('ends with a touch', () => {
    const idle = observe(fresh, 300_000, false, false);
    expect(observe(idle, 301_000, true, false)).toEqual({ lastTouched: 301_000, idle: false });
  });

  it('does not come while the person is in a Meet', () => {
    expect(observe(fresh, 600_000, false, true).idle).toBe(false);
  });
});
