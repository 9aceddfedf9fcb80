import type { MentionView } from '@meet/sdk';
import { Avatar, Button, Empty, Skeleton, useI18n, useNow } from '@meet/ui';
import { AtSign, WifiOff } from 'lucide-react';
import { MessageText } from '../chat/MessageText';
import { hrefOf } from '../shell/route';
import { VirtualList } from '../shell/VirtualList';
import { useMentions } from './useMentions';

export function MentionsPage() {
  const { t } = useI18n();
  const list = useMentions();
  const now = useNow(30_000);
  return (
    <main className="page page--list" data-internal>
      <header className="page__head">
        <h1 className="page__title">{t('mentions.title')}</h1>
      </header>
      {list.failed ? (
        <Empty icon={<WifiOff size={22} />} title={t('mentions.error')} hint={t('inbox.error.hint')}>
          <Button onClick={list.retry}>{t('common.retry')}</Button>
        </Empty>
      ) : list.items === null ? (
        <div className="form list__wait" aria-busy="true">
          <span className="sr-only">{t('common.loading')}</span>
          <Skeleton w="100%" h={64} />
          <Skeleton w="100%" h={64} />
        </div>
      ) : list.items.length === 0 ? (
        <Empty icon={<AtSign size={22} />} title={t('mentions.empty')} hint={t('mentions.empty.hint')} />
      ) : (
        <VirtualList
          items={list.items}
          keyOf={(one) => one.entry.entryId}
          label={t('mentions.title')}
          rowHeight={88}
          onEnd={list.loadMore}
        >
          {(mention) => <MentionRow mention={mention} now={now} />}
        </VirtualList>
      )}
    </main>
  );
}

function MentionRow({ mention, now }: { mention: MentionView; now: number }) {
  const { t, fmt } = useI18n();
  const { entry, roomId, chatId } = mention;
  const to = roomId ? ({ page: 'team', roomId } as const) : ({ page: 'inbox', chatId } as const);
  return (
    <a
      className="mention-row"
      href={hrefOf(to)}
      data-testid="mention-row"
      data-unread={!mention.read || undefined}
    >
      <Avatar person={entry.author} size={36} />
      <span className="mention-row__text">
        <span className="row__top">
          <span className="row__name truncate">{entry.author?.name}</span>
          {!mention.read && <span className="tag tag--internal">{t('common.new')}</span>}
          <time className="row__time tabular" dateTime={entry.at} title={fmt.exact(entry.at)}>
            {fmt.ago(entry.at, now)}
          </time>
        </span>
        <span className="mention-row__where truncate">
          {roomId ? mention.title : t('mentions.in', { name: mention.title })}
        </span>
        <span className="mention-row__words">
          <MessageText entry={entry} />
        </span>
      </span>
    </a>
  );
}
