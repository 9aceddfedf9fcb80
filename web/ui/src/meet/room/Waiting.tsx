import { phaseOf, type Call, type Calls, type PersonRef } from '@meet/sdk';
import { Avatar } from '../../components/basics';
import { useStore } from '../../components/hooks';
import { useI18n } from '../../i18n/i18n';

/** Before anybody else is there: whom one waits for, and what for. */
export function Waiting({ calls, call, other }: { calls: Calls; call: Call; other: PersonRef | null }) {
  const { t } = useI18n();
  const local = useStore(calls.local.state);
  const phase = phaseOf(call);
  const link = call.meet?.rings.some((ring) => ring.state === 'ringing' && ring.channel === 'link') === true;
  const text =
    local.asking && local.micTrack === null
      ? t('meet.micAsking')
      : phase === 'live'
        ? t('meet.alone')
        : phase === 'ringing' && link
          ? t('inMeet.linkSent')
          : t(`meet.${phase}`);
  return (
    <div className="waiting" data-phase={phase}>
      <span className="waiting__face">
        <Avatar person={other} size={96} />
      </span>
      <p className="waiting__name">{other?.name}</p>
      <p className="waiting__text">{text}</p>
    </div>
  );
}
