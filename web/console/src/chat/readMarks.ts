import type { ChatEntryView, RoomView } from '@meet/sdk';

export interface ReadMark {
  entryId: string;
  /** How many have read it; 1 in a customer chat. */
  count: number;
}

/** The newest of the team's messages that the customer has read. */
export function chatReadMark(entries: readonly ChatEntryView[], readByOther: number): ReadMark | null {
  const entry = entries.findLast(
    (one) =>
      one.kind === 'message' && !one.internal && one.author?.kind === 'staff' && one.position <= readByOther,
  );
  return entry ? { entryId: entry.entryId, count: 1 } : null;
}

/** The newest of one's own messages that somebody else in the room has read, and how many did. */
export function roomReadMark(
  entries: readonly ChatEntryView[],
  reads: RoomView['reads'],
  me: string,
): ReadMark | null {
  const others = reads.filter((read) => read.personId !== me).map((read) => read.position);
  const furthest = Math.max(0, ...others);
  const entry = entries.findLast(
    (one) => one.kind === 'message' && one.author?.id === me && one.position <= furthest,
  );
  if (!entry) return null;
  return { entryId: entry.entryId, count: others.filter((position) => position >= entry.position).length };
}
