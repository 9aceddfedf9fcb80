import { describe, expect, it } from 'vitest';
import { agent, entryView } from '../../../sdk/src/testing';
import { refusalOf } from './offers';
import { chatReadMark, roomReadMark } from './readMarks';
import { localInput, snoozable, snoozeTimes } from './snoozeTimes';

describe('snoozing', () => {
  it('offers an hour, tomorrow at nine and the next Monday at nine', () => {
    const wednesday = new Date(2026, 10, 25, 15, 20);
    const times = snoozeTimes(wednesday);
    expect(times.hour).toEqual(new Date(2026, 10, 25, 16, 20));
    expect(times.tomorrow).toEqual(new Date(2026, 10, 26, 9));
    expect(times.monday).toEqual(new Date(2026, 10, 30, 9));
  });

  it('means the week after on a Monday', () => {
    expect(snoozeTimes(new Date(2026, 10, 30, 8)).monday).toEqual(new Date(2026, 11, 7, 9));
  });

  it('takes what is ahead, and not more than 60 days', () => {
    const now = new Date(2026, 10, 25, 15);
    expect(snoozable(new Date(2026, 10, 25, 14), now)).toBe(false);
    expect(snoozable(new Date(2026, 10, 25, 16), now)).toBe(true);
    expect(snoozable(new Date(2027, 2, 25), now)).toBe(false);
    expect(snoozable(new Date('nonsense'), now)).toBe(false);
  });

  it('fills the picker in local time', () => {
    expect(localInput(new Date(2026, 0, 5, 9, 3))).toBe('2026-01-05T09:03');
  });
});

describe('read marks', () => {
  const other = { ...agent, id: 'other' };
  it('stand under the newest reply that the customer has read', () => {
    const entries = [
      entryView(1, { author: agent }),
      entryView(2, { author: agent, internal: true }),
      entryView(3, { author: agent }),
    ];
    expect(chatReadMark(entries, 2)).toEqual({ entryId: 'entry-1', count: 1 });
    expect(chatReadMark(entries, 3)?.entryId).toBe('entry-3');
    expect(chatReadMark(entries, 0)).toBeNull();
  });

  it('count the others in a room, never oneself', () => {
    const entries = [entryView(1, { author: agent }), entryView(2, { author: agent })];
    const reads = [
      { personId: agent.id, position: 2 },
      { personId: 'a', position: 1 },
      { personId: 'b', position: 1 },
    ];
    expect(roomReadMark(entries, reads, agent.id)).toEqual({ entryId: 'entry-1', count: 2 });
    expect(roomReadMark([entryView(1, { author: other })], reads, agent.id)).toBeNull();
  });
});

describe('what the [Meet] menu offers', () => {
  it('goes by what the server says, with the reason and the next step', () => {
    const offers = [
      { kind: 'voice' as const, offered: true },
      { kind: 'video' as const, offered: false, code: 'no_assignee' as const },
    ];
    expect(refusalOf('voice', offers, null)).toBeNull();
    expect(refusalOf('video', offers, null)).toEqual({ reason: 'problem.no_assignee', next: 'next.assign' });
    expect(refusalOf('phone', offers, null)?.reason).toBe('problem.kind_not_available');
  });

  it('goes by what the page knows until then', () => {
    expect(refusalOf('voice', null, 'chat.meet.closed')?.reason).toBe('chat.meet.closed');
    expect(refusalOf('voice', null, null)).toBeNull();
  });
});
