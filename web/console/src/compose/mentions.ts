import type { PersonRef } from '@meet/sdk';

/** What is being typed after an @ that begins a word. */
export interface MentionQuery {
  /** Where the @ stands. */
  from: number;
  text: string;
}

const longest = 30;

export function mentionQuery(text: string, caret: number): MentionQuery | null {
  const before = text.slice(0, caret);
  const from = before.lastIndexOf('@');
  if (from < 0 || caret - from > longest) return null;
  // An address ("a@b") names nobody; Japanese has no space between words.
  if (/[A-Za-z0-9._-]/.test(before[from - 1] ?? '')) return null;
  const typed = before.slice(from + 1);
  return /[\n@]|\s\S*\s/.test(typed) ? null : { from, text: typed };
}

export function candidates(people: readonly PersonRef[], query: MentionQuery): readonly PersonRef[] {
  const wanted = fold(query.text);
  return people.filter((person) => fold(person.name).includes(wanted)).slice(0, 8);
}

/** The text with the name in place of what was typed, and where the caret goes. */
export function withMention(text: string, caret: number, query: MentionQuery, person: PersonRef) {
  const head = `${text.slice(0, query.from)}@${person.name} `;
  return { text: head + text.slice(caret).replace(/^ /, ''), caret: head.length };
}

/** Who of those that were picked is still named; each once, 20 at most. */
export function mentioned(text: string, picked: readonly PersonRef[]): readonly PersonRef[] {
  const found = new Map<string, PersonRef>();
  for (const person of picked) if (text.includes(`@${person.name}`)) found.set(person.id, person);
  return [...found.values()].slice(0, 20);
}

/** A message in pieces: `person` where somebody is named. The longer name wins. */
export function splitMentions(
  text: string,
  people: readonly PersonRef[],
): readonly { text: string; person: PersonRef | null }[] {
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length);
  const pieces: { text: string; person: PersonRef | null }[] = [];
  let plain = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '@') continue;
    const person = byLength.find((one) => text.startsWith(one.name, i + 1));
    if (!person) continue;
    if (i > plain) pieces.push({ text: text.slice(plain, i), person: null });
    const end = i + 1 + person.name.length;
    pieces.push({ text: text.slice(i, end), person });
    plain = end;
    i = end - 1;
  }
  if (plain < text.length) pieces.push({ text: text.slice(plain), person: null });
  return pieces;
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s/g, '');
}
