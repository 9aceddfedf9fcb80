import type { View } from './layout';

interface Choices {
  view: View;
  shortcuts: boolean;
}

const storageKey = 'meet.room';
let kept: Choices = { view: 'grid', shortcuts: true };

/** How somebody likes their Meets to look and to be operated; outlives the Meet. */
export const choices = {
  read(): Choices {
    try {
      const value: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
      if (typeof value === 'object' && value !== null) kept = { ...kept, ...value };
    } catch {
      // Without storage it holds for this visit.
    }
    return kept;
  },
  write(change: Partial<Choices>): void {
    kept = { ...choices.read(), ...change };
    try {
      localStorage.setItem(storageKey, JSON.stringify(kept));
    } catch {
      // As above.
    }
  },
};
