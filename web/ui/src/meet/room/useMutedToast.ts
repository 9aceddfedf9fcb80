import type { Calls } from '@meet/sdk';
import { useEffect, useRef } from 'react';
import { useStore } from '../../components/hooks';
import { useToasts } from '../../components/toasts';
import { useI18n } from '../../i18n/i18n';

/** Says who turned our microphone off, with the way back beside it. */
export function useMutedToast(calls: Calls): void {
  const { t } = useI18n();
  const toasts = useToasts();
  const muted = useStore(calls.mutedBy);
  const told = useRef(muted);
  useEffect(() => {
    if (!muted || muted === told.current) return;
    told.current = muted;
    toasts.show({
      tone: 'plain',
      title: muted.by ? t('inMeet.mutedBy', { name: muted.by.name }) : t('inMeet.mutedBySomebody'),
      action: {
        label: t('meet.unmute'),
        run: () => {
          void calls.setMic(true);
        },
      },
    });
  }, [calls, muted, t, toasts]);
}
