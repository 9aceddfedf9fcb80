import type { ChatEntryView } from '../api/types';

export interface Mentions {
  unread: number;
  /** The newest that came while this page was open: for a notification. */
  newest: ChatEntryView | null;
}

export const noMentions: Mentions = { unread: 0, newest: null };

/** A push that names this person, seen for the first time: a changed entry names nobody again. */
export function mentionsMe(entry: ChatEntryView, me: string): boolean {
  return entry.version === 1 && entry.author?.id !== me && entry.mentions.some((person) => person.id === me);
}
