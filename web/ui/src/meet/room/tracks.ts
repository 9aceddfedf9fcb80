import type { Calls, MediaSource } from '@meet/sdk';
import { useSyncExternalStore } from 'react';

/** Whoever's track: of the connection's, and our own. It may be another one after each change of either. */
export function useTrack(calls: Calls, personId: string, source: MediaSource): MediaStreamTrack | null {
  return useTracks(calls, () => calls.track(personId, source));
}

/** Whether this browser lacks the codec in which this comes. */
export function useLacking(calls: Calls, personId: string, source: MediaSource): boolean {
  return useTracks(calls, () => calls.lacks(personId, source));
}

/** Of these people, those whose screen we receive, or would if we could play it. Joined by spaces, so that the same answer is equal. */
export function useScreens(calls: Calls, people: readonly string[]): string {
  return useTracks(calls, () =>
    people.filter((id) => calls.track(id, 'screen') !== null || calls.lacks(id, 'screen')).join(' '),
  );
}

/** Asks in a store's snapshot, not while rendering: the answer is no function of what is rendered, so a compiler may not keep it. */
function useTracks<T>(calls: Calls, ask: () => T): T {
  return useSyncExternalStore((listener) => {
    const stops = [calls.tracksChanged.subscribe(listener), calls.local.state.subscribe(listener)];
    return () => {
      for (const stop of stops) stop();
    };
  }, ask);
}
