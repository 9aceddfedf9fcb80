import { Problem, type MeetView, type World } from '@meet/sdk';
import { useStorePick } from '@meet/ui';
import { useClient } from '@meet/ui/customer';
import { useCallback, useEffect, useState } from 'react';
import { newest } from './scene';

const everyMs = 15_000;

/**
 * The Meet of the link. The hub tells only who is in it or rung by it: whoever stands before the door asks, also when they
 * come back to the page.
 */
export function useMeet(meetId: string, onGone: () => void): MeetView | null {
  const client = useClient();
  const [asked, setAsked] = useState<MeetView | null>(null);
  const pick = useCallback((world: World) => world.meets[meetId], [meetId]);
  const told = useStorePick(client.world, pick);
  const epoch = useStorePick(client.world, (world) => world.epoch);
  const meet = newest(told, asked);
  const ended = meet?.state === 'ended';
  useEffect(() => {
    const ask = () => {
      if (document.visibilityState !== 'visible' || client.calls.busy) return;
      client.api.meets.get(meetId).then(setAsked, (error: unknown) => {
        if (Problem.of(error).code === 'not_found') onGone();
      });
    };
    ask();
    if (ended) return;
    const timer = setInterval(ask, everyMs);
    document.addEventListener('visibilitychange', ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [client, meetId, epoch, ended, onGone]);
  return meet;
}
