import type { ChatEntryView } from '@meet/sdk';

/** The newest of one's own messages that the other side has read. */
export function readMark(
  entries: readonly ChatEntryView[],
  me: string,
  readByOther: number,
): string | undefined {
  return entries.findLast(
    (entry) => entry.kind === 'message' && entry.author?.id === me && entry.position <= readByOther,
  )?.entryId;
}
