import { exposeDiagnostics, Problem } from '@meet/sdk';
import { Button, Empty, Skeleton, useI18n } from '@meet/ui';
import { ClientContext } from '@meet/ui/customer';
import { WifiOff } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Frame } from './Frame';
import { Invalid } from './Invalid';
import { remember, remembered } from './memory';
import { Meeting } from './Meeting';
import { openSession, type Opened } from './session';

type State = 'opening' | 'invalid' | 'offline' | Opened;

/** Codes that mean: this link, or the session it opened, is no good any more. All look alike. */
const gone: ReadonlySet<string> = new Set(['link_not_valid', 'not_signed_in', 'not_found', 'bad_request']);

export function App() {
  const { t } = useI18n();
  const [state, setState] = useState<State>('opening');
  const over = useCallback(() => {
    remember(null);
    setState('invalid');
  }, []);
  const open = useCallback(() => {
    setState('opening');
    openSession(remembered(), over).then(
      (opened) => {
        exposeDiagnostics(opened.client);
        opened.client.start();
        setState(opened);
      },
      (error: unknown) => {
        if (gone.has(Problem.of(error).code)) over();
        else setState('offline');
      },
    );
  }, [over]);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    open();
  }, [open]);

  if (typeof state === 'object') {
    return (
      <ClientContext value={state.client}>
        <Meeting meetId={state.meetId} chatId={state.chatId} onGone={over} />
      </ClientContext>
    );
  }
  if (state === 'invalid') return <Invalid />;
  return (
    <Frame title="Meet">
      {state === 'offline' ? (
        <Empty icon={<WifiOff size={22} />} title={t('link.offline')} hint={t('link.offline.hint')}>
          <Button onClick={open}>{t('common.retry')}</Button>
        </Empty>
      ) : (
        <Opening />
      )}
    </Frame>
  );
}

export function Opening() {
  const { t } = useI18n();
  return (
    <div className="opening" aria-busy="true">
      <p className="sr-only" role="status">
        {t('link.opening')}
      </p>
      <Skeleton w={96} h={96} r={48} />
      <Skeleton w="60%" h={28} r={8} />
      <Skeleton w="100%" h={56} r={28} />
    </div>
  );
}
