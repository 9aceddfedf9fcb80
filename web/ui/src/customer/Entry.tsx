import { Problem, type ChatEntryView, type MeetView, type PendingMessage, type World } from '@meet/sdk';
import { RotateCcw } from 'lucide-react';
import { useCallback } from 'react';
import { Spinner } from '../components/basics';
import { useStorePick } from '../components/hooks';
import { useToasts } from '../components/toasts';
import { useI18n } from '../i18n/i18n';
import { MeetCard } from '../meet/MeetCard';
import { MessageBubble } from '../meet/MessageBubble';
import { customerNoteText } from '../meet/texts';
import { useClient } from './client';
import { Files } from './Files';

export function Entry({
  entry,
  previous,
  next,
  read,
}: {
  entry: ChatEntryView;
  previous: ChatEntryView | undefined;
  next: ChatEntryView | undefined;
  /** The newest of one's own that the other side has read. */
  read: boolean;
}) {
  const { t } = useI18n();
  const client = useClient();
  if (entry.kind === 'note') {
    const text = customerNoteText(entry, t);
    return text ? <p className="note">{text}</p> : null;
  }
  if (entry.kind === 'meet') return entry.meet && <MeetLine entry={entry} meet={entry.meet} />;
  const own = entry.author?.id === client.me.id;
  return (
    <MessageBubble
      entry={entry}
      side={own ? 'end' : 'start'}
      own={own}
      first={!sameGroup(previous, entry)}
      last={read || !sameGroup(next, entry)}
    >
      <Files files={entry.files} />
      {read && (
        <span className="msg__read" data-testid="read-mark">
          {t('chat.read')}
        </span>
      )}
    </MessageBubble>
  );
}

function sameGroup(a: ChatEntryView | undefined, b: ChatEntryView): boolean {
  return (
    a?.kind === 'message' &&
    a.author?.id === b.author?.id &&
    Math.abs(Date.parse(a.at) - Date.parse(b.at)) < 5 * 60_000
  );
}

function MeetLine({ entry, meet: stored }: { entry: ChatEntryView; meet: MeetView }) {
  const client = useClient();
  const pick = useCallback((world: World) => world.meets[stored.meetId], [stored.meetId]);
  const live = useStorePick(client.world, pick);
  const meet = live && live.version > stored.version ? live : stored;
  return (
    <MeetCard
      meet={meet}
      at={entry.at}
      showReason={false}
      side={meet.startedBy.id === client.me.id ? 'end' : 'start'}
    />
  );
}

export function PendingEntry({ chatId, message }: { chatId: string; message: PendingMessage }) {
  const { t } = useI18n();
  const client = useClient();
  const toasts = useToasts();
  return (
    <div
      className="msg"
      data-side="end"
      data-testid="message"
      data-pending={message.failed ? 'failed' : 'sending'}
    >
      <div className="msg__body">
        {message.text && (
          <p className="msg__text" data-own>
            {message.text}
          </p>
        )}
        {message.files.map((file) => (
          <p key={file.fileId} className="msg__meta">
            {file.name}
          </p>
        ))}
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
