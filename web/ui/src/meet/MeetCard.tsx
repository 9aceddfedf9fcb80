import type { MeetView } from '@meet/sdk';
import { Phone, PhoneMissed, PhoneOff, Video } from 'lucide-react';
import type { ReactNode } from 'react';
import { useNow } from '../components/hooks';
import { useI18n } from '../i18n/i18n';
import { courseOf } from './course';
import { talkSeconds } from './texts';

/** A Meet as an entry of the chat. Customers never see that one was missed, let alone why: for them it has ended. */
export function MeetCard({
  meet,
  at,
  showReason,
  side,
  children,
}: {
  meet: MeetView;
  at: string;
  showReason: boolean;
  side: 'start' | 'end';
  children?: ReactNode;
}) {
  const { t, fmt } = useI18n();
  const now = useNow(1_000, meet.state === 'live');
  const missed = showReason && meet.endReason === 'missed';
  const seconds = talkSeconds(meet, now);
  // Who only waited for an answer has not been in a Meet.
  const joined = meet.liveAt && !missed ? meet.participants : [];
  const names = joined.filter((one) => one.joinedAt !== null).map((one) => one.person.name);
  const kind = t(`kind.${meet.kind}`);
  return (
    <div className="meet-entry" data-side={side}>
      <div
        className="meet-card"
        data-state={meet.state}
        data-missed={missed || undefined}
        data-internal={meet.place !== 'customerChat' || undefined}
        data-testid="entry-meet"
        data-meet-id={meet.meetId}
        data-missed-reason={showReason ? (meet.missedReason ?? undefined) : undefined}
      >
        <div className="meet-card__main" data-testid={missed ? 'entry-missed' : undefined}>
          <span className="meet-card__icon" aria-hidden>
            {missed ? (
              <PhoneMissed size={18} />
            ) : meet.state === 'ended' ? (
              <PhoneOff size={18} />
            ) : meet.kind === 'video' ? (
              <Video size={18} />
            ) : (
              <Phone size={18} />
            )}
          </span>
          <div className="meet-card__text">
            <p className="meet-card__title">
              {missed ? t('entry.missed.kind', { kind }) : kind}
              {meet.state === 'live' && <span className="tag tag--live">{t('entry.live')}</span>}
              {meet.state === 'ringing' && <span className="tag">{t('entry.ringing')}</span>}
            </p>
            <p className="meet-card__line">
              {missed && meet.missedReason
                ? t(`missed.${meet.missedReason}`)
                : meet.state === 'ended' && !missed
                  ? seconds !== null
                    ? t('entry.duration', { time: fmt.duration(seconds) })
                    : t('entry.ended')
                  : t('entry.started', { name: meet.startedBy.name })}
              {meet.state === 'live' && seconds !== null && (
                <span className="tabular"> · {fmt.clock(seconds)}</span>
              )}
              {' · '}
              <time className="tabular" dateTime={at} title={fmt.exact(at)}>
                {fmt.time(at)}
              </time>
            </p>
            {meet.state === 'ended' && meet.endReason === 'connectionLost' && (
              <p className="meet-card__line">{t('entry.lost')}</p>
            )}
            {names.length > 0 && (
              <p className="meet-card__line">
                {t('entry.joined', { n: names.length, names: names.join(t('entry.comma')) })}
              </p>
            )}
            {meet.liveAt && !missed && (
              <details className="meet-card__course" data-testid="meet-course">
                <summary>{t('entry.course')}</summary>
                <ol>
                  {courseOf(meet, t).map((line, i) => (
                    <li key={i}>
                      <time className="tabular" dateTime={line.at} title={fmt.exact(line.at)}>
                        {fmt.time(line.at)}
                      </time>
                      {line.text}
                    </li>
                  ))}
                </ol>
              </details>
            )}
          </div>
        </div>
        {children && <div className="meet-card__action">{children}</div>}
      </div>
    </div>
  );
}
