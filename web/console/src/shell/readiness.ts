import type { ReadinessReport } from '@meet/sdk';
import { useStore, useStorePick } from '@meet/ui';
import { useCallback, useState } from 'react';
import { useClient } from '../client';

export interface Readiness extends ReadinessReport {
  connected: boolean;
  ok: boolean;
  /** False for the moment until the browser has told of the microphone. */
  known: boolean;
}

/** Whether a Meet would reach this agent: the page is connected, the microphone allowed, and sound may play. */
export function useReadiness(): Readiness {
  const client = useClient();
  const connected = useStorePick(client.world, (world) => world.connection === 'connected');
  const known = useStore(client.readiness.known);
  const { microphone, sound } = useStore(client.readiness.state);
  return { connected, microphone, sound, known, ok: connected && microphone === 'granted' && sound };
}

export type Missing = 'connection' | 'microphone' | 'sound';

/** What is missing, in the order in which it is mended. */
export function missingOf(ready: Readiness): readonly Missing[] {
  const missing: Missing[] = [];
  if (!ready.connected) missing.push('connection');
  if (ready.microphone !== 'granted') missing.push('microphone');
  if (!ready.sound) missing.push('sound');
  return missing;
}

/** One click mends what a click can: sound is unlocked, the microphone is asked for, and where it is blocked the guide opens. */
export function useMend(): { mend: () => void; guide: boolean; closeGuide: () => void } {
  const client = useClient();
  const [guide, setGuide] = useState(false);
  const mend = useCallback(() => {
    void client.sound.resume();
    const { microphone } = client.readiness.state.get();
    if (microphone === 'granted') return;
    if (microphone === 'denied') {
      setGuide(true);
      return;
    }
    void client.readiness.askMicrophone().then((granted) => {
      if (!granted) setGuide(true);
    });
  }, [client]);
  return {
    mend,
    guide,
    closeGuide: () => {
      setGuide(false);
    },
  };
}
