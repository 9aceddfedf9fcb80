import { useStore } from '@meet/ui';
import { useClient } from '../client';
import { IncomingCard } from './IncomingCard';

/** Bottom left, the oldest on top of the pile; only that one answers to Enter and Escape. */
export function IncomingStack() {
  const client = useClient();
  const rings = useStore(client.rings);
  if (rings.length === 0) return null;
  return (
    <div className="incoming">
      {rings.map((incoming, index) => (
        <IncomingCard key={incoming.ring.ringId} incoming={incoming} first={index === 0} />
      ))}
    </div>
  );
}
