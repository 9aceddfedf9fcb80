/** What somebody would have received, as GET /api/notifications/outbox tells it. */
export interface Sent {
  id: string;
  channel: 'sms' | 'email';
  to: string;
  from: string;
  text: string;
  subject?: string | null;
  at: string;
  state: string;
}

export interface Piece {
  text: string;
  /** Where a tap leads; null for plain text. */
  href: string | null;
}

/** Addresses become links, as a phone makes them; a full stop behind one belongs to the sentence. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"、。「」]+/g)) {
    const href = match[0].replace(/[.,;:!?)\]]+$/, '');
    if (match.index > from) found.push({ text: text.slice(from, match.index), href: null });
    found.push({ text: href, href });
    from = match.index + href.length;
  }
  if (from < text.length) found.push({ text: text.slice(from), href: null });
  return found;
}

/** What came since, by id; newest first, as it is shown. */
export function arrived(known: ReadonlySet<string>, items: readonly Sent[]): string[] {
  return items.filter((one) => !known.has(one.id)).map((one) => one.id);
}

/** Whether there is something to draw again: another message, or another state of one. */
export function changed(before: readonly Sent[], now: readonly Sent[]): boolean {
  return (
    before.length !== now.length ||
    now.some((one, index) => one.id !== before[index]?.id || one.state !== before[index]?.state)
  );
}
