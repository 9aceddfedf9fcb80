import { Button, Empty, useI18n } from '@meet/ui';
import { WifiOff } from 'lucide-react';
import { hrefOf, sections, type Section } from '../shell/route';
import { DisplaySection } from './DisplaySection';
import { MeetSection } from './MeetSection';
import { MembersSection } from './MembersSection';
import { ReadOnlyNote } from './parts';
import { RepliesSection } from './RepliesSection';
import { useSettings } from './useSettings';
import { WebhookSection } from './WebhookSection';

/** [チャネル設定]. Everybody may read it; administrators change it. */
export function SettingsPage({ section }: { section: Section }) {
  const { t } = useI18n();
  const access = useSettings();
  const { settings, failed, retry } = access;
  return (
    <main className="page scroll">
      <div className="settings">
        <nav className="settings__nav" aria-label={t('settings.nav')}>
          <h1 className="page__title">{t('settings.title')}</h1>
          <ul>
            {sections.map((one) => (
              <li key={one}>
                <a
                  href={hrefOf({ page: 'settings', section: one })}
                  aria-current={one === section ? 'page' : undefined}
                  data-testid={`settings-${one}`}
                >
                  {t(`settings.nav.${one}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="settings__body">
          {settings && !settings.admin && section !== 'display' && <ReadOnlyNote />}
          {failed && !settings && section !== 'display' ? (
            <Empty icon={<WifiOff size={22} />} title={t('settings.error')} hint={t('inbox.error.hint')}>
              <Button onClick={retry}>{t('common.retry')}</Button>
            </Empty>
          ) : (
            <>
              {section === 'meet' && <MeetSection access={access} />}
              {section === 'members' && <MembersSection access={access} />}
              {section === 'replies' && <RepliesSection access={access} />}
              {section === 'webhook' && <WebhookSection access={access} />}
              {section === 'display' && <DisplaySection />}
            </>
          )}
        </div>
      </div>
    </main>
  );
}
