import type { ChatView } from '@meet/sdk';
import { Avatar, Button, IconButton, useI18n, useToasts } from '@meet/ui';
import { ArrowLeft, Check, Hand, PanelRight, RotateCcw } from 'lucide-react';
import { useClient } from '../client';
import { hrefOf } from '../shell/route';
import { AssigneeMenu } from './AssigneeMenu';
import { MeetMenu } from './MeetMenu';
import { meetObstacle } from './obstacle';
import { SnoozeMenu } from './SnoozeMenu';
import { useCommand } from './useCommand';

export function ChatHeader({
  chat,
  profileShown,
  onProfile,
}: {
  chat: ChatView;
  profileShown: boolean;
  onProfile: () => void;
}) {
  const { t } = useI18n();
  const client = useClient();
  const toasts = useToasts();
  const command = useCommand();
  const undoable = (title: string, undo: () => void) => () => {
    toasts.show({ tone: 'plain', title, action: { label: t('common.undo'), run: undo } });
  };
  const reopen = () => {
    command(client.api.chats.reopen(chat.chatId));
  };
  const close = () => {
    command(client.api.chats.close(chat.chatId), undoable(t('chat.closed.toast'), reopen));
  };
  const takeOver = () => {
    const before = chat.assignee?.id ?? null;
    command(
      client.api.chats.assign(chat.chatId, client.me.id),
      undoable(t('chat.takeOver.done'), () => {
        command(client.api.chats.assign(chat.chatId, before));
      }),
    );
  };
  const open = chat.state === 'open';
  const canTake = open && client.me.operatorSeat && chat.assignee?.id !== client.me.id;

  return (
    <header className="chat__head">
      <a
        className="icon-btn chat__back"
        href={hrefOf({ page: 'inbox', chatId: null })}
        aria-label={t('common.back')}
      >
        <ArrowLeft size={18} aria-hidden />
      </a>
      <Avatar person={chat.customer} size={34} presence={chat.customerPresence} />
      <div className="chat__who">
        <h2 className="chat__name truncate">{chat.customer.name}</h2>
        <p className="chat__sub truncate" data-testid="customer-presence" data-state={chat.customerPresence}>
          {t(`presence.${chat.customerPresence}`)} · {t(`source.${chat.source}`)}
        </p>
      </div>
      <div className="chat__actions">
        {canTake && (
          <Button
            className="chat__take"
            onClick={takeOver}
            data-testid="chat-take-over"
            title={t('chat.takeOver')}
          >
            <Hand size={15} aria-hidden />
            <span className="chat__label">{t('chat.takeOver')}</span>
          </Button>
        )}
        <AssigneeMenu chat={chat} />
        <MeetMenu
          id={chat.chatId}
          place="customerChat"
          label={t('chat.meet')}
          testId="meet-menu"
          known={meetObstacle(chat, client.me.operatorSeat, false)}
          note={chat.customerPresence === 'online' ? null : t('chat.meet.offline')}
        />
        {open && <SnoozeMenu chat={chat} />}
        {open ? (
          <Button className="chat__state" onClick={close} data-testid="chat-close" title={t('chat.close')}>
            <Check size={15} aria-hidden />
            <span className="chat__label">{t('chat.close')}</span>
          </Button>
        ) : (
          <Button className="chat__state" onClick={reopen} data-testid="chat-reopen" title={t('chat.reopen')}>
            <RotateCcw size={15} aria-hidden />
            <span className="chat__label">{t('chat.reopen')}</span>
          </Button>
        )}
        <IconButton
          label={profileShown ? t('chat.profile.hide') : t('chat.profile.show')}
          side="bottom"
          aria-pressed={profileShown}
          onClick={onProfile}
        >
          <PanelRight size={18} aria-hidden />
        </IconButton>
      </div>
    </header>
  );
}
