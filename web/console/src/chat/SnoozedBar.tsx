import type { ChatView } from '@meet/sdk';
import { useI18n } from '@meet/ui';
import { AlarmClock } from 'lucide-react';
import { useClient } from '../client';
import { useCommand } from './useCommand';

/** Over the timeline: why this chat is not in one's list, and how it comes back at once. */
export function SnoozedBar({ chat }: { chat: ChatView }) {
  const { t, fmt } = useI18n();
  const client = useClient();
  const command = useCommand();
  if (!chat.snoozedUntil) return null;
  return (
    <p className="chat__bar" data-testid="snoozed-bar">
      <AlarmClock size={15} aria-hidden />
      <span>
        <time dateTime={chat.snoozedUntil} title={fmt.exact(chat.snoozedUntil)}>
          {t('snooze.bar', { when: fmt.moment(chat.snoozedUntil) })}
        </time>
      </span>
      <button
        type="button"
        className="link"
        onClick={() => {
          command(client.api.chats.wake(chat.chatId));
        }}
      >
        {t('snooze.wake')}
      </button>
    </p>
  );
}
