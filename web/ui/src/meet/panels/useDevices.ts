import { listDevices, type Devices } from '@meet/sdk';
import { useEffect, useState } from 'react';

/** Follows what is plugged in and taken away. `again`: reads anew when it changes; names come with the permission. */
export function useDevices(again: unknown = null): Devices | null {
  const [devices, setDevices] = useState<Devices | null>(null);
  useEffect(() => {
    if (!('mediaDevices' in navigator)) return;
    const read = () => {
      listDevices().then(setDevices, () => undefined);
    };
    read();
    navigator.mediaDevices.addEventListener('devicechange', read);
    return () => {
      navigator.mediaDevices.removeEventListener('devicechange', read);
    };
  }, [again]);
  return devices;
}
