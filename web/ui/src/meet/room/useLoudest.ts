import type { Calls } from '@meet/sdk';
import { useEffect, useState } from 'react';
import { followLoudest, nobodySpeaks } from './loudest';

/** Who has the floor among `heard`. Also looked at between the levels: silence brings none. */
export function useLoudest(calls: Calls, heard: readonly string[]): string | null {
  const [floor, setFloor] = useState(nobodySpeaks);
  const key = heard.join(' ');
  useEffect(() => {
    const ids = key.split(' ').filter(Boolean);
    const look = () => {
      setFloor((last) => followLoudest(last, calls.levels.get(), ids, performance.now()));
    };
    const stop = calls.levels.subscribe(look);
    const timer = setInterval(look, 400);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [calls, key]);
  return floor.speaker;
}
