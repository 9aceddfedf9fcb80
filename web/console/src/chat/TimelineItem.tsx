import type { ChatEntryView } from '@meet/sdk';
import { MessageBubble, noteText, useI18n } from '@meet/ui';
import { CheckCheck } from 'lucide-react';
import { useClient } from '../client';
import { Files } from '../files/Files';
import type { Conversation } from './conversation';
import type { Item } from './items';
import { MeetEntry } from './MeetEntry';
import { MessageText } from './MessageText';
import { PendingBubble } from './PendingBubble';
import type { ReadMark } from './readMarks';

export function TimelineItem({
  item,
  conversation,
  mark,
  now,
}: {
  item: Item;
  conversation: Conversation;
  mark: ReadMark | null;
  now: number;
}) {
  const { t, fmt } = useI18n();
  if (item.type === 'pending')
    return <PendingBubble message={item.message} chatId={conversation.id} first={item.first} />;
  const { entry } = item;
  return (
    <>
      {item.newDay && (
        <div className="day">
          <span title={fmt.exact(entry.at)}>{fmt.day(entry.at, now)}</span>
        </div>
      )}
      {entry.kind === 'meet' && <MeetEntry entry={entry} conversation={conversation} />}
      {entry.kind === 'note' && <Note entry={entry} />}
      {entry.kind === 'message' && (
        <Message
          // A room is internal as a whole, and says so once.
          entry={conversation.place === 'customerChat' ? entry : { ...entry, internal: false }}
          side={conversation.side(entry)}
          first={item.first}
          last={item.last}
        />
      )}
      {mark?.entryId === entry.entryId && (
        <p className="read" data-testid="read-mark">
          <CheckCheck size={13} aria-hidden />
          {mark.count > 1 ? t('chat.read.n', { n: mark.count }) : t('chat.read')}
        </p>
      )}
    </>
  );
}

function Message({
  entry,
  side,
  first,
  last,
}: {
  entry: ChatEntryView;
  side: 'start' | 'end';
  first: boolean;
  last: boolean;
}) {
  const client = useClient();
  return (
    <MessageBubble
      entry={entry}
      side={side}
      own={entry.author?.id === client.me.id}
      first={first}
      last={last}
      words={<MessageText entry={entry} />}
    >
      <Files files={entry.files} />
    </MessageBubble>
  );
}

function Note({ entry }: { entry: ChatEntryView }) {
  const { t, fmt } = useI18n();
  return (
    <p className="note">
      <span>{noteText(entry, t)}</span>
      <time className="tabular" dateTime={entry.at} title={fmt.exact(entry.at)}>
        {fmt.time(entry.at)}
      </time>
    </p>
  );
}
