import { adviceFor, type Call } from '@meet/sdk';
import { Button, endTexts, MicGuide, useI18n, useStorePick } from '@meet/ui';
import { PhoneMissed, PhoneOff, RotateCcw, TriangleAlert, X } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useClient } from '../client';
import { roomTitle } from '../team/rooms';
import { useDrag } from './useDrag';

const quiet = new Set(['left', 'cancelled', 'over']);

/** How it ended, and what can be done next. A plain end goes away by itself. */
export function EndedWindow({ call }: { call: Call }) {
  const { t } = useI18n();
  const client = useClient();
  const { calls } = client;
  const { element, pointer, style } = useDrag();
  const chat = useStorePick(client.world, (world) => world.chats[call.chatId]);
  const room = useStorePick(client.world, (world) => world.rooms[call.chatId]);
  const place = call.meet?.place ?? 'customerChat';
  const internal = place !== 'customerChat' || room !== undefined;
  const end = call.end ?? { kind: 'over' as const };
  const [guide, setGuide] = useState(end.kind === 'microphoneBlocked');
  const plain = quiet.has(end.kind);
  const endedBy = call.meet?.endReason === 'endedByStaff' ? call.meet.endedBy : null;
  const { title, ...texts } = endTexts(end, t, true);
  const hint = texts.hint ?? (endedBy && t('inMeet.endedBy', { name: endedBy.name }));
  const advice = end.kind === 'refused' ? t(`next.${adviceFor(end.problem.code).next}`) : null;

  useEffect(() => {
    if (!plain && end.kind !== 'refused' && end.kind !== 'missed') return;
    const timer = setTimeout(
      () => {
        calls.dismiss();
      },
      plain ? 2_500 : 10_000,
    );
    return () => {
      clearTimeout(timer);
    };
  }, [calls, plain, end.kind]);

  return (
    <section
      ref={element}
      className="meet meet--ended"
      style={style}
      role={plain ? 'status' : 'alert'}
      data-testid="meet-window"
      data-internal={internal || undefined}
    >
      <header className="meet__head" {...pointer}>
        {internal && <span className="meet__internal">{t('inMeet.internal')}</span>}
        <span className="meet__title truncate">
          {chat?.customer.name ?? (room && roomTitle(room, client.me.id))}
        </span>
        <span className="sr-only" data-testid="meet-state" data-state="ended" data-end={end.kind}>
          {t('meet.ended')}
        </span>
        <button
          type="button"
          className="meet__fold"
          aria-label={t('common.close')}
          onClick={() => {
            calls.dismiss();
          }}
        >
          <X size={18} aria-hidden />
        </button>
      </header>
      <div className="meet__end" data-tone={plain ? 'plain' : 'problem'}>
        <span className="meet__end-icon" aria-hidden>
          {iconOf(end.kind)}
        </span>
        <p className="meet__end-title">{title}</p>
        {(hint ?? advice) && <p className="meet__end-hint">{hint ?? advice}</p>}
        {end.kind === 'refused' && <p className="meet__end-code">{end.problem.code}</p>}
        <div className="meet__end-actions">{actions()}</div>
      </div>
      <MicGuide
        open={guide}
        onClose={() => {
          setGuide(false);
        }}
      />
    </section>
  );

  function actions(): ReactNode {
    const { meet, chatId, kind } = call;
    if (end.kind === 'microphoneBlocked') {
      return (
        <Button
          onClick={() => {
            setGuide(true);
          }}
        >
          {t('meet.fix')}
        </Button>
      );
    }
    if ((end.kind === 'lost' || end.kind === 'replaced' || end.kind === 'connectionFailed') && meet) {
      return (
        <Button tone="primary" onClick={() => void calls.join(meet)}>
          <RotateCcw size={15} aria-hidden /> {t('end.rejoin')}
        </Button>
      );
    }
    if (end.kind === 'missed') {
      return (
        <Button
          tone="primary"
          onClick={() =>
            void calls.start(chatId, kind, {
              ...(meet ? { callbackOf: meet.meetId } : {}),
              ...(place === 'customerChat' ? {} : { place }),
            })
          }
        >
          <RotateCcw size={15} aria-hidden /> {t('end.again')}
        </Button>
      );
    }
    return null;
  }
}

function iconOf(kind: string): ReactNode {
  if (kind === 'missed') return <PhoneMissed size={24} />;
  return quiet.has(kind) ? <PhoneOff size={24} /> : <TriangleAlert size={24} />;
}
