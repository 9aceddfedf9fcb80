import { Problem, type Settings, type SettingsChange } from '@meet/sdk';
import { useI18n, useStorePick, useToasts } from '@meet/ui';
import { useCallback, useEffect, useState } from 'react';
import { useClient } from '../client';

export interface SettingsAccess {
  /** Null until they are there. */
  settings: Settings | null;
  failed: boolean;
  retry: () => void;
  change: (change: SettingsChange) => void;
}

/** The workspace's settings, live: what an administrator changes elsewhere shows here, too. */
export function useSettings(): SettingsAccess {
  const { t } = useI18n();
  const client = useClient();
  const toasts = useToasts();
  const epoch = useStorePick(client.world, (world) => world.epoch);
  const version = useStorePick(client.world, (world) => world.settingsVersion);
  const [settings, setSettings] = useState<Settings | null>(null);
  const [failed, setFailed] = useState(false);
  const [again, setAgain] = useState(0);

  useEffect(() => {
    let stale = false;
    setFailed(false);
    client.api.settings.get().then(
      (found) => {
        if (!stale) setSettings(found);
      },
      () => {
        if (!stale) setFailed(true);
      },
    );
    return () => {
      stale = true;
    };
  }, [client, epoch, version, again]);

  const change = useCallback(
    (wanted: SettingsChange) => {
      const before = settings;
      setSettings((known) => known && merged(known, wanted));
      client.api.settings.change(wanted).then(
        (next) => {
          setSettings(next);
          toasts.show({ tone: 'plain', title: t('settings.saved') });
        },
        (error: unknown) => {
          setSettings(before);
          toasts.problem(Problem.of(error));
        },
      );
    },
    [client, settings, toasts, t],
  );
  const retry = useCallback(() => {
    setAgain((count) => count + 1);
  }, []);
  return { settings, failed, retry, change };
}

/** What the settings will be: shown at once, taken back if the server says no. */
export function merged(settings: Settings, change: SettingsChange): Settings {
  return {
    ...settings,
    ...change,
    replyNotification: { ...settings.replyNotification, ...change.replyNotification },
    beyond: { ...settings.beyond, ...change.beyond },
  };
}
