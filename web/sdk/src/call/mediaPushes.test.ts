import { describe, expect, it } from 'vitest';
import type { MediaPush } from '../hub/protocol';
import { Store } from '../state/store';
import { MediaPushes } from './mediaPushes';
import { NewestReceiving } from './newestReceiving';

function pushes(sessionId: string | null = null) {
  const call = new Store<{ key: number; sessionId: string | null } | null>({ key: 1, sessionId });
  const heard: [key: number, push: MediaPush][] = [];
  const media = new MediaPushes(call, (key, push) => heard.push([key, push]));
  return { call, heard, media };
}

const levels = (sessionId: string, level: number): MediaPush => ({
  sessionId,
  levels: [{ participantId: 'somebody', level }],
});

const receiving = (version: number) => ({ bindings: [], moreAudio: 0, moreVideo: 0, version });

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('what is pushed of a session', () => {
  it('is heard at once when it is ours', () => {
    const { heard, media } = pushes('one');
    media.take(levels('one', 1));
    expect(heard).toEqual([[1, levels('one', 1)]]);
  });

  it('waits, in order, for the answer that says it is ours', async () => {
    const { call, heard, media } = pushes();
    media.take(levels('one', 1));
    media.take(levels('one', 2));
    expect(heard).toEqual([]);
    call.set({ key: 1, sessionId: 'one' });
    // Before the session is opened by whoever got the answer, it would be too early.
    expect(heard).toEqual([]);
    await settled();
    media.take(levels('one', 3));
    expect(heard.map(([, push]) => push)).toEqual([levels('one', 1), levels('one', 2), levels('one', 3)]);
  });

  it('is heard by the lines although it came before the answer that opens them', async () => {
    const call = new Store<{ key: number; sessionId: string | null } | null>({ key: 1, sessionId: null });
    const lines = new NewestReceiving();
    const media = new MediaPushes(call, (_, { sessionId, bindings }) => {
      if (bindings) lines.take(sessionId, bindings);
    });
    media.take({ sessionId: 'one', bindings: receiving(2) });
    // As MediaSession.join does, in one go: the session is known, then its lines are open; the answer's own word is older.
    call.set({ key: 1, sessionId: 'one' });
    lines.open('one');
    await settled();
    lines.take('one', receiving(1));
    expect(lines.current.version).toBe(2);
  });

  it('waits likewise while an earlier session is still known', async () => {
    const { call, heard, media } = pushes('old');
    media.take(levels('new', 1));
    call.set({ key: 1, sessionId: 'new' });
    await settled();
    call.set({ key: 1, sessionId: 'new' });
    await settled();
    expect(heard).toEqual([[1, levels('new', 1)]]);
  });

  it('is never heard when it is another session’s, or of a call that is over', async () => {
    const { call, heard, media } = pushes();
    media.take(levels('other', 1));
    call.set(null);
    await settled();
    media.take(levels('other', 2));
    call.set({ key: 2, sessionId: 'other' });
    await settled();
    expect(heard).toEqual([]);
  });

  it('is bounded: the newest are kept', async () => {
    const { call, heard, media } = pushes();
    for (let level = 0; level < 100; level++) media.take(levels('one', level));
    call.set({ key: 1, sessionId: 'one' });
    await settled();
    expect(heard).toHaveLength(64);
    expect(heard.at(-1)).toEqual([1, levels('one', 99)]);
  });
});
