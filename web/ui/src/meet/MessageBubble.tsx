import type { ChatEntryView } from '@meet/sdk';
import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { Avatar } from '../components/basics';
import { useI18n } from '../i18n/i18n';

export function MessageBubble({
  entry,
  side,
  own,
  first,
  last,
  words,
  children,
}: {
  entry: ChatEntryView;
  side: 'start' | 'end';
  own: boolean;
  first: boolean;
  last: boolean;
  /** In place of the plain text. */
  words?: ReactNode;
  /** Under the text: files. */
  children?: ReactNode;
}) {
  const { t, fmt } = useI18n();
  return (
    <div
      className="msg"
      data-side={side}
      data-first={first || undefined}
      data-testid="message"
      data-entry-id={entry.entryId}
    >
      {!own && <span className="msg__face">{first && <Avatar person={entry.author} size={28} />}</span>}
      <div className="msg__body">
        {first && (!own || entry.internal) && (
          <p className="msg__author">
            {entry.internal && (
              <span className="tag tag--internal">
                <Lock size={11} aria-hidden /> {t('chat.internal.tag')}
              </span>
            )}
            {!own && entry.author?.name}
          </p>
        )}
        {entry.text && (
          <p
            className="msg__text"
            data-own={side === 'end' || undefined}
            data-internal={entry.internal || undefined}
          >
            {words ?? entry.text}
          </p>
        )}
        {children}
        {last && (
          <time className="msg__meta tabular" dateTime={entry.at} title={fmt.exact(entry.at)}>
            {fmt.time(entry.at)}
          </time>
        )}
      </div>
    </div>
  );
}
