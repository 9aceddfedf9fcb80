import type { ChatEntryView } from '@meet/sdk';
import { useRef } from 'react';

/** Says new messages of others to screen readers; a virtual list cannot, since it also "adds" what is scrolled to. */
export function LastSaid({ entries, me }: { entries: readonly ChatEntryView[]; me: string }) {
  const last = entries.at(-1);
  const first = useRef(last?.position ?? 0);
  const news = last?.kind === 'message' && last.author?.id !== me && last.position > first.current;
  return (
    <p className="sr-only" aria-live="polite">
      {news && `${last.author?.name ?? ''}: ${last.text ?? ''}`}
    </p>
  );
}
