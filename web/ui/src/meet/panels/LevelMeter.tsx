import type { Calls } from '@meet/sdk';
import { useStore, useStorePick } from '../../components/hooks';
import { useI18n } from '../../i18n/i18n';
import { meterPercent } from './meterPercent';

/** How loud our own microphone is at the moment. */
export function LevelMeter({ calls }: { calls: Calls }) {
  const { t } = useI18n();
  const { micTrack, mic } = useStore(calls.local.state);
  const level = useStorePick(calls.levels, (levels) => levels[calls.me] ?? 0);
  const percent = mic && micTrack ? meterPercent(level) : 0;
  return (
    <div className="level">
      <div
        className="level__track"
        role="meter"
        aria-label={t('inMeet.level')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        data-testid="mic-level"
      >
        <span className="level__bar" style={{ width: `${percent}%` }} />
      </div>
      <p className="devices__note">
        {t(!micTrack ? 'inMeet.level.none' : mic ? 'inMeet.level.speak' : 'inMeet.level.muted')}
      </p>
    </div>
  );
}
