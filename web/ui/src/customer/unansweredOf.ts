import type { Call } from '@meet/sdk';

/** `nobody`: it could not ring anybody. `later`: it rang, and nobody came. */
export type Unanswered = 'nobody' | 'later';

/** A Meet that was over faster than a ring can be heard rang nobody; in ms. */
const atOnce = 3_000;

/**
 * Whether a customer's own call found nobody. Customers read that it ended, never why: so it is told by what they can see,
 * that it never went live.
 */
export function unansweredOf(call: Call): Unanswered | null {
  const { end, meet } = call;
  if (call.role !== 'caller' || (end?.kind !== 'missed' && end?.kind !== 'over') || meet?.liveAt) return null;
  if (!meet) return 'nobody';
  const lasted = Date.parse(meet.endedAt ?? meet.startedAt) - Date.parse(meet.startedAt);
  return lasted < atOnce ? 'nobody' : 'later';
}
