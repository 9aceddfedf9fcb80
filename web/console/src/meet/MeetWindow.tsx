import { phaseOf } from '@meet/sdk';
import { useStore } from '@meet/ui';
import { useClient } from '../client';
import { LiveWindow } from './LiveWindow';
import { EndedWindow } from './EndedWindow';

/** Floats over everything and outlives every change of chat or page, since it hangs on the shell. */
export function MeetWindow() {
  const client = useClient();
  const call = useStore(client.calls.call);
  if (!call) return null;
  return phaseOf(call) === 'ended' ? (
    <EndedWindow key={call.key} call={call} />
  ) : (
    <LiveWindow key={call.key} call={call} />
  );
}
