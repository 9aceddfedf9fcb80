import type { MeetView } from '../api/types';
import type { Call } from './call';

/** The Meets this person is in, as `ready` lists them. */
export function meetsIamIn(meets: readonly MeetView[], me: string): readonly MeetView[] {
  return meets.filter(
    (meet) =>
      meet.state !== 'ended' &&
      meet.participants.some((one) => one.person.id === me && one.state !== 'left') &&
      (meet.state === 'live' || meet.startedBy.id === me),
  );
}

/**
 * The Meet to go back into without asking: the one this tab was in before it was reloaded, or one whose connection is
 * gone everywhere. A Meet that goes on in another tab is left there: joining here would end it there.
 */
export function meetToRejoin(
  meets: readonly MeetView[],
  me: string,
  tabWasIn: string | null,
): MeetView | null {
  const mine = meetsIamIn(meets, me);
  const here = mine.find((meet) => meet.meetId === tabWasIn);
  if (here) return here;
  const reconnecting = mine.find((meet) =>
    meet.participants.some((one) => one.person.id === me && one.state === 'reconnecting'),
  );
  return reconnecting ?? null;
}

export interface TabMemory {
  meetId: string;
  mic: boolean;
  camera: boolean;
  /** As `mutedUntil` of a call: being muted during a reload is obeyed after it. */
  mutedUntil?: string | null;
}

const key = 'meet.tab';

/** What survives a reload of this tab, and only of this tab. */
export const tabMemory = {
  read(): TabMemory | null {
    try {
      const text = sessionStorage.getItem(key);
      const value: unknown = text === null ? null : JSON.parse(text);
      if (typeof value !== 'object' || value === null || !('meetId' in value)) return null;
      const { meetId, mic, camera, mutedUntil } = value as Partial<TabMemory>;
      if (typeof meetId !== 'string') return null;
      const known = { meetId, mic: mic !== false, camera: camera === true };
      return typeof mutedUntil === 'string' || mutedUntil === null ? { ...known, mutedUntil } : known;
    } catch {
      return null;
    }
  },
  write(memory: TabMemory | null): void {
    try {
      if (memory) sessionStorage.setItem(key, JSON.stringify(memory));
      else sessionStorage.removeItem(key);
    } catch {
      // Storage is blocked: after a reload the person is asked instead of being brought back.
    }
  },
};

/** Keeps the tab's memory at what the call is now; one that has ended is forgotten. */
export function remember(call: Call, { mic, camera }: { mic: boolean; camera: boolean }): void {
  if (call.end) {
    if (tabMemory.read()?.meetId === call.meetId) tabMemory.write(null);
  } else if (call.meetId !== null) {
    const { meetId, mutedUntil } = call;
    tabMemory.write({ meetId, mic, camera, ...(mutedUntil === undefined ? {} : { mutedUntil }) });
  }
}
