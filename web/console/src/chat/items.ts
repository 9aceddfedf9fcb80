import type { ChatEntryView, PendingMessage, Timeline } from '@meet/sdk';
import { sameDay } from '@meet/ui';

/**
 * What stands in the timeline, one virtual row each. A day's heading is part of its first entry's row: rows are kept in place by their
 * keys when older ones come in above, and a heading of its own would move.
 */
export type Item =
  | { type: 'entry'; key: string; entry: ChatEntryView; newDay: boolean; first: boolean; last: boolean }
  | { type: 'pending'; key: string; message: PendingMessage; first: boolean };

const groupWithin = 5 * 60_000;

/** Messages by one person within five minutes are one group: a face at its beginning, a time at its end. */
export function itemsOf(timeline: Timeline, me: string): readonly Item[] {
  const items: Item[] = [];
  const { entries, pending } = timeline;
  for (const [index, entry] of entries.entries()) {
    const before = entries[index - 1];
    const after = entries[index + 1];
    const newDay = !before || !sameDay(Date.parse(before.at), Date.parse(entry.at));
    items.push({
      type: 'entry',
      key: entry.entryId,
      entry,
      newDay,
      first: newDay || !sameGroup(before, entry),
      last: !after || !sameGroup(entry, after) || !sameDay(Date.parse(entry.at), Date.parse(after.at)),
    });
  }
  const lastEntry = entries.at(-1);
  for (const [index, message] of pending.entries()) {
    const continues =
      index > 0
        ? pending[index - 1]?.internal === message.internal
        : lastEntry?.kind === 'message' &&
          lastEntry.author?.id === me &&
          lastEntry.internal === message.internal;
    items.push({ type: 'pending', key: message.clientId, message, first: !continues });
  }
  return items;
}

function sameGroup(a: ChatEntryView, b: ChatEntryView): boolean {
  return (
    a.kind === 'message' &&
    b.kind === 'message' &&
    a.author?.id === b.author?.id &&
    a.internal === b.internal &&
    Math.abs(Date.parse(b.at) - Date.parse(a.at)) < groupWithin
  );
}
