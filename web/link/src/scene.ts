import { meetsIamIn, type Call, type MeetView } from '@meet/sdk';

/** What the page shows of a Meet. */
export type Scene =
  | { at: 'meet' }
  /** `ring`: it rings this person; otherwise it goes on, and they may enter. */
  | { at: 'door'; ring: boolean }
  | { at: 'over'; missed: boolean; again: boolean };

/** From the call of this page and the Meet as it is known last. */
export function sceneOf(call: Call | null, meet: MeetView, me: string): Scene {
  if (call && !call.end) return { at: 'meet' };
  if (meet.state === 'ended') return { at: 'over', missed: meet.liveAt === null, again: false };
  // Left, or sent away, while the Meet goes on: the way back stays open.
  if (call?.end) return { at: 'over', missed: false, again: call.end.kind !== 'cancelled' };
  return { at: 'door', ring: ringsMe(meet, me) };
}

export function ringsMe(meet: MeetView, me: string): boolean {
  return (
    meet.rings.some((ring) => ring.person.id === me && ring.state === 'ringing') &&
    meetsIamIn([meet], me).length === 0
  );
}

/** Newer of the two; pushes and answers may overtake each other. */
export function newest(a: MeetView | undefined, b: MeetView | null): MeetView | null {
  if (!a || !b) return a ?? b;
  return a.version >= b.version ? a : b;
}
