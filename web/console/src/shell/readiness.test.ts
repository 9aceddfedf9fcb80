import { describe, expect, it } from 'vitest';
import { missingOf, type Readiness } from './readiness';

const ready: Readiness = { connected: true, microphone: 'granted', sound: true, known: true, ok: true };

describe('answer readiness', () => {
  it('misses nothing when a call could be taken', () => {
    expect(missingOf(ready)).toEqual([]);
  });

  it('names what is missing', () => {
    expect(missingOf({ ...ready, microphone: 'prompt', sound: false })).toEqual(['microphone', 'sound']);
    expect(missingOf({ ...ready, connected: false })).toEqual(['connection']);
  });
});
