import { adviceFor, type Call } from '@meet/sdk';
import { Button, endTexts, MeetRoom, MeetStatus, MicGuide, useI18n, useMedia, useStorePick } from '@meet/ui';
import { Unanswered, unansweredOf } from '@meet/ui/customer';
import { tryDevice } from '@meet/ui/guide';
import { MessageSquare, PhoneOff, RotateCcw, TriangleAlert } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { BesideMeet } from './BesideMeet';
import { useClient } from './client';

export default function MeetScreen({ call, onChat }: { call: Call; onChat: () => void }) {
  return call.end ? <Ended call={call} /> : <Live call={call} onChat={onChat} />;
}

function Live({ call, onChat }: { call: Call; onChat: () => void }) {
  const { t } = useI18n();
  const client = useClient();
  const wide = useMedia('(width >= 720px)');
  const offset = useStorePick(client.world, (world) => world.clockOffset);
  const chat = useStorePick(client.world, (world) => world.chats[call.chatId]);
  const others =
    call.meet?.participants.filter((one) => one.person.id !== client.me.id && one.state !== 'left') ?? [];
  const other = others[0]?.person ?? chat?.assignee ?? call.meet?.startedBy ?? null;
  return (
    <main className="call" data-testid="meet-window" data-kind={call.kind}>
      <header className="call__head">
        <div className="call__who">
          <h1 className="truncate">{other?.name}</h1>
          <MeetStatus call={call} offset={offset} />
        </div>
        <button type="button" className="call__chat" onClick={onChat} data-testid="widget-show-chat">
          <MessageSquare size={18} aria-hidden />
          <span>{t('widget.chatOneTap')}</span>
          {(chat?.unread ?? 0) > 0 && <span className="badge">{chat?.unread}</span>}
        </button>
      </header>
      <div className="call__room">
        <MeetRoom
          calls={client.calls}
          call={call}
          me={client.me.id}
          other={other}
          chat={wide ? <BesideMeet chatId={call.chatId} /> : null}
          onChat={onChat}
        />
      </div>
    </main>
  );
}

/** A plain end, and a missed Meet, lead back to the chat; only what has a next step stays. */
function Ended({ call }: { call: Call }) {
  const { t } = useI18n();
  const client = useClient();
  const { calls } = client;
  const end = call.end ?? { kind: 'over' as const };
  const [guide, setGuide] = useState(end.kind === 'microphoneBlocked');
  // Nobody came: the customer is told that it ended, and what helps now; why is for staff.
  const unanswered = unansweredOf(call) ?? (end.kind === 'missed' ? 'later' : null);
  const plain = !unanswered && (end.kind === 'left' || end.kind === 'cancelled' || end.kind === 'over');
  const { title, hint } = endTexts(unanswered ? { kind: 'missed', reason: null } : end, t, false);
  const advice = end.kind === 'refused' ? t(`next.${adviceFor(end.problem.code).next}`) : null;
  const { meet } = call;
  const again = (end.kind === 'lost' || end.kind === 'replaced' || end.kind === 'connectionFailed') && meet;

  const back = useCallback(() => {
    calls.dismiss();
  }, [calls]);
  useEffect(() => {
    if (!plain) return;
    const timer = setTimeout(() => {
      calls.dismiss();
    }, 1_600);
    return () => {
      clearTimeout(timer);
    };
  }, [calls, plain]);

  return (
    <main className="call" data-testid="meet-window">
      <div className="call__ended" role={plain ? 'status' : 'alert'}>
        <span
          className="sr-only"
          data-testid="meet-state"
          data-state="ended"
          data-end={unanswered ? 'over' : end.kind}
        >
          {t('meet.ended')}
        </span>
        {unanswered ? (
          <Unanswered kind={unanswered} onBack={back} />
        ) : (
          <div className="call__end" data-tone={plain ? 'plain' : 'problem'}>
            <span className="call__end-icon" aria-hidden>
              {plain ? <PhoneOff size={28} /> : <TriangleAlert size={28} />}
            </span>
            <h1>{title}</h1>
            {(hint ?? advice) && <p>{hint ?? advice}</p>}
            {end.kind === 'refused' && <p className="call__end-code">{end.problem.code}</p>}
            <div className="call__end-actions">
              {again && (
                <Button tone="primary" wide onClick={() => void calls.join(again)}>
                  <RotateCcw size={16} aria-hidden /> {t('end.rejoin')}
                </Button>
              )}
              {end.kind === 'microphoneBlocked' && (
                <Button
                  tone="primary"
                  wide
                  onClick={() => {
                    setGuide(true);
                  }}
                >
                  {t('meet.fix')}
                </Button>
              )}
              {!plain && (
                <Button
                  wide
                  onClick={() => {
                    calls.dismiss();
                  }}
                >
                  {t('widget.chatOneTap')}
                </Button>
              )}
            </div>
          </div>
        )}
      </div>
      <MicGuide
        open={guide}
        onClose={() => {
          setGuide(false);
        }}
        onRetry={async () => {
          const works = await tryDevice('microphone');
          // Whoever called goes on with it; whoever was called was told that they could not answer, and is called back.
          if (works) {
            calls.dismiss();
            if (call.role === 'caller') void calls.start(call.chatId, call.kind);
          }
          return works;
        }}
      />
    </main>
  );
}
