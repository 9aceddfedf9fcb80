import { meetsIamIn } from '@meet/sdk';
import { Button, useI18n, useStore, useStorePick } from '@meet/ui';
import { Phone } from 'lucide-react';
import { useMemo } from 'react';
import { useClient } from '../client';

/** This person is in a Meet on another screen: it can be brought here. */
export function MeetElsewhere() {
  const { t } = useI18n();
  const client = useClient();
  const call = useStore(client.calls.call);
  const meets = useStorePick(client.world, (world) => world.meets);
  const meet = useMemo(() => meetsIamIn(Object.values(meets), client.me.id)[0], [meets, client.me.id]);
  if (!meet || (call && !call.end) || (call?.meetId === meet.meetId && call.end?.kind !== 'replaced'))
    return null;
  return (
    <p className="shell__notice" data-tone="live" role="status">
      <Phone size={16} aria-hidden /> {t('meet.elsewhere')}
      <Button
        onClick={() => {
          void client.calls.join(meet);
        }}
      >
        {t('meet.elsewhere.join')}
      </Button>
    </p>
  );
}
