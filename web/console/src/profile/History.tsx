import type { ChatView, MeetView } from '@meet/sdk';
import { Skeleton, talkSeconds, useI18n } from '@meet/ui';
import { MessageSquare, Phone, PhoneMissed, Video } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useClient } from '../client';
import { hrefOf } from '../shell/route';

interface Loaded {
  chats: readonly ChatView[];
  meets: readonly MeetView[];
}

/** What this customer and the team have had with each other: chats, and Meets with the way to their record. */
export function History({
  customerId,
  chatId,
  since,
}: {
  customerId: string;
  chatId: string;
  since: string;
}) {
  const { t } = useI18n();
  const client = useClient();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let stale = false;
    Promise.all([client.api.people.chatsOf(customerId), client.api.meets.ofCustomer(customerId)]).then(
      ([chats, meets]) => {
        if (!stale) setLoaded({ chats: chats.items, meets: meets.items });
      },
      () => {
        if (!stale) setFailed(true);
      },
    );
    return () => {
      stale = true;
    };
    // `since` changes when a Meet has begun or ended in this chat.
  }, [client, customerId, since]);

  if (failed && !loaded) return <p className="profile__none">{t('profile.history.error')}</p>;
  return (
    <>
      <h3 className="profile__section">{t('profile.chats')}</h3>
      {!loaded ? (
        <Waiting />
      ) : loaded.chats.length === 0 ? (
        <p className="profile__none">{t('profile.noChats')}</p>
      ) : (
        <ul className="history">
          {loaded.chats.map((chat) => (
            <ChatLine key={chat.chatId} chat={chat} here={chat.chatId === chatId} />
          ))}
        </ul>
      )}
      <h3 className="profile__section">{t('profile.meets')}</h3>
      {!loaded ? (
        <Waiting />
      ) : loaded.meets.length === 0 ? (
        <p className="profile__none">{t('profile.noHistory')}</p>
      ) : (
        <ul className="history" data-testid="meet-list">
          {loaded.meets.map((meet) => (
            <MeetLine key={meet.meetId} meet={meet} />
          ))}
        </ul>
      )}
    </>
  );
}

function Waiting() {
  return (
    <div className="profile__list" aria-busy="true">
      <Skeleton w="80%" h={14} />
      <Skeleton w="60%" h={14} />
    </div>
  );
}

function ChatLine({ chat, here }: { chat: ChatView; here: boolean }) {
  const { t, fmt } = useI18n();
  return (
    <li>
      <a
        className="history__one"
        href={hrefOf({ page: 'inbox', chatId: chat.chatId })}
        aria-current={here ? 'true' : undefined}
      >
        <MessageSquare size={15} aria-hidden />
        <span className="history__text">
          <span className="truncate">{chat.lastEntry?.text ?? t('profile.chat')}</span>
          <span className="history__sub">
            {fmt.moment(chat.createdAt)} · {here ? t('profile.thisChat') : t(`chat.state.${chat.state}`)}
          </span>
        </span>
      </a>
    </li>
  );
}

function MeetLine({ meet }: { meet: MeetView }) {
  const { t, fmt } = useI18n();
  const missed = meet.endReason === 'missed';
  const seconds = talkSeconds(meet, Date.now());
  const Icon = missed ? PhoneMissed : meet.kind === 'video' ? Video : Phone;
  return (
    <li>
      <a className="history__one" href={hrefOf({ page: 'meets', meetId: meet.meetId })} data-missed={missed}>
        <Icon size={15} aria-hidden />
        <span className="history__text">
          <span className="truncate">
            {missed ? t('entry.missed.kind', { kind: t(`kind.${meet.kind}`) }) : t(`kind.${meet.kind}`)}
          </span>
          <span className="history__sub">
            {fmt.moment(meet.startedAt)}
            {meet.state === 'ended' && seconds !== null && ` · ${fmt.duration(seconds)}`}
          </span>
        </span>
      </a>
    </li>
  );
}
