import { phaseOf, type Call } from '@meet/sdk';
import { useNow } from '../components/hooks';
import { useI18n } from '../i18n/i18n';
import { talkSeconds } from './texts';

/** One line that says how it stands; `data-state` is the phase. */
export function MeetStatus({ call, offset }: { call: Call; offset: number }) {
  const { t, fmt } = useI18n();
  const now = useNow(500) + offset;
  const phase = phaseOf(call);
  const ring = call.meet?.rings.find((one) => one.state === 'ringing');
  let text = t(`meet.${phase}`);
  if (phase === 'ringing' && ring) {
    text = t('meet.ringing.left', { n: Math.max(0, Math.ceil((Date.parse(ring.expiresAt) - now) / 1000)) });
  }
  const seconds = call.meet ? talkSeconds(call.meet, now) : null;
  if (phase === 'live' && seconds !== null) text = fmt.clock(seconds);
  return (
    <span
      className="meet-status tabular"
      data-testid="meet-state"
      data-state={phase}
      data-meet-id={call.meetId ?? undefined}
    >
      <span className="meet-status__dot" aria-hidden />
      <span aria-hidden={phase === 'live' || phase === 'ringing'}>{text}</span>
      <span className="sr-only" role="status">
        {t(`meet.${phase}`)}
      </span>
    </span>
  );
}
