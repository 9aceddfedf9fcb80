import { meetsIamIn, type ChatView, type World } from '@meet/sdk';
import { useStore, useStorePick } from '@meet/ui';
import { unansweredOf } from '@meet/ui/customer';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { ChatScreen } from './ChatScreen';
import { useClient } from './client';
import type { HostPage } from './embedding';
import { HomeScreen } from './HomeScreen';
import { IncomingScreen } from './IncomingScreen';

// Not needed to read and write: it comes while one does, and is there before anybody can be talking.
const loadMeetScreen = () => import('./MeetScreen');
const MeetScreen = lazy(loadMeetScreen);

const pickChats = (world: World) => world.chats;

export type Place = { at: 'home' } | { at: 'new' } | { at: 'chat'; chatId: string };

export function Panel({ host, shown }: { host: HostPage; shown: boolean }) {
  const client = useClient();
  const call = useStore(client.calls.call);
  const rings = useStore(client.rings);
  const all = useStorePick(client.world, pickChats);
  const meets = useStorePick(client.world, (world) => world.meets);
  const chats = useMemo(() => newestFirst(Object.values(all)), [all]);
  const loaded = useLoadedChats();
  useEffect(() => {
    loadMeetScreen().catch(() => undefined);
  }, []);
  const [chosen, setChosen] = useState<Place | null>(null);
  const [overMeet, setOverMeet] = useState<'meet' | 'chat'>('meet');
  const ringing = rings[0];

  const unread = chats.reduce((sum, chat) => sum + chat.unread, 0);
  useEffect(() => {
    host.say({ meet: 'unread', count: unread });
  }, [host, unread]);

  const ringId = ringing?.ring.ringId;
  const caller = ringing?.meet.startedBy.name ?? '';
  useEffect(() => {
    if (ringId === undefined) return;
    host.say({ meet: 'ring', on: true, caller });
    return () => {
      // Answered here: the panel stays. Otherwise it goes back to how it was.
      if (client.calls.busy) host.say({ meet: 'open' });
      host.say({ meet: 'ring', on: false, caller: '' });
    };
  }, [host, client, ringId, caller]);

  // What was offered when nobody came stays on offer in the chat, for this visit.
  const [unanswered, setUnanswered] = useState(false);
  const nobodyCame = call !== null && unansweredOf(call) !== null;
  useEffect(() => {
    if (nobodyCame) setUnanswered(true);
  }, [nobodyCame]);

  const callKey = call?.key;
  useEffect(() => {
    setOverMeet('meet');
    if (callKey !== undefined) host.say({ meet: 'open' });
  }, [host, callKey]);

  const openChat = chats.find((chat) => chat.state === 'open');
  const meetChat = call?.chatId ?? ringing?.meet.chatId;
  const place: Place =
    chosen ??
    (openChat
      ? { at: 'chat', chatId: openChat.chatId }
      : loaded && chats.length > 0
        ? { at: 'home' }
        : { at: 'new' });
  const close = useCallback(() => {
    host.say({ meet: 'close' });
  }, [host]);
  const elsewhere = useMemo(() => meetsIamIn(Object.values(meets), client.me.id)[0], [meets, client.me.id]);

  if (ringing) return <IncomingScreen incoming={ringing} />;
  if (call && overMeet === 'meet') {
    return (
      <Suspense fallback={<main className="call" aria-busy="true" />}>
        <MeetScreen
          call={call}
          onChat={() => {
            setChosen({ at: 'chat', chatId: call.chatId });
            setOverMeet('chat');
          }}
        />
      </Suspense>
    );
  }
  const chatId = place.at === 'chat' ? place.chatId : overMeet === 'chat' && meetChat ? meetChat : null;
  if (place.at === 'home')
    return <HomeScreen chats={chats} onPlace={setChosen} onClose={host.embedded ? close : null} />;
  return (
    <ChatScreen
      key={chatId ?? 'new'}
      chat={chatId ? all[chatId] : undefined}
      chatId={chatId}
      shown={shown}
      elsewhere={!call || call.end ? elsewhere : undefined}
      call={call}
      offerContact={unanswered}
      onMeet={() => {
        setOverMeet('meet');
      }}
      onCreated={(chat) => {
        setChosen({ at: 'chat', chatId: chat.chatId });
      }}
      onBack={
        chats.length > 0
          ? () => {
              setChosen({ at: 'home' });
            }
          : null
      }
      onClose={host.embedded ? close : null}
    />
  );
}

function newestFirst(chats: ChatView[]): ChatView[] {
  return chats.sort((a, b) => (b.lastEntry?.at ?? b.createdAt).localeCompare(a.lastEntry?.at ?? a.createdAt));
}

/** The customer's own chats, again after every reconnect. */
function useLoadedChats(): boolean {
  const client = useClient();
  const epoch = useStorePick(client.world, (world) => world.epoch);
  const [loaded, setLoaded] = useState(false);
  useEffect(() => {
    client.api.chats.list().then(
      (page) => {
        client.learn(page.items);
        setLoaded(true);
      },
      () => {
        setLoaded(true);
      },
    );
  }, [client, epoch]);
  return loaded;
}
