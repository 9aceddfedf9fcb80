import { describe, expect, it } from 'vitest';
import { agent, chatView, customer, entryView, meetView, roomView } from '../testing';
import { unreadIn, withRoom } from './rooms';
import { emptyTimeline, withEntry, withNewest, withPage, withPending } from './timeline';
import { typingLasts, withoutStaleTyping, withTyping } from './typing';
import {
  emptyWorld,
  withChat,
  withChatEntry,
  withMeet,
  withPresence,
  withReady,
  withTimeline,
} from './world';

const presenceAt = (state: 'online' | 'offline', at: string) => ({ person: agent, state, at, ready: false });

describe('versions', () => {
  it('takes a higher version and ignores the same and lower ones', () => {
    const two = withMeet(emptyWorld, meetView({ version: 2, state: 'live' }));
    expect(withMeet(two, meetView({ version: 1 }))).toBe(two);
    expect(withMeet(two, meetView({ version: 2, state: 'ended' }))).toBe(two);
    expect(withMeet(two, meetView({ version: 3, state: 'ended' })).meets['meet']?.state).toBe('ended');
  });

  it('does so for chats', () => {
    const two = withChat(emptyWorld, chatView({ version: 2, unread: 3 }));
    expect(withChat(two, chatView({ version: 1 }))).toBe(two);
  });

  it('keeps the newest presence', () => {
    const late = withPresence(emptyWorld, presenceAt('online', '2026-11-22T03:00:02Z'));
    expect(withPresence(late, presenceAt('offline', '2026-11-22T03:00:01Z'))).toBe(late);
  });
});

describe('ready', () => {
  const ready = { connectionId: 'c', serverTime: '2026-11-22T03:00:10Z', me: agent };

  it('forgets Meets that it does not name', () => {
    const world = withMeet(emptyWorld, meetView());
    expect(withReady(world, { ...ready, meets: [] }, 0).meets).toEqual({});
  });

  it('does not take back what a newer push has told', () => {
    const world = withMeet(emptyWorld, meetView({ version: 5, state: 'live' }));
    const after = withReady(world, { ...ready, meets: [meetView({ version: 3 })] }, 0);
    expect(after.meets['meet']?.state).toBe('live');
  });

  it('measures how far the server’s clock is from ours', () => {
    const now = Date.parse('2026-11-22T03:00:00Z');
    expect(withReady(emptyWorld, { ...ready, meets: [] }, now).clockOffset).toBe(10_000);
  });
});

describe('timeline', () => {
  const page = (from: number, to: number, before: number | null) => ({
    items: Array.from({ length: to - from + 1 }, (_, i) => entryView(from + i)),
    before,
  });
  const positions = (timeline: { entries: readonly { position: number }[] }) =>
    timeline.entries.map((entry) => entry.position);

  it('puts entries in order, each once', () => {
    const timeline = [3, 1, 2, 3].reduce(
      (all, position) => withEntry(all, entryView(position)),
      emptyTimeline,
    );
    expect(positions(timeline)).toEqual([1, 2, 3]);
  });

  it('goes on to older pages', () => {
    const newest = withPage(emptyTimeline, page(11, 20, 11));
    const older = withPage(newest, page(1, 10, null));
    expect(older.before).toBeNull();
    expect(positions(older)).toHaveLength(20);
  });

  it('replaces a pending message by its entry', () => {
    const pending = {
      clientId: 'mine',
      text: 'hello',
      internal: false,
      files: [],
      mentions: [],
      at: '',
      failed: false,
    };
    const sent = withEntry(withPending(emptyTimeline, pending), entryView(1, { clientId: 'mine' }));
    expect(sent.pending).toEqual([]);
    expect(sent.entries).toHaveLength(1);
  });

  it('leaves no gap when much was missed while away', () => {
    const before = withPage(emptyTimeline, page(1, 10, null));
    const after = withNewest(before, page(40, 60, 40));
    expect(positions(after)[0]).toBe(40);
    expect(after.before).toBe(40);
  });

  it('joins what was missed while away to what is known', () => {
    const before = withPage(emptyTimeline, page(1, 10, null));
    const after = withNewest(before, page(8, 14, 8));
    expect(positions(after)).toHaveLength(14);
    expect(after.before).toBeNull();
  });

  it('does not begin a timeline with a push: what comes before it is unknown', () => {
    expect(withChatEntry(emptyWorld, entryView(7)).timelines).toEqual({});
  });

  it('shows a newer version of an entry in its place', () => {
    const world = withTimeline(emptyWorld, 'chat', () => withPage(emptyTimeline, page(1, 3, null)));
    const changed = entryView(2, { version: 2, text: 'changed', author: customer });
    const after = withChatEntry(world, changed).timelines['chat'];
    expect(after?.entries[1]?.text).toBe('changed');
    expect(after?.entries).toHaveLength(3);
  });
});

describe('rooms', () => {
  it('count as unread what came after the member’s own position', () => {
    const room = roomView({ lastPosition: 7, reads: [{ personId: agent.id, position: 4 }] });
    expect(unreadIn(room, agent.id)).toBe(3);
    expect(unreadIn(room, 'somebody else')).toBe(7);
  });

  it('go when one is no longer a member', () => {
    const inside = withRoom(emptyWorld, roomView(), agent.id);
    expect(Object.keys(inside.rooms)).toEqual(['room']);
    expect(withRoom(inside, roomView({ version: 2, members: [] }), agent.id).rooms).toEqual({});
  });

  it('share the timeline’s rules', () => {
    const world = withTimeline(emptyWorld, 'room', () =>
      withPage(emptyTimeline, { items: [], before: null }),
    );
    const after = withChatEntry(world, entryView(1, { chatId: 'room', author: agent }));
    expect(after.timelines['room']?.entries).toHaveLength(1);
  });
});

describe('typing', () => {
  const push = { chatId: 'chat', person: customer, internal: false };

  it('lasts a few seconds after the last key', () => {
    const world = withTyping(emptyWorld, push, 1_000);
    expect(world.typing['chat']).toHaveLength(1);
    expect(withoutStaleTyping(world, 1_000 + typingLasts - 1)).toBe(world);
    expect(withoutStaleTyping(world, 1_000 + typingLasts).typing['chat']).toBeUndefined();
  });

  it('names each person once', () => {
    const world = withTyping(withTyping(emptyWorld, push, 0), push, 500);
    expect(world.typing['chat']).toHaveLength(1);
  });

  it('ends with the message', () => {
    const world = withTyping(emptyWorld, push, 0);
    expect(withChatEntry(world, entryView(1, { author: customer })).typing['chat']).toBeUndefined();
  });
});
