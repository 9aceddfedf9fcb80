import type { World } from '@meet/sdk';
import { Empty, Skeleton, useI18n, useStorePick } from '@meet/ui';
import { SearchX } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useClient } from '../client';
import { ChatHeader } from './ChatHeader';
import { Composer } from './Composer';
import { ofChat } from './conversation';
import { SnoozedBar } from './SnoozedBar';
import { Timeline } from './Timeline';
import { TypingLine } from './TypingLine';

export function ChatPane({
  chatId,
  profileShown,
  onProfile,
}: {
  chatId: string;
  profileShown: boolean;
  onProfile: () => void;
}) {
  const { t } = useI18n();
  const client = useClient();
  const pickChat = useCallback((world: World) => world.chats[chatId], [chatId]);
  const chat = useStorePick(client.world, pickChat);
  const [gone, setGone] = useState(false);
  const missing = chat === undefined;

  useEffect(() => {
    if (!missing) return;
    client.api.chats.get(chatId).then(
      (found) => {
        client.learn([found]);
      },
      () => {
        setGone(true);
      },
    );
  }, [client, chatId, missing]);

  if (!chat) {
    return gone ? (
      <Empty icon={<SearchX size={22} />} title={t('problem.not_found')} />
    ) : (
      <div className="chat" aria-busy="true">
        <div className="chat__head">
          <Skeleton w={160} h={18} />
        </div>
      </div>
    );
  }
  return (
    <section className="chat" aria-label={chat.customer.name}>
      <ChatHeader chat={chat} profileShown={profileShown} onProfile={onProfile} />
      <SnoozedBar chat={chat} />
      <Timeline conversation={ofChat(chat, client.me.operatorSeat)} />
      <TypingLine id={chat.chatId} />
      <Composer chat={chat} />
    </section>
  );
}
