import { adviceFor, type MeetKind, type MeetOffer, type ProblemCode } from '@meet/sdk';
import type { Key } from '@meet/ui';

type Reason = Extract<Key, `problem.${string}` | `chat.meet.${string}`>;

/** Why one kind of Meet is not to be had now, and what to do about it. */
export interface Refusal {
  reason: Reason;
  next: Extract<Key, `next.${string}`> | null;
}

/** What the server said; without a word of it, everything but the phone may be tried. */
export function refusalOf(
  kind: MeetKind,
  offers: readonly MeetOffer[] | null,
  known: Reason | null,
): Refusal | null {
  if (!offers) return known ? { reason: known, next: null } : null;
  const offer = offers.find((one) => one.kind === kind);
  if (offer?.offered) return null;
  const code: ProblemCode = offer?.code ?? 'kind_not_available';
  const { next } = adviceFor(code);
  return { reason: `problem.${code}`, next: next === 'none' ? null : `next.${next}` };
}
