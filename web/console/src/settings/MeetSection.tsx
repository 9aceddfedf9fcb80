import { useI18n } from '@meet/ui';
import { EyeOff, Sparkles, Timer, Users, Video } from 'lucide-react';
import { beyondRows } from './capabilities';
import { CapabilityTable } from './CapabilityTable';
import { Panel, SettingSwitch } from './parts';
import type { SettingsAccess } from './useSettings';

/** [チャネル設定] - [Meet] - [ボイス・ビデオMeet] (PRODUCT rule 3). */
export function MeetSection({ access }: { access: SettingsAccess }) {
  const { t } = useI18n();
  const { settings, change } = access;
  const locked = !settings?.admin;
  return (
    <>
      <Panel
        icon={<Video size={18} />}
        crumb={t('settings.meet')}
        title={t('settings.meet.section')}
        lead={t('settings.meet.lead')}
      >
        <SettingSwitch
          name={t('settings.customerMayStart')}
          hint={t('settings.customerMayStart.hint')}
          checked={settings?.customerMayStart ?? null}
          locked={locked}
          onChange={(customerMayStart) => {
            change({ customerMayStart });
          }}
          testId="setting-customer-may-start"
        />
        <SettingSwitch
          name={t('settings.autoAssign')}
          hint={t('settings.autoAssign.hint')}
          checked={settings?.autoAssign ?? null}
          locked={locked}
          onChange={(autoAssign) => {
            change({ autoAssign });
          }}
          testId="setting-auto-assign"
        />
        <h3 className="panel__sub">{t('settings.rules')}</h3>
        <ul className="panel__facts">
          <li>
            <Timer size={15} aria-hidden /> {t('settings.rule.ring')}
          </li>
          <li>
            <Users size={15} aria-hidden /> {t('settings.rule.people')}
          </li>
          <li>
            <EyeOff size={15} aria-hidden /> {t('settings.rule.reason')}
          </li>
        </ul>
      </Panel>
      <Panel
        icon={<Sparkles size={18} />}
        crumb={t('settings.meet')}
        title={t('settings.capabilities')}
        lead={t('settings.capabilities.lead')}
      >
        <CapabilityTable beyond={settings?.beyond ?? null} />
        <h3 className="panel__sub">{t('settings.beyond')}</h3>
        <p className="setting__hint">{t('settings.beyond.lead')}</p>
        {beyondRows.map((row) => (
          <SettingSwitch
            key={row}
            name={t(`cap.row.${row}`)}
            hint={t(`settings.beyond.${row}`)}
            checked={settings?.beyond[row] ?? null}
            locked={locked}
            onChange={(on) => {
              change({ beyond: { [row]: on } });
            }}
            testId={`setting-beyond-${row}`}
          />
        ))}
      </Panel>
    </>
  );
}
