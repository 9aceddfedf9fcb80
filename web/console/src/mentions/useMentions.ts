import type { MentionView } from '@meet/sdk';
import { useStore, useStorePick } from '@meet/ui';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from '../client';

export interface MentionsList {
  items: readonly MentionView[] | null;
  failed: boolean;
  loadMore: () => void;
  retry: () => void;
}

/** Newest first. To have them on the screen is to have read them; what is new stays marked until one comes back. */
export function useMentions(): MentionsList {
  const client = useClient();
  const { newest } = useStore(client.mentions);
  const epoch = useStorePick(client.world, (world) => world.epoch);
  const [items, setItems] = useState<readonly MentionView[] | null>(null);
  const [failed, setFailed] = useState(false);
  const [again, setAgain] = useState(0);
  const after = useRef<string | null>(null);
  const busy = useRef(false);

  useEffect(() => {
    let stale = false;
    setFailed(false);
    client.api.mentions.list().then(
      (page) => {
        if (stale) return;
        after.current = page.after;
        setItems(page.items);
        if (page.unread > 0) client.readMentions().catch(() => undefined);
      },
      () => {
        if (!stale) setFailed(true);
      },
    );
    return () => {
      stale = true;
    };
  }, [client, newest, epoch, again]);

  const loadMore = useCallback(() => {
    if (!after.current || busy.current) return;
    busy.current = true;
    client.api.mentions
      .list({ after: after.current })
      .then(
        (page) => {
          after.current = page.after;
          setItems((known) => [...(known ?? []), ...page.items]);
        },
        () => undefined,
      )
      .finally(() => {
        busy.current = false;
      });
  }, [client]);
  const retry = useCallback(() => {
    setAgain((count) => count + 1);
  }, []);
  return { items, failed, loadMore, retry };
}
