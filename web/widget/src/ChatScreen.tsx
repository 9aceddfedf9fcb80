import { phaseOf, type Call, type ChatView, type MeetView } from '@meet/sdk';
import { Avatar, Button, MeetStatus, useI18n, useStorePick } from '@meet/ui';
import { ContactForm, Conversation } from '@meet/ui/customer';
import { ChevronLeft, Phone, WifiOff, X } from 'lucide-react';
import { useClient } from './client';

export function ChatScreen({
  chat,
  chatId,
  shown,
  call,
  elsewhere,
  offerContact,
  onMeet,
  onCreated,
  onBack,
  onClose,
}: {
  chat: ChatView | undefined;
  chatId: string | null;
  shown: boolean;
  call: Call | null;
  /** A Meet that this person is in, but not on this page. */
  elsewhere: MeetView | undefined;
  /** Nobody answered their call: where can they be called back? */
  offerContact: boolean;
  onMeet: () => void;
  onCreated: (chat: ChatView) => void;
  onBack: (() => void) | null;
  onClose: (() => void) | null;
}) {
  const { t } = useI18n();
  const client = useClient();
  const offset = useStorePick(client.world, (world) => world.clockOffset);
  const connection = useStorePick(client.world, (world) => world.connection);
  const assignee = chat?.assignee ?? null;
  return (
    <main className="widget">
      <header className="head">
        {onBack && (
          <button type="button" className="head__btn" aria-label={t('common.back')} onClick={onBack}>
            <ChevronLeft size={22} aria-hidden />
          </button>
        )}
        {assignee ? (
          <Avatar person={assignee} size={38} presence={chat?.assigneePresence} />
        ) : (
          <Avatar person={{ id: client.me.tenantId, name: client.me.tenantName }} size={38} />
        )}
        <div className="head__who">
          <h1 className="truncate">{assignee?.name ?? t('widget.title', { name: client.me.tenantName })}</h1>
          <p className="truncate">
            {assignee
              ? t(`widget.agent.${chat?.assigneePresence ?? 'offline'}`)
              : chat
                ? t('widget.noAgent')
                : t('widget.replySoon')}
          </p>
        </div>
        {onClose && (
          <button type="button" className="head__btn" aria-label={t('common.close')} onClick={onClose}>
            <X size={20} aria-hidden />
          </button>
        )}
      </header>
      {connection === 'reconnecting' && (
        <p className="bar" role="status">
          <WifiOff size={15} aria-hidden /> {t('connection.reconnecting')}
        </p>
      )}
      {call && phaseOf(call) !== 'ended' && (
        <button type="button" className="bar bar--live" onClick={onMeet} data-testid="widget-meet-bar">
          <Phone size={15} aria-hidden />
          <MeetStatus call={call} offset={offset} />
          <strong>{t('widget.meetBar.back')}</strong>
        </button>
      )}
      {elsewhere && (
        <p className="bar bar--live">
          <Phone size={15} aria-hidden /> {t('meet.elsewhere')}
          <Button onClick={() => void client.calls.join(elsewhere)}>{t('meet.elsewhere.join')}</Button>
        </p>
      )}
      {offerContact && (
        <details className="offer" data-testid="contact-offer">
          <summary className="bar">{t('widget.contact.offer')}</summary>
          <ContactForm />
        </details>
      )}
      <Conversation chatId={chatId} shown={shown} onCreated={onCreated} />
    </main>
  );
}
