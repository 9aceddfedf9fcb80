import { describe, expect, it } from 'vitest';
import type { Receiving } from '../hub/protocol';
import { NewestReceiving } from './newestReceiving';

const of = (version: number, mid = `${version}`): Receiving => ({
  bindings: [{ mid, participantId: 'p', source: 'mic' }],
  moreAudio: 0,
  moreVideo: 0,
  version,
});

describe('what the receiving lines carry', () => {
  it('is what was said last, whatever comes last', () => {
    const newest = new NewestReceiving();
    newest.open('ours');
    expect(newest.take('ours', of(2))).toBe(true);
    expect(newest.take('ours', of(1))).toBe(false);
    expect(newest.current.version).toBe(2);
  });

  it('is nobody’s before the session is known', () => {
    const newest = new NewestReceiving();
    expect(newest.take('earlier', of(9))).toBe(false);
    expect(newest.take('ours', of(3))).toBe(false);
    newest.open('ours');
    expect(newest.current.bindings).toEqual([]);
    expect(newest.take('ours', of(3))).toBe(true);
    expect(newest.take('ours', of(1))).toBe(false);
  });

  it('is none of an earlier session’s business, and begins anew with the next', () => {
    const newest = new NewestReceiving();
    newest.open('ours');
    expect(newest.take('earlier', of(9))).toBe(false);
    newest.take('ours', of(5));
    newest.open('next');
    expect(newest.current.bindings).toEqual([]);
    expect(newest.take('next', of(1))).toBe(true);
  });
});
