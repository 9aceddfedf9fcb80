import type { ChatView } from '@meet/sdk';
import { Avatar, Button, useI18n, useNow } from '@meet/ui';
import { MessageCirclePlus, X } from 'lucide-react';
import { useClient } from './client';
import type { Place } from './Panel';

export function HomeScreen({
  chats,
  onPlace,
  onClose,
}: {
  chats: readonly ChatView[];
  onPlace: (place: Place) => void;
  onClose: (() => void) | null;
}) {
  const { t, fmt } = useI18n();
  const client = useClient();
  const now = useNow(30_000);
  return (
    <main className="widget">
      <header className="hero">
        {onClose && (
          <button type="button" className="hero__close" aria-label={t('common.close')} onClick={onClose}>
            <X size={20} aria-hidden />
          </button>
        )}
        <h1>{t('widget.title', { name: client.me.tenantName })}</h1>
        <p>{t('widget.greeting.lead')}</p>
      </header>
      <div className="home scroll">
        <Button
          tone="primary"
          wide
          onClick={() => {
            onPlace({ at: 'new' });
          }}
        >
          <MessageCirclePlus size={18} aria-hidden /> {t('widget.start')}
        </Button>
        <h2 className="home__title">{t('widget.history')}</h2>
        <ul className="home__list" aria-label={t('widget.chats')}>
          {chats.map((chat) => (
            <li key={chat.chatId}>
              <button
                type="button"
                className="home__chat"
                onClick={() => {
                  onPlace({ at: 'chat', chatId: chat.chatId });
                }}
              >
                <Avatar
                  person={chat.assignee}
                  size={40}
                  presence={chat.assignee ? chat.assigneePresence : undefined}
                />
                <span className="home__lines">
                  <span className="home__top">
                    <span className="truncate">{chat.assignee?.name ?? t('widget.noAgent')}</span>
                    <time className="tabular" dateTime={chat.updatedAt}>
                      {fmt.short(chat.lastEntry?.at ?? chat.createdAt, now)}
                    </time>
                  </span>
                  <span className="home__bottom">
                    <span className="truncate">
                      {chat.lastEntry?.text ??
                        t(chat.lastEntry?.kind === 'message' ? 'preview.file' : 'preview.meet')}
                    </span>
                    {chat.unread > 0 && (
                      <span className="badge" aria-label={t('inbox.unread', { n: chat.unread })}>
                        {chat.unread}
                      </span>
                    )}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </main>
  );
}
