import type { ChatListView, ChatView, MeetClient, World } from '@meet/sdk';
import { useStorePick } from '@meet/ui';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

interface Loaded {
  key: string;
  ids: readonly string[];
  after: string | null;
  failed: boolean;
}

export function belongsTo(view: ChatListView, chat: ChatView, me: string): boolean {
  const open = chat.state === 'open';
  switch (view) {
    case 'mine':
      return open && chat.assignee?.id === me && !chat.snoozedUntil;
    case 'unassigned':
      return open && chat.assignee === null && !chat.snoozedUntil;
    case 'all':
      return open;
    case 'snoozed':
      return open && Boolean(chat.snoozedUntil);
    case 'missed':
      return chat.missedMeetId !== null;
    case 'closed':
      return chat.state === 'closed';
  }
}

/** When something was last said: presence and assignment do not make a row jump. */
export function lastAt(chat: ChatView): string {
  return chat.lastEntry?.at ?? chat.createdAt;
}

const pickChats = (world: World) => world.chats;
const pickEpoch = (world: World) => world.epoch;

export interface ChatList {
  chats: readonly ChatView[];
  loading: boolean;
  failed: boolean;
  loadMore: () => void;
  retry: () => void;
}

/** One tab of the inbox: pages from the server, kept in order by what the hub pushes. Search is the server's alone. */
export function useChatList(client: MeetClient, view: ChatListView, q: string): ChatList {
  const all = useStorePick(client.world, pickChats);
  const epoch = useStorePick(client.world, pickEpoch);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [again, setAgain] = useState(0);
  const busy = useRef(false);
  const key = `${view}\n${q}`;

  useEffect(() => {
    let stale = false;
    client.api.chats.list({ view, q }).then(
      (page) => {
        if (stale) return;
        client.learn(page.items);
        setLoaded({ key, ids: page.items.map((chat) => chat.chatId), after: page.after, failed: false });
      },
      () => {
        if (!stale) setLoaded({ key, ids: [], after: null, failed: true });
      },
    );
    return () => {
      stale = true;
    };
  }, [client, view, q, key, epoch, again]);

  const current = loaded?.key === key ? loaded : null;
  const loadMore = useCallback(() => {
    if (!current?.after || busy.current) return;
    busy.current = true;
    client.api.chats
      .list({ view, q, after: current.after })
      .then(
        (page) => {
          client.learn(page.items);
          const ids = page.items.map((chat) => chat.chatId);
          setLoaded((known) =>
            known?.key === key ? { ...known, ids: [...known.ids, ...ids], after: page.after } : known,
          );
        },
        () => undefined,
      )
      .finally(() => {
        busy.current = false;
      });
  }, [client, view, q, key, current?.after]);

  const chats = useMemo(() => {
    if (q !== '') return (current?.ids ?? []).flatMap((id) => all[id] ?? []);
    return Object.values(all)
      .filter((chat) => belongsTo(view, chat, client.me.id))
      .sort((a, b) => lastAt(b).localeCompare(lastAt(a)));
  }, [client, all, view, q, current?.ids]);

  const retry = useCallback(() => {
    setLoaded(null);
    setAgain((count) => count + 1);
  }, []);
  return { chats, loading: current === null, failed: current?.failed ?? false, loadMore, retry };
}
