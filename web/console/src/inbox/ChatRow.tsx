import type { ChatView } from '@meet/sdk';
import { Avatar, useI18n, type I18n } from '@meet/ui';
import { AlarmClock, Phone, PhoneMissed } from 'lucide-react';
import { useClient } from '../client';
import { hrefOf } from '../shell/route';
import { lastAt } from './useChatList';

export function ChatRow({ chat, here, now }: { chat: ChatView; here: boolean; now: number }) {
  const { t, fmt } = useI18n();
  const me = useClient().me.id;
  const at = lastAt(chat);
  const missed = chat.missedMeetId !== null;
  const lastMissed = missed && chat.lastEntry?.missed === true;
  return (
    <a
      className="row"
      href={hrefOf({ page: 'inbox', chatId: chat.chatId })}
      aria-current={here ? 'true' : undefined}
      data-testid="chat-row"
      data-chat-id={chat.chatId}
      data-unread={chat.unread > 0 || undefined}
    >
      <Avatar person={chat.customer} size={38} presence={chat.customerPresence} />
      <span className="row__lines">
        <span className="row__top">
          <span className="row__name truncate">{chat.customer.name}</span>
          <time className="row__time tabular" dateTime={at} title={fmt.exact(at)}>
            {fmt.short(at, now)}
          </time>
        </span>
        <span className="row__bottom">
          <span
            className="row__preview truncate"
            data-tone={chat.liveMeetId ? 'live' : lastMissed ? 'missed' : undefined}
          >
            {chat.liveMeetId ? (
              <Phone size={13} aria-hidden />
            ) : (
              missed && <PhoneMissed size={13} aria-label={t('inbox.missed')} />
            )}
            {preview(chat, me, t)}
          </span>
          {chat.snoozedUntil && (
            <span
              className="row__snoozed"
              title={t('inbox.snoozedUntil', { when: fmt.moment(chat.snoozedUntil) })}
            >
              <AlarmClock size={14} aria-hidden />
              <span className="sr-only">
                {t('inbox.snoozedUntil', { when: fmt.moment(chat.snoozedUntil) })}
              </span>
            </span>
          )}
          {chat.unread > 0 && (
            <span className="badge" aria-label={t('inbox.unread', { n: chat.unread })}>
              {chat.unread > 99 ? '99+' : chat.unread}
            </span>
          )}
          {chat.unread === 0 && chat.assignee && chat.assignee.id !== me && (
            <span className="row__assignee" title={`${t('chat.assignee')}: ${chat.assignee.name}`}>
              <Avatar person={chat.assignee} size={18} />
              <span className="sr-only">
                {t('chat.assignee')}: {chat.assignee.name}
              </span>
            </span>
          )}
        </span>
      </span>
    </a>
  );
}

function preview(chat: ChatView, me: string, t: I18n['t']): string {
  const entry = chat.lastEntry;
  if (!entry) return '';
  if (entry.kind === 'message') {
    const text = entry.text || t('preview.file');
    if (entry.author?.kind !== 'staff') return text;
    return t('preview.by', { name: entry.author.id === me ? t('common.you') : entry.author.name, text });
  }
  if (entry.kind === 'note') return t('preview.note');
  if (entry.missed) return t('preview.missed');
  return entry.meetState ? t(`preview.meet.${entry.meetState}`) : t('preview.meet');
}
