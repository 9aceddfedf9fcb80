import type { MeetView, RingView } from '../api/types';

export interface IncomingRing {
  meet: MeetView;
  ring: RingView;
}

/** The Meets that ring this person now, oldest first. `now` is the server's clock, in ms. */
export function incomingRings(
  meets: Readonly<Record<string, MeetView>>,
  me: string,
  now: number,
): readonly IncomingRing[] {
  const found: IncomingRing[] = [];
  for (const meet of Object.values(meets)) {
    if (meet.state === 'ended') continue;
    const ring = meet.rings.find((one) => one.person.id === me && one.state === 'ringing');
    if (ring && Date.parse(ring.expiresAt) > now) found.push({ meet, ring });
  }
  return found.sort((a, b) => a.ring.startedAt.localeCompare(b.ring.startedAt));
}

/** What is left of the ring: from 1 down to 0. */
export function ringLeft(ring: RingView, now: number): number {
  const start = Date.parse(ring.startedAt);
  const end = Date.parse(ring.expiresAt);
  return Math.max(0, Math.min(1, (end - now) / Math.max(1, end - start)));
}
