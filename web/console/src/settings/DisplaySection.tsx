import { applyTheme, Segmented, storedTheme, useI18n, type Language, type Theme } from '@meet/ui';
import { Palette } from 'lucide-react';
import { useState } from 'react';
import { Panel } from './parts';

/** This browser's own: everybody may change it. */
export function DisplaySection() {
  const { t, lang, setLang } = useI18n();
  const [theme, setTheme] = useState(storedTheme);
  return (
    <Panel icon={<Palette size={18} />} title={t('settings.general')}>
      <div className="setting">
        <span className="setting__name">{t('rail.language')}</span>
        <Segmented<Language>
          label={t('rail.language')}
          value={lang}
          onChange={setLang}
          options={[
            { value: 'ja', label: '日本語' },
            { value: 'en', label: 'English' },
          ]}
        />
      </div>
      <div className="setting">
        <span className="setting__name">{t('rail.theme')}</span>
        <Segmented<Theme>
          label={t('rail.theme')}
          value={theme}
          onChange={(next) => {
            applyTheme(next);
            setTheme(next);
          }}
          options={(['auto', 'light', 'dark'] as const).map((value) => ({
            value,
            label: t(`rail.theme.${value}`),
          }))}
        />
      </div>
    </Panel>
  );
}
