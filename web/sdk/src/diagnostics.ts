import { phaseOf } from './call/call';
import { statsOf, type MeetStats } from './call/stats';
import type { MeetClient } from './meetClient';

/** `window.__meet`: the diagnostic contract, described in web/sdk/DIAGNOSTICS.md. */
export interface Diagnostics {
  version: 1;
  stats: () => Promise<MeetStats>;
  state: () => {
    connection: string;
    phase: string | null;
    meetId: string | null;
    sessionId: string | null;
    participants: number;
    bindings: number;
    peer: string | null;
    microphone: { wanted: boolean; asking: boolean; error: string | null; track: string | null };
  };
  /** Milliseconds on this page's performance timeline; the latest mark of each name. */
  marks: () => Record<string, number>;
  /** Breaks the path to the media node as a network failure would: the call has to come back by itself. */
  dropMedia: () => void;
}

declare global {
  interface Window {
    __meet?: Diagnostics;
  }
}

export function exposeDiagnostics(client: MeetClient): void {
  window.__meet = {
    version: 1,
    stats: () => statsOf(client.calls.peer),
    state: () => {
      const call = client.calls.call.get();
      const { peer } = client.calls;
      const { mic, asking, micError, micTrack } = client.calls.local.state.get();
      return {
        connection: client.world.get().connection,
        phase: call ? phaseOf(call) : null,
        meetId: call?.meetId ?? null,
        sessionId: call?.sessionId ?? null,
        participants: call?.meet?.participants.filter((one) => one.state !== 'left').length ?? 0,
        bindings: peer?.bindings.length ?? 0,
        peer: peer?.pc.connectionState ?? null,
        microphone: {
          wanted: mic,
          asking,
          error: micError,
          track: micTrack ? `${micTrack.readyState} ${micTrack.enabled ? 'on' : 'off'}` : null,
        },
      };
    },
    marks: () => {
      const latest: Record<string, number> = {};
      for (const entry of performance.getEntriesByType('mark')) {
        if (entry.name.startsWith('meet:')) latest[entry.name] = entry.startTime;
      }
      return latest;
    },
    dropMedia: () => {
      client.calls.dropMedia();
    },
  };
}
