import { unreadIn, type World } from '@meet/sdk';
import { useI18n, useStore, useStorePick } from '@meet/ui';
import { useEffect, useState } from 'react';
import { useClient } from '../client';

/** What waits for this person: unread in chats that are theirs, and in rooms. */
export function unreadOf(world: World, me: string): number {
  const chats = Object.values(world.chats).reduce(
    (sum, chat) =>
      chat.state === 'open' && chat.assignee?.id === me && !chat.snoozedUntil ? sum + chat.unread : sum,
    0,
  );
  return Object.values(world.rooms).reduce((sum, room) => sum + unreadIn(room, me), chats);
}

/** The tab says who calls or mentions one, and how much is unread, also when it is in the background. */
export function useTitle(): void {
  const { t } = useI18n();
  const client = useClient();
  const caller = useStore(client.rings)[0]?.meet.startedBy.name ?? null;
  const mention = useMissedMention();
  const unread = useStorePick(client.world, (world) => unreadOf(world, client.me.id));
  const news =
    caller !== null
      ? `📞 ${t('ring.from', { name: caller })}`
      : mention !== null
        ? `@ ${t('mentions.by', { name: mention })}`
        : null;
  useEffect(() => {
    const base = `${unread > 0 ? `(${unread}) ` : ''}${t('rail.inbox')} — Meet`;
    document.title = base;
    if (news === null) return;
    let on = false;
    const flip = () => {
      on = !on;
      document.title = on ? news : base;
    };
    flip();
    const timer = setInterval(flip, 1_000);
    return () => {
      clearInterval(timer);
      document.title = base;
    };
  }, [news, unread, t]);
}

/** Who mentioned this person while the tab was hidden; until somebody looks at it. */
function useMissedMention(): string | null {
  const client = useClient();
  const { newest } = useStore(client.mentions);
  const [by, setBy] = useState<string | null>(null);
  useEffect(() => {
    if (newest && document.visibilityState === 'hidden') setBy(newest.author?.name ?? '');
  }, [newest]);
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') setBy(null);
    };
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return by;
}
