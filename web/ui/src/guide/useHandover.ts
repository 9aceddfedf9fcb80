import { useCallback, useEffect, useRef, useState } from 'react';

export interface Handover {
  url: string;
  /** ms since 1970; null for an address that does not run out. */
  until: number | null;
}

type State = { state: 'asking' } | { state: 'ready'; url: string } | { state: 'failed'; retry: () => void };

/** A fresh address before the old one runs out, for as long as it is shown. */
export function useHandover(ask: () => Promise<Handover>): State {
  const [link, setLink] = useState<Handover | 'asking' | 'failed'>('asking');
  const asked = useRef(ask);
  asked.current = ask;
  const load = useCallback(() => {
    asked.current().then(setLink, () => {
      setLink('failed');
    });
  }, []);
  useEffect(load, [load]);
  const until = typeof link === 'object' ? link.until : null;
  useEffect(() => {
    if (until === null) return;
    const timer = setTimeout(load, Math.max(5_000, until - Date.now() - 30_000));
    return () => {
      clearTimeout(timer);
    };
  }, [until, load]);
  if (link === 'asking') return { state: 'asking' };
  return link === 'failed' ? { state: 'failed', retry: load } : { state: 'ready', url: link.url };
}
