import type { PersonRef } from '@meet/sdk';
import { useState, type KeyboardEvent } from 'react';
import { candidates, mentionQuery, type MentionQuery } from './mentions';

export interface MentionPicker {
  found: readonly PersonRef[];
  at: number;
  /** After every change of text or caret. */
  look: (text: string, caret: number) => void;
  close: () => void;
  /** True when the key was the list's. */
  onKey: (event: KeyboardEvent) => boolean;
  pick: (person: PersonRef) => void;
}

/** Arrows choose, Enter and Tab take, Escape closes; the focus stays in the text. */
export function useMentionPicker(
  people: readonly PersonRef[],
  onPick: (query: MentionQuery, person: PersonRef) => void,
): MentionPicker {
  const [query, setQuery] = useState<MentionQuery | null>(null);
  const [at, setAt] = useState(0);
  const found = query ? candidates(people, query) : [];
  const chosen = Math.min(at, Math.max(0, found.length - 1));

  const pick = (person: PersonRef) => {
    if (query) onPick(query, person);
    setQuery(null);
  };
  return {
    found,
    at: chosen,
    look: (text, caret) => {
      // Also before the people are loaded: the list comes when they are.
      const next = mentionQuery(text, caret);
      if (next?.from !== query?.from || next?.text !== query?.text) setAt(0);
      setQuery(next);
    },
    close: () => {
      setQuery(null);
    },
    pick,
    onKey: (event) => {
      const person = found[chosen];
      if (!person || event.nativeEvent.isComposing) return false;
      if (event.key === 'ArrowDown') setAt((chosen + 1) % found.length);
      else if (event.key === 'ArrowUp') setAt((chosen - 1 + found.length) % found.length);
      else if (event.key === 'Enter' || event.key === 'Tab') pick(person);
      else if (event.key === 'Escape') setQuery(null);
      else return false;
      event.preventDefault();
      return true;
    },
  };
}
