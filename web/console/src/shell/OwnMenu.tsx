import type { PresenceState } from '@meet/sdk';
import {
  applyTheme,
  Avatar,
  Menu,
  MenuItem,
  MenuLabel,
  MenuLine,
  MicGuide,
  PresenceDot,
  storedTheme,
  useI18n,
  useStorePick,
  type Theme,
} from '@meet/ui';
import { Bell, CircleAlert, CircleCheck, Languages, LogOut, Moon, Sun, SunMoon } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useClient } from '../client';
import { askToNotify, notifyState } from './notify';
import { useMend, useReadiness } from './readiness';

const themes: readonly { theme: Theme; icon: ReactNode }[] = [
  { theme: 'auto', icon: <SunMoon size={16} aria-hidden /> },
  { theme: 'light', icon: <Sun size={16} aria-hidden /> },
  { theme: 'dark', icon: <Moon size={16} aria-hidden /> },
];

/** Own face, state and readiness at the bottom of the rail; what is missing is said before a call is lost. */
export function OwnMenu({ onSignOut }: { onSignOut: () => void }) {
  const { t, lang, setLang } = useI18n();
  const client = useClient();
  const ready = useReadiness();
  const [theme, setTheme] = useState(storedTheme);
  const { mend, guide, closeGuide } = useMend();
  const [notifying, setNotifying] = useState(notifyState);
  const presence = useStorePick(client.world, (world): PresenceState =>
    world.connection === 'connected' ? (world.presence[client.me.id]?.state ?? 'online') : 'offline',
  );
  const microphoneHint = ready.microphone === 'denied' ? t('ready.microphone.no') : t('ready.microphone.ask');

  return (
    <>
      <Menu
        side="right"
        align="end"
        trigger={
          <button type="button" className="own" aria-label={t('rail.me', { name: client.me.name })}>
            <Avatar person={client.me} size={34} presence={presence} />
            {!ready.ok && (
              <span className="own__warn" title={t('ready.notYet')}>
                <CircleAlert size={15} aria-hidden />
                <span className="sr-only">{t('ready.notYet')}</span>
              </span>
            )}
          </button>
        }
      >
        <div className="own__head">
          <Avatar person={client.me} size={36} presence={presence} />
          <div className="truncate">
            <div className="own__name truncate">{client.me.name}</div>
            <div className="own__sub">
              <PresenceDot state={presence} /> {t(`presence.${presence}`)} · {client.me.tenantName}
            </div>
          </div>
        </div>
        <MenuLine />
        <MenuLabel>{ready.ok ? t('ready.ok') : t('ready.notYet')}</MenuLabel>
        <ReadyLine ok={ready.connected} name={t('ready.connection')} hint={t('ready.connection.no')} />
        <ReadyLine
          ok={ready.microphone === 'granted'}
          name={t('ready.microphone')}
          hint={microphoneHint}
          action={ready.microphone === 'denied' ? t('ready.how') : t('ready.allow')}
          onAction={mend}
        />
        <ReadyLine ok={ready.sound} name={t('ready.sound')} hint={t('ready.sound.no')} />
        {notifying === 'default' && (
          <MenuItem
            icon={<Bell size={16} aria-hidden />}
            hint={t('ready.notify.hint')}
            onSelect={() => {
              void askToNotify().then(setNotifying);
            }}
            testId="notify-allow"
          >
            {t('ready.notify')} — <strong>{t('ready.allow')}</strong>
          </MenuItem>
        )}
        <MenuLine />
        <MenuLabel>{t('rail.theme')}</MenuLabel>
        {themes.map((one) => (
          <MenuItem
            key={one.theme}
            icon={one.icon}
            checked={theme === one.theme}
            onSelect={() => {
              applyTheme(one.theme);
              setTheme(one.theme);
            }}
          >
            {t(`rail.theme.${one.theme}`)}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem
          icon={<Languages size={16} aria-hidden />}
          onSelect={() => {
            setLang(lang === 'ja' ? 'en' : 'ja');
          }}
        >
          {lang === 'ja' ? 'English' : '日本語'}
        </MenuItem>
        <MenuItem icon={<LogOut size={16} aria-hidden />} onSelect={onSignOut} testId="signout">
          {t('rail.signout')}
        </MenuItem>
      </Menu>
      <MicGuide open={guide} onClose={closeGuide} />
    </>
  );
}

function ReadyLine({
  ok,
  name,
  hint,
  action,
  onAction,
}: {
  ok: boolean;
  name: string;
  hint: string;
  action?: string;
  onAction?: () => void;
}) {
  const icon = ok ? (
    <CircleCheck size={16} className="ready__ok" aria-hidden />
  ) : (
    <CircleAlert size={16} className="ready__no" aria-hidden />
  );
  if (!ok && action && onAction) {
    return (
      <MenuItem icon={icon} hint={hint} onSelect={onAction}>
        {name} — <strong>{action}</strong>
      </MenuItem>
    );
  }
  return (
    <div className="ready" data-ok={ok}>
      {icon}
      <span>
        {name}
        {!ok && <span className="menu__hint">{hint}</span>}
      </span>
    </div>
  );
}
