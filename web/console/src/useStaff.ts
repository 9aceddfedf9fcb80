import type { StaffMember } from '@meet/sdk';
import { useStorePick } from '@meet/ui';
import { useEffect, useState } from 'react';
import { useClient } from './client';

/** The team; read again after a reconnect, and when the settings changed. Null until it is there. */
export function useStaff(wanted = true): readonly StaffMember[] | null {
  const client = useClient();
  const epoch = useStorePick(client.world, (world) => world.epoch);
  const settings = useStorePick(client.world, (world) => world.settingsVersion);
  const [staff, setStaff] = useState<readonly StaffMember[] | null>(null);
  useEffect(() => {
    if (!wanted) return;
    client.api.people.staff().then(
      ({ items }) => {
        setStaff(items);
      },
      () => {
        setStaff((known) => known ?? []);
      },
    );
  }, [client, wanted, epoch, settings]);
  return staff;
}
