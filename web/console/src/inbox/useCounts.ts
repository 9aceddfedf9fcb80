import type { ChatCounts } from '@meet/sdk';
import { useStorePick } from '@meet/ui';
import { useEffect, useRef, useState } from 'react';
import { useClient } from '../client';

/** The tabs' numbers are the server's: this page does not know every chat. Asked again shortly after something changed. */
export function useCounts(): ChatCounts | null {
  const client = useClient();
  const chats = useStorePick(client.world, (world) => world.chats);
  const epoch = useStorePick(client.world, (world) => world.epoch);
  const [counts, setCounts] = useState<ChatCounts | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  useEffect(() => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      client.api.chats.counts().then(setCounts, () => undefined);
    }, 300);
  }, [client, chats, epoch]);
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  return counts;
}
