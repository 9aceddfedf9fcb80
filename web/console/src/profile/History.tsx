import type { ChatView, MeetView } from '@meet/sdk';
import { Button, Skeleton, talkSeconds, useI18n } from '@meet/ui';
import { MessageSquare, Phone, PhoneMissed, Video } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useClient } from '../client';
import { hrefOf } from '../shell/route';

/** Of a long history the latest are shown at first. */
const shownAtFirst = 10;

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
        <Latest
          all={loaded.chats}
          line={(chat) => <ChatLine key={chat.chatId} chat={chat} here={chat.chatId === chatId} />}
        />
      )}
      <h3 className="profile__section">{t('profile.meets')}</h3>
      {!loaded ? (
        <Waiting />
      ) : loaded.meets.length === 0 ? (
        <p className="profile__none">{t('profile.noHistory')}</p>
      ) : (
        <Latest
          all={loaded.meets}
          line={(meet) => <MeetLine key={meet.meetId} meet={meet} />}
          testId="meet-list"
        />
      )}
    </>
  );
}

function Latest<T>({
  all,
  line,
  testId,
}: {
  all: readonly T[];
  line: (one: T) => ReactNode;
  testId?: string;
}) {
  const { t } = useI18n();
  const [whole, setWhole] = useState(false);
  const rest = whole ? 0 : all.length - shownAtFirst;
  return (
    <>
      <ul className="history" data-testid={testId}>
        {(rest > 0 ? all.slice(0, shownAtFirst) : all).map(line)}
      </ul>
      {rest > 0 && (
        <Button
          tone="ghost"
          onClick={() => {
            setWhole(true);
          }}
        >
          {t('profile.history.more', { n: rest })}
        </Button>
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
