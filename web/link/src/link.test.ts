import type { Call, MeetView, RingView } from '@meet/sdk';
import { describe, expect, it } from 'vitest';
import { parse, tokenOf } from './memory';
import { newest, ringsMe, sceneOf } from './scene';

describe('what a tab remembers', () => {
  it('is the link until it is opened, then the session', () => {
    expect(parse('{"link":"abc"}')).toEqual({ link: 'abc' });
    const session = { token: 't', meetId: 'm', chatId: 'c' };
    expect(parse(JSON.stringify({ ...session, link: 'old' }))).toEqual(session);
  });

  it('is nothing when it is not what was written', () => {
    for (const text of [null, '{}', 'null', '3', '{"token":"t"}']) expect(parse(text)).toBeNull();
  });

  it('comes from behind the #', () => {
    expect(tokenOf('#abc_-1')).toBe('abc_-1');
    for (const hash of ['', '#', '# ']) expect(tokenOf(hash)).toBeNull();
  });
});

describe('what the page shows', () => {
  const me = { kind: 'customer' as const, id: 'me', name: '' };
  const ring = (state: RingView['state']) => ({ person: me, state }) as RingView;
  const meet = (change: Partial<MeetView>) =>
    ({
      ...{ meetId: 'm', version: 1, state: 'ringing', liveAt: null, rings: [], participants: [] },
      ...{ startedBy: { kind: 'staff', id: 's', name: '' }, ...change },
    }) as MeetView;
  const ended = (kind: 'left' | 'cancelled' | 'lost') => ({ end: { kind } }) as Call;

  it('is the door: to answer while it rings, to enter while it goes on', () => {
    expect(sceneOf(null, meet({ rings: [ring('ringing')] }), 'me')).toEqual({ at: 'door', ring: true });
    expect(sceneOf(null, meet({ state: 'live', rings: [ring('timedOut')] }), 'me')).toEqual({
      at: 'door',
      ring: false,
    });
  });

  it('does not ring whoever is in it', () => {
    const inside = meet({
      state: 'live',
      rings: [ring('ringing')],
      participants: [{ person: me, state: 'joined' } as MeetView['participants'][number]],
    });
    expect(ringsMe(inside, 'me')).toBe(false);
  });

  it('is the Meet while this page is in it, whatever else is known', () => {
    expect(sceneOf({ end: null } as Call, meet({ state: 'ended' }), 'me').at).toBe('meet');
  });

  it('is its end, and whether anybody spoke', () => {
    const over = meet({ state: 'ended' });
    expect(sceneOf(null, over, 'me')).toEqual({ at: 'over', missed: true, again: false });
    expect(sceneOf(ended('left'), { ...over, liveAt: '2026-11-25T03:00:00Z' }, 'me')).toEqual({
      at: 'over',
      missed: false,
      again: false,
    });
  });

  it('offers the way back while it goes on', () => {
    for (const kind of ['left', 'lost'] as const)
      expect(sceneOf(ended(kind), meet({ state: 'live' }), 'me')).toMatchObject({ at: 'over', again: true });
  });

  it('believes the newer view', () => {
    const old = meet({ version: 1 });
    const young = meet({ version: 2 });
    expect(newest(old, young)).toBe(young);
    expect(newest(young, old)).toBe(young);
    expect(newest(undefined, old)).toBe(old);
    expect(newest(undefined, null)).toBeNull();
  });
});
