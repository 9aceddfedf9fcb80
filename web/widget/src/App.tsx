import { exposeDiagnostics, Problem, type MeetClient } from '@meet/sdk';
import { Button, Empty, Skeleton, useI18n } from '@meet/ui';
import { WifiOff } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ClientContext } from './client';
import { HostPage, type Embedding } from './embedding';
import { Panel } from './Panel';
import { CustomerSession } from './session';

export function App({ embedding }: { embedding: Embedding }) {
  const { t, lang } = useI18n();
  const [session] = useState(() => new CustomerSession(embedding.workspace));
  const [host] = useState(() => new HostPage(embedding));
  const [shown, setShown] = useState(!host.embedded);
  const [client, setClient] = useState<MeetClient | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const clientNow = useRef<MeetClient | null>(null);

  useEffect(() => {
    const stop = host.listen((message) => {
      if (message.meet === 'shown') setShown(message.open);
      else clientNow.current?.touch();
    });
    host.say({ meet: 'loaded' });
    return stop;
  }, [host]);

  const start = useCallback(() => {
    setProblem(null);
    session.start(lang).then(
      (found) => {
        clientNow.current = found;
        exposeDiagnostics(found);
        found.start();
        setClient(found);
      },
      (error: unknown) => {
        setProblem(Problem.of(error));
      },
    );
  }, [session, lang]);

  // A visitor who never opens the chat is nobody's customer: no session is made for them.
  const wanted = shown || session.known;
  const begun = useRef(false);
  useEffect(() => {
    if (!wanted || begun.current) return;
    begun.current = true;
    start();
  }, [wanted, start]);

  if (client) {
    return (
      <ClientContext value={client}>
        <Panel host={host} shown={shown} />
      </ClientContext>
    );
  }
  const unknown = problem?.code === 'unknown_workspace';
  return (
    <main className="widget">
      <header className="head" />
      {problem ? (
        <Empty
          icon={<WifiOff size={22} />}
          title={unknown ? t('widget.unknown') : t('widget.error')}
          hint={unknown ? t('widget.unknown.hint') : t('widget.error.hint')}
        >
          {!unknown && <Button onClick={start}>{t('common.retry')}</Button>}
        </Empty>
      ) : (
        <div className="customer__loading" aria-busy="true">
          <span className="sr-only">{t('common.loading')}</span>
          <Skeleton w="70%" h={44} r={14} />
          <Skeleton w="50%" h={44} r={14} />
        </div>
      )}
    </main>
  );
}
