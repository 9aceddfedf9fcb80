import { ApiClient, exposeDiagnostics, MeetClient, type Me } from '@meet/sdk';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ClientContext } from './client';
import { Shell } from './shell/Shell';
import { Splash } from './shell/Splash';
import { SignIn } from './SignIn';

type Session = { state: 'loading' } | { state: 'out' } | { state: 'in'; client: MeetClient };

export function App() {
  const [session, setSession] = useState<Session>({ state: 'loading' });
  const signedOut = useRef<() => void>(() => undefined);
  const [api] = useState(
    () =>
      new ApiClient({
        onSignedOut: () => {
          signedOut.current();
        },
      }),
  );

  const enter = useCallback(
    (me: Me) => {
      const client = new MeetClient(api, me);
      exposeDiagnostics(client);
      client.start();
      setSession((known) => {
        if (known.state === 'in') void known.client.stop();
        return { state: 'in', client };
      });
    },
    [api],
  );

  useEffect(() => {
    signedOut.current = () => {
      setSession((known) => {
        if (known.state === 'in') void known.client.stop();
        return { state: 'out' };
      });
    };
  }, []);

  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    api.session.get().then(enter, () => {
      setSession({ state: 'out' });
    });
  }, [api, enter]);

  if (session.state === 'loading') return <Splash />;
  if (session.state === 'out') return <SignIn api={api} onSignedIn={enter} />;
  const { client } = session;
  return (
    <ClientContext value={client}>
      <Shell
        key={client.me.id}
        onSignOut={() => {
          void api.session.signOut().finally(() => {
            signedOut.current();
          });
        }}
      />
    </ClientContext>
  );
}
