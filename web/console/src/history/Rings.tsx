import type { RingView } from '@meet/sdk';
import { Avatar, useI18n } from '@meet/ui';
import { Link, Monitor } from 'lucide-react';

/** Every ring accounted for: who, on which devices, and what became of it on each. */
export function Rings({ rings }: { rings: readonly RingView[] }) {
  const { t, fmt } = useI18n();
  if (rings.length === 0) return <p className="profile__unset">{t('story.noRings')}</p>;
  return (
    <ul className="rings">
      {rings.map((ring) => (
        <li key={ring.ringId} className="rings__one" data-testid="ring" data-state={ring.state}>
          <Avatar person={ring.person} size={32} />
          <div className="rings__text">
            <p className="rings__who">
              <span className="truncate">{ring.person.name}</span>
              <span className={`tag ${ring.state === 'answered' ? 'tag--live' : ''}`}>
                {t(`story.ring.${ring.state}`)}
              </span>
            </p>
            {ring.reason && <p className="rings__sub">{t(`missed.${ring.reason}`)}</p>}
            {ring.channel === 'link' && (
              <p className="rings__sub">
                <Link size={13} aria-hidden /> {t('story.byLink')}
              </p>
            )}
            {ring.legs.map((leg) => (
              <p key={leg.deviceId} className="rings__sub" data-testid="ring-leg" data-outcome={leg.outcome}>
                <Monitor size={13} aria-hidden /> {leg.device} — {t(`story.leg.${leg.outcome}`)}
                <time className="tabular" dateTime={leg.rangAt} title={fmt.exact(leg.rangAt)}>
                  {fmt.seconds(leg.endedAt ?? leg.rangAt)}
                </time>
              </p>
            ))}
            {ring.channel !== 'link' && ring.legs.length === 0 && (
              <p className="rings__sub">{t('story.noLegs')}</p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
