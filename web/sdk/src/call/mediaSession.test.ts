import { describe, expect, it, vi } from 'vitest';
import type { JoinAnswer, Receiving } from '../hub/protocol';
import type { CallContext } from './callContext';
import type { CallPeer } from './callPeer';
import { MediaSession } from './mediaSession';

const none: Receiving = { bindings: [], moreAudio: 0, moreVideo: 0, version: 1 };

/** A connection whose node answers each widening with the next of these. */
function session(answers: Receiving[]) {
  const peer = {
    receiving: none,
    bind(_: string, receiving: Receiving) {
      peer.receiving = receiving;
      return true;
    },
    widen: vi.fn(() => {
      peer.receiving = answers.shift() ?? peer.receiving;
      return Promise.resolve(peer.receiving as JoinAnswer);
    }),
  };
  const context = { call: { get: () => ({ key: 1, sessionId: 'one' }) }, dispatch: vi.fn(), hub: {} };
  const media = new MediaSession(
    context as unknown as CallContext,
    { current: peer } as unknown as CallPeer,
    () => ({ mic: true, camera: true, screen: false }),
  );
  return { media, peer };
}

const picture = (mid: string) => ({ mid, participantId: mid, source: 'camera' as const });

describe('lines that are missing', () => {
  it('are added when the answer says that somebody came meanwhile', async () => {
    const { media, peer } = session([
      { ...none, bindings: [picture('3')], moreVideo: 1, version: 3 },
      { ...none, bindings: [picture('3'), picture('4')], version: 4 },
    ]);
    media.hear(1, { sessionId: 'one', bindings: { ...none, moreVideo: 1, version: 2 } });
    await vi.waitFor(() => {
      expect(peer.widen).toHaveBeenCalledTimes(2);
    });
    expect(peer.receiving.version).toBe(4);
  });

  it('are not added for ever, where new ones carry nothing', async () => {
    const { media, peer } = session([
      { ...none, moreVideo: 1, version: 3 },
      { ...none, moreVideo: 1, version: 4 },
    ]);
    media.hear(1, { sessionId: 'one', bindings: { ...none, moreVideo: 1, version: 2 } });
    await new Promise((resolve) => setTimeout(resolve));
    expect(peer.widen).toHaveBeenCalledOnce();
  });
});
