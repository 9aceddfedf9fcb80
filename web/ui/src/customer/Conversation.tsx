import { emptyTimeline, Problem, type ChatView, type World } from '@meet/sdk';
import { WifiOff } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Button, Empty, Skeleton } from '../components/basics';
import { useStorePick } from '../components/hooks';
import { useI18n } from '../i18n/i18n';
import { useClient } from './client';
import { Composer } from './Composer';
import { Messages } from './Messages';
import { TypingLine } from './TypingLine';

/** A chat from its first message to the box one writes in; without an id it is one that the first message makes. */
export function Conversation({
  chatId,
  shown,
  focus = shown,
  onCreated = () => undefined,
}: {
  chatId: string | null;
  /** What is not seen is not read. */
  shown: boolean;
  focus?: boolean;
  onCreated?: (chat: ChatView) => void;
}) {
  const { t } = useI18n();
  const client = useClient();
  const pick = useCallback(
    (world: World) => (chatId ? (world.timelines[chatId] ?? emptyTimeline) : emptyTimeline),
    [chatId],
  );
  const timeline = useStorePick(client.world, pick);
  const pickChat = useCallback((world: World) => (chatId ? world.chats[chatId] : undefined), [chatId]);
  const chat = useStorePick(client.world, pickChat);
  const [failed, setFailed] = useState(false);
  const load = useCallback(() => {
    if (!chatId) return;
    setFailed(false);
    client.open(chatId).catch((error: unknown) => {
      setFailed(Problem.of(error).code !== 'not_found');
    });
  }, [client, chatId]);
  useEffect(load, [load]);

  const unread = chat?.unread ?? 0;
  const count = timeline.entries.length;
  useEffect(() => {
    if (!chatId || !shown || unread === 0 || count === 0) return;
    const read = () => {
      if (document.visibilityState === 'visible') void client.markRead(chatId);
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => {
      document.removeEventListener('visibilitychange', read);
    };
  }, [client, chatId, shown, unread, count]);

  const loading = chatId !== null && timeline.before === undefined && !failed;
  return (
    <>
      {failed ? (
        <Empty icon={<WifiOff size={22} />} title={t('chat.error')} hint={t('inbox.error.hint')}>
          <Button onClick={load}>{t('common.retry')}</Button>
        </Empty>
      ) : loading ? (
        <div className="customer__loading" aria-busy="true">
          <span className="sr-only">{t('common.loading')}</span>
          <Skeleton w="70%" h={40} r={14} />
          <Skeleton w="52%" h={40} r={14} />
        </div>
      ) : (
        <Messages chatId={chatId} timeline={timeline} shown={shown} readByOther={chat?.readByOther ?? 0} />
      )}
      {chatId && <TypingLine chatId={chatId} />}
      <Composer chat={chat} onCreated={onCreated} focus={focus} />
    </>
  );
}
