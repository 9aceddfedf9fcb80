import { emptyTimeline, type ChatEntryView, type ChatView } from '@meet/sdk';
import { describe, expect, it } from 'vitest';
import { agent, chatView, entryView } from '../../../sdk/src/testing';
import { belongsTo } from '../inbox/useChatList';
import { hrefOf, parseRoute } from '../shell/route';
import { itemsOf } from './items';
import { meetObstacle } from './obstacle';

describe('what stands in the way of a Meet', () => {
  const cases: [string, Partial<ChatView>, boolean, boolean, string | null][] = [
    ['nothing', {}, true, false, null],
    ['no operator seat', {}, false, false, 'chat.meet.seat'],
    ['an external messenger', { source: 'line' }, true, false, 'chat.meet.external'],
    ['a closed chat', { state: 'closed' }, true, false, 'chat.meet.closed'],
    ['no assignee', { assignee: null }, true, false, 'chat.meet.noAssignee'],
    ['a Meet in this chat', { liveMeetId: 'm' }, true, false, 'chat.meet.inProgress'],
    ['a Meet of ours elsewhere', {}, true, true, 'chat.meet.busy'],
  ];
  it.each(cases)('%s', (_, chat, seat, busy, expected) => {
    expect(meetObstacle(chatView(chat), seat, busy)).toBe(expected);
  });
});

describe('the inbox’s tabs', () => {
  it('show a missed Meet beside where the chat stands anyway', () => {
    const chat = chatView({ missedMeetId: 'm' });
    expect(belongsTo('mine', chat, agent.id)).toBe(true);
    expect(belongsTo('mine', chat, 'somebody else')).toBe(false);
    expect(belongsTo('missed', chat, agent.id)).toBe(true);
    expect(belongsTo('unassigned', chat, agent.id)).toBe(false);
    expect(belongsTo('closed', chat, agent.id)).toBe(false);
  });

  it('put a snoozed chat out of sight, except where everything is', () => {
    const chat = chatView({ snoozedUntil: '2026-11-23T00:00:00Z' });
    const views = ['mine', 'unassigned', 'all', 'snoozed'] as const;
    expect(views.filter((view) => belongsTo(view, chat, agent.id))).toEqual(['all', 'snoozed']);
  });
});

describe('timeline rows', () => {
  const rows = (...entries: ChatEntryView[]) => itemsOf({ ...emptyTimeline, entries }, agent.id);

  it('group what one person says in a row', () => {
    const items = rows(entryView(1), entryView(2), entryView(3, { author: agent }));
    const entries = items.filter((item) => item.type === 'entry');
    expect(entries.map((item) => item.first)).toEqual([true, false, true]);
    expect(entries.map((item) => item.last)).toEqual([false, true, true]);
  });

  it('do not mix internal messages into a reply’s group', () => {
    const items = rows(entryView(1, { author: agent }), entryView(2, { author: agent, internal: true }));
    expect(items.filter((item) => item.type === 'entry').map((item) => item.first)).toEqual([true, true]);
  });

  it('begin each day with its heading', () => {
    const items = rows(entryView(1), entryView(2, { at: '2026-11-25T03:00:00Z' }));
    expect(items.map((item) => item.type === 'entry' && item.newDay)).toEqual([true, true]);
  });
});

describe('addresses', () => {
  it('lead back to where they came from', () => {
    for (const route of [
      { page: 'inbox', chatId: 'a/b' },
      { page: 'inbox', chatId: null },
      { page: 'team', roomId: null },
      { page: 'team', roomId: 'r' },
      { page: 'mentions' },
      { page: 'settings', section: 'members' },
      { page: 'meets', meetId: 'm' },
    ] as const) {
      expect(parseRoute(hrefOf(route))).toEqual(route);
    }
  });
});
