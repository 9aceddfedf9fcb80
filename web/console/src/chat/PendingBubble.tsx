import { Problem, type PendingMessage } from '@meet/sdk';
import { Spinner, useI18n, useToasts } from '@meet/ui';
import { RotateCcw, Trash2 } from 'lucide-react';
import { useClient } from '../client';
import { Files } from '../files/Files';
import { MessageText } from './MessageText';

export function PendingBubble({
  message,
  chatId,
  first,
}: {
  message: PendingMessage;
  chatId: string;
  first: boolean;
}) {
  const { t } = useI18n();
  const client = useClient();
  const toasts = useToasts();
  return (
    <div
      className="msg"
      data-side="end"
      data-first={first || undefined}
      data-testid="message"
      data-pending={message.failed ? 'failed' : 'sending'}
    >
      <div className="msg__body">
        {message.text && (
          <p className="msg__text" data-own data-internal={message.internal || undefined}>
            <MessageText entry={message} />
          </p>
        )}
        <Files files={message.files} />
        {message.failed ? (
          <p className="msg__failed" role="alert">
            {t('chat.failed')}
            <button
              type="button"
              onClick={() => {
                client.send(chatId, message).catch((error: unknown) => {
                  toasts.problem(Problem.of(error));
                });
              }}
            >
              <RotateCcw size={13} aria-hidden /> {t('common.retry')}
            </button>
            <button
              type="button"
              onClick={() => {
                client.discard(chatId, message.clientId);
              }}
            >
              <Trash2 size={13} aria-hidden /> {t('chat.discard')}
            </button>
          </p>
        ) : (
          <p className="msg__meta">
            <Spinner label={t('chat.sending')} />
          </p>
        )}
      </div>
    </div>
  );
}
