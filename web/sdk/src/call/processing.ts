/** What is done to sound and picture before they are sent; the choice outlives the Meet. */
export interface Processing {
  noise: boolean;
  echo: boolean;
  blur: boolean;
}

const storageKey = 'meet.processing';
let kept: Processing = { noise: true, echo: true, blur: false };

export const processing = {
  read(): Processing {
    try {
      const value: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
      if (typeof value === 'object' && value !== null) kept = { ...kept, ...value };
    } catch {
      // Without storage the choice holds for this visit.
    }
    return kept;
  },
  write(change: Partial<Processing>): void {
    kept = { ...processing.read(), ...change };
    try {
      localStorage.setItem(storageKey, JSON.stringify(kept));
    } catch {
      // As above.
    }
  },
};
