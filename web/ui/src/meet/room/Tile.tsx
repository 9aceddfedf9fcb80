import { speaking, type Calls, type ParticipantView } from '@meet/sdk';
import { Hand, MicOff, Pin, PinOff } from 'lucide-react';
import { useEffect, useRef, type CSSProperties } from 'react';
import { Avatar } from '../../components/basics';
import { useStore, useStorePick } from '../../components/hooks';
import { useI18n } from '../../i18n/i18n';
import type { TileRef } from './layout';
import { NetworkBars } from './NetworkBars';
import { useLacking, useTrack } from './tracks';
import { VideoView } from './VideoView';

/** One person's camera, or their screen. */
export function Tile({
  participant,
  calls,
  me,
  source,
  hand,
  pinned = false,
  onPin,
  size,
}: {
  participant: ParticipantView;
  calls: Calls;
  me: string;
  source: TileRef['source'];
  /** Whose hand went up first, second, …; undefined while it is down. */
  hand?: number | undefined;
  pinned?: boolean;
  onPin?: (() => void) | undefined;
  /** px; without, it fills its place. */
  size?: { width: number; height: number } | undefined;
}) {
  const { t } = useI18n();
  const { person } = participant;
  const own = person.id === me;
  const figure = useRef<HTMLElement>(null);
  useEffect(
    () => (own || !figure.current ? undefined : calls.views.watch(figure.current, person.id, source)),
    [calls, own, person.id, source],
  );
  const sources = useStorePick(calls.sources, (all) => all[person.id]);
  const local = useStore(calls.local.state);
  const level = useStorePick(calls.levels, (levels) => levels[person.id]);
  const network = useStorePick(calls.qualities, (all) => all[person.id] ?? 0);
  const track = useTrack(calls, person.id, source);
  const lacking = useLacking(calls, person.id, source);
  const showing = (own ? local : sources)?.[source] === true;
  const muted = own ? !local.mic || local.micError !== null : sources?.mic === false;
  const camera = source === 'camera';
  const talking = camera && !muted && speaking(level);
  const away = participant.state === 'reconnecting';
  const wait = away
    ? 'inMeet.back'
    : participant.state === 'joining'
      ? 'meet.joining'
      : showing && lacking
        ? 'inMeet.unplayable'
        : null;
  const name = camera
    ? own
      ? t('common.you')
      : person.name
    : own
      ? t('inMeet.ownScreen')
      : t('meet.screenOf', { name: person.name });

  return (
    <figure
      ref={figure}
      className="tile"
      data-testid="participant"
      data-participant-id={person.id}
      data-state={participant.state}
      data-source={source}
      data-speaking={talking || undefined}
      data-away={away || undefined}
      data-network={network}
      style={{ '--level': Math.max(0, ((level ?? 0) - 70) / 57), ...size } as CSSProperties}
    >
      {showing && track ? (
        <VideoView track={track} mirror={own && camera} label={name} />
      ) : (
        <span className="tile__face">
          <Avatar person={person} size={64} />
        </span>
      )}
      {wait && <span className="tile__wait">{t(wait)}</span>}
      {camera && hand !== undefined && (
        <span className="tile__hand tabular" title={t('inMeet.handNth', { name, n: hand })}>
          <Hand size={14} aria-hidden /> {hand}
          <span className="sr-only">{t('inMeet.handNth', { name, n: hand })}</span>
        </span>
      )}
      {onPin && (
        <button
          type="button"
          className="tile__pin"
          aria-label={t(pinned ? 'inMeet.unpin' : 'inMeet.pin', { name })}
          aria-pressed={pinned}
          data-testid="tile-pin"
          onClick={onPin}
        >
          {pinned ? <PinOff size={15} aria-hidden /> : <Pin size={15} aria-hidden />}
        </button>
      )}
      <figcaption className="tile__name">
        {camera && muted && <MicOff size={13} aria-hidden />}
        <span className="truncate">{name}</span>
        {camera && <NetworkBars level={network} />}
        {camera && muted && <span className="sr-only">{t('meet.muted')}</span>}
        {talking && <span className="sr-only">{t('meet.speaking')}</span>}
      </figcaption>
    </figure>
  );
}
