import type { World } from '@meet/sdk';
import { useI18n, useStore, useStorePick } from '@meet/ui';
import { useClient } from '@meet/ui/customer';
import { lazy, Suspense, useCallback, useEffect } from 'react';
import { Opening } from './App';
import { Door } from './Door';
import { Frame } from './Frame';
import { newest, sceneOf } from './scene';
import { useMeet } from './useMeet';

// Who calls, and the button, come first; the rest is there before the button is pressed.
const loadInMeet = () => import('./InMeet');
const loadOver = () => import('./Over');
const InMeet = lazy(loadInMeet);
const Over = lazy(loadOver);

/** One Meet from the door to its end. */
export function Meeting({ meetId, chatId, onGone }: { meetId: string; chatId: string; onGone: () => void }) {
  const { t } = useI18n();
  const client = useClient();
  const meet = useMeet(meetId, onGone);
  const call = useStore(client.calls.call);
  const pick = useCallback((world: World) => world.chats[chatId], [chatId]);
  const chat = useStorePick(client.world, pick);
  useEffect(() => {
    client.api.chats.get(chatId).then(
      (found) => {
        client.learn([found]);
      },
      // The Meet comes first: the chat is asked for again when it is shown.
      () => undefined,
    );
  }, [client, chatId]);
  useEffect(() => {
    Promise.all([loadInMeet(), loadOver()]).catch(() => undefined);
  }, []);
  const company = client.me.tenantName;
  useEffect(() => {
    document.title = t('link.title', { name: company });
  }, [t, company]);

  const scene = meet && sceneOf(call, meet, client.me.id);
  if (call && !call.end) {
    return (
      <Suspense fallback={<main className="talking" aria-busy="true" />}>
        <InMeet call={call} assignee={chat?.assignee ?? null} />
      </Suspense>
    );
  }
  if (!meet || !scene)
    return (
      <Frame title={company}>
        <Opening />
      </Frame>
    );
  return scene.at === 'over' ? (
    <Suspense fallback={<main className="over" aria-busy="true" />}>
      <Over meet={newest(call?.meet ?? undefined, meet) ?? meet} chatId={chatId} call={call} scene={scene} />
    </Suspense>
  ) : (
    <Door meet={meet} ring={scene.at === 'door' && scene.ring} assignee={chat?.assignee ?? null} />
  );
}
