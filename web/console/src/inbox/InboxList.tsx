import type { ChatCounts, ChatListView } from '@meet/sdk';
import { Button, Empty, Skeleton, useI18n } from '@meet/ui';
import {
  AlarmClock,
  CheckCheck,
  Inbox,
  PhoneMissed,
  Search,
  SearchX,
  UserPlus,
  WifiOff,
  X,
} from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useDeferredValue, useEffect, useState, type ReactNode } from 'react';
import { useClient } from '../client';
import { useChatList } from './useChatList';
import { VirtualRows } from './VirtualRows';

const views: readonly ChatListView[] = ['mine', 'unassigned', 'all', 'snoozed', 'missed', 'closed'];
const icons: Record<ChatListView, ReactNode> = {
  mine: <Inbox size={22} />,
  all: <Inbox size={22} />,
  snoozed: <AlarmClock size={22} />,
  unassigned: <UserPlus size={22} />,
  missed: <PhoneMissed size={22} />,
  closed: <CheckCheck size={22} />,
};

export function InboxList({
  view,
  onView,
  chatId,
  counts,
}: {
  view: ChatListView;
  onView: (view: ChatListView) => void;
  chatId: string | null;
  counts: ChatCounts | null;
}) {
  const { t } = useI18n();
  const client = useClient();
  const [text, setText] = useState('');
  const q = useDebounced(text.trim(), 250);
  const list = useChatList(client, view, q);

  return (
    <section className="list" aria-label={t('inbox.title')}>
      <header className="list__head">
        <h1 className="list__title">{t('inbox.title')}</h1>
        <div className="list__search">
          <Search size={15} aria-hidden />
          <input
            className="list__search-input"
            type="search"
            value={text}
            placeholder={t('inbox.search')}
            aria-label={t('inbox.search')}
            onChange={(event) => {
              setText(event.target.value);
            }}
          />
          {text && (
            <button
              type="button"
              className="list__search-clear"
              aria-label={t('inbox.clearSearch')}
              onClick={() => {
                setText('');
              }}
            >
              <X size={14} aria-hidden />
            </button>
          )}
        </div>
      </header>
      <Tabs.Root
        className="list__body"
        value={view}
        onValueChange={(next) => {
          onView(next as ChatListView);
        }}
      >
        <Tabs.List className="tabs tabs--grid" aria-label={t('inbox.tabs')}>
          {views.map((one) => (
            <ViewTab key={one} view={one} counts={counts} />
          ))}
        </Tabs.List>
        <Tabs.Content key={view} value={view} className="list__content" tabIndex={-1}>
          {list.failed ? (
            <Empty icon={<WifiOff size={22} />} title={t('inbox.error')} hint={t('inbox.error.hint')}>
              <Button onClick={list.retry}>{t('common.retry')}</Button>
            </Empty>
          ) : list.chats.length > 0 ? (
            <VirtualRows chats={list.chats} chatId={chatId} onEnd={list.loadMore} />
          ) : list.loading ? (
            <RowSkeletons />
          ) : q ? (
            <Empty
              icon={<SearchX size={22} />}
              title={t('inbox.empty.search', { q })}
              hint={t('inbox.empty.search.hint')}
            />
          ) : (
            <Empty icon={icons[view]} title={t(`inbox.empty.${view}`)} hint={t(`inbox.empty.${view}.hint`)} />
          )}
        </Tabs.Content>
      </Tabs.Root>
    </section>
  );
}

function ViewTab({ view, counts }: { view: ChatListView; counts: ChatCounts | null }) {
  const { t } = useI18n();
  const count = view === 'closed' ? 0 : (counts?.[view] ?? 0);
  const unread = view === 'mine' ? counts?.mineUnread : view === 'unassigned' ? counts?.unassignedUnread : 0;
  return (
    <Tabs.Trigger value={view} className="tabs__tab" data-testid={`inbox-tab-${view}`}>
      {t(`inbox.${view}`)}
      {count > 0 && (
        <span
          className="tabs__count tabular"
          data-tone={view}
          data-unread={unread ? '' : undefined}
          data-testid={`inbox-count-${view}`}
        >
          {count > 99 ? '99+' : count}
          {unread ? <span className="sr-only"> {t('inbox.unreadChats', { n: unread })}</span> : null}
        </span>
      )}
    </Tabs.Trigger>
  );
}

function RowSkeletons() {
  const { t } = useI18n();
  return (
    <div aria-busy="true">
      <span className="sr-only">{t('common.loading')}</span>
      {Array.from({ length: 8 }, (_, i) => (
        <div className="row row--skeleton" key={i}>
          <Skeleton w={38} h={38} r={19} />
          <div className="row__lines">
            <Skeleton w={`${50 + ((i * 17) % 30)}%`} h={12} />
            <Skeleton w={`${60 + ((i * 23) % 35)}%`} h={11} />
          </div>
        </div>
      ))}
    </div>
  );
}

function useDebounced(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(value);
    }, ms);
    return () => {
      clearTimeout(timer);
    };
  }, [value, ms]);
  return useDeferredValue(value === '' ? '' : settled);
}
