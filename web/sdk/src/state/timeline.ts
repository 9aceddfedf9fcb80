import type { ChatEntryView, EntryPage, FileView, PersonRef } from '../api/types';
import { newer } from './versions';

/** What somebody wants to say: text, files that are up already, or both. */
export interface Draft {
  text: string;
  internal?: boolean;
  files?: readonly FileView[];
  mentions?: readonly PersonRef[];
  /** Given again when a failed one is sent once more: the same id never makes a second message. */
  clientId?: string;
}

/** A message on its way: shown at once, replaced by the entry that carries its `clientId`. */
export interface PendingMessage extends Required<Draft> {
  at: string;
  failed: boolean;
}

/** A chat's entries as far as they are loaded: ordered by position, without gaps from the first one on. */
export interface Timeline {
  entries: readonly ChatEntryView[];
  pending: readonly PendingMessage[];
  /** Where the page before begins; null at the chat's beginning; undefined when nothing is loaded yet. */
  before: number | null | undefined;
}

export const emptyTimeline: Timeline = { entries: [], pending: [], before: undefined };

export function withEntry(timeline: Timeline, entry: ChatEntryView): Timeline {
  const entries = insert(timeline.entries, entry);
  const pending = timeline.pending.filter((message) => message.clientId !== entry.clientId);
  if (entries === timeline.entries && pending.length === timeline.pending.length) return timeline;
  return { ...timeline, entries, pending };
}

export function withPage(timeline: Timeline, page: EntryPage): Timeline {
  const merged = page.items.reduce(withEntry, timeline);
  const first = timeline.entries[0];
  const older =
    timeline.before === undefined || !first || (page.items[0]?.position ?? Infinity) <= first.position;
  return older ? { ...merged, before: page.before ?? null } : merged;
}

/** The newest page after a reconnect. When it does not reach what was known, the older part is dropped: no gaps. */
export function withNewest(timeline: Timeline, page: EntryPage): Timeline {
  const last = timeline.entries.at(-1);
  const first = page.items[0];
  const gap = last !== undefined && first !== undefined && first.position > last.position + 1;
  return gap || timeline.before === undefined
    ? withPage({ ...emptyTimeline, pending: timeline.pending }, page)
    : page.items.reduce(withEntry, timeline);
}

export function withPending(timeline: Timeline, message: PendingMessage): Timeline {
  return {
    ...timeline,
    pending: [...timeline.pending.filter((other) => other.clientId !== message.clientId), message],
  };
}

export function withoutPending(timeline: Timeline, clientId: string): Timeline {
  return { ...timeline, pending: timeline.pending.filter((message) => message.clientId !== clientId) };
}

function insert(entries: readonly ChatEntryView[], entry: ChatEntryView): readonly ChatEntryView[] {
  let index = entries.length;
  while (index > 0 && (entries[index - 1]?.position ?? 0) > entry.position) index--;
  const known = entries[index - 1];
  if (known?.entryId === entry.entryId) {
    return newer(known, entry) ? entries.with(index - 1, entry) : entries;
  }
  return [...entries.slice(0, index), entry, ...entries.slice(index)];
}
