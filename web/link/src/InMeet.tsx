import type { Call, PersonRef } from '@meet/sdk';
import { MeetRoom, MeetStatus, useI18n, useMedia, useStorePick } from '@meet/ui';
import { Conversation, useClient } from '@meet/ui/customer';
import { MessageSquare, Phone } from 'lucide-react';
import { useState } from 'react';

/** The Meet, with the chat beside it where there is room, else one tap away. */
export default function InMeet({ call, assignee }: { call: Call; assignee: PersonRef | null }) {
  const { t } = useI18n();
  const client = useClient();
  const wide = useMedia('(width >= 860px)');
  const [chatting, setChatting] = useState(false);
  const offset = useStorePick(client.world, (world) => world.clockOffset);
  const unread = useStorePick(client.world, (world) => world.chats[call.chatId]?.unread ?? 0);
  const others =
    call.meet?.participants.filter((one) => one.person.id !== client.me.id && one.state !== 'left') ?? [];
  const other = others[0]?.person ?? assignee ?? call.meet?.startedBy ?? null;
  if (chatting && !wide) {
    return (
      <main className="talk">
        <h1 className="sr-only">{t('link.chat')}</h1>
        <button
          type="button"
          className="talk__back"
          data-testid="link-to-meet"
          onClick={() => {
            setChatting(false);
          }}
        >
          <Phone size={15} aria-hidden />
          <MeetStatus call={call} offset={offset} />
          <strong>{t('link.toMeet')}</strong>
        </button>
        <Conversation chatId={call.chatId} shown />
      </main>
    );
  }
  return (
    <main className="talking" data-testid="meet-window" data-kind={call.kind}>
      <section className="talking__meet">
        <header className="talking__head">
          <div className="talking__who">
            <h1 className="truncate">{other?.name}</h1>
            <MeetStatus call={call} offset={offset} />
          </div>
          {!wide && (
            <button
              type="button"
              className="talking__chat"
              data-testid="link-show-chat"
              onClick={() => {
                setChatting(true);
              }}
            >
              <MessageSquare size={18} aria-hidden />
              <span>{t('link.chat')}</span>
              {unread > 0 && <span className="badge">{unread}</span>}
            </button>
          )}
        </header>
        <div className="talking__room">
          <MeetRoom
            calls={client.calls}
            call={call}
            me={client.me.id}
            other={other}
            onChat={() => {
              setChatting(true);
            }}
          />
        </div>
      </section>
      {wide && (
        <aside className="talking__beside" aria-label={t('link.chat')}>
          <Conversation chatId={call.chatId} shown focus={false} />
        </aside>
      )}
    </main>
  );
}
