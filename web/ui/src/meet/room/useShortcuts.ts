import { useEffect, useEffectEvent } from 'react';
import { choices } from './choices';
import { shortcutOf, takesKeys, type Shortcut } from './shortcuts';

/** Keys of a Meet, for as long as one is shown; never while somebody types. */
export function useShortcuts(run: (shortcut: Shortcut) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || !choices.read().shortcuts) return;
    if (takesKeys(event.target instanceof HTMLElement ? event.target : null)) return;
    const shortcut = shortcutOf(event);
    if (!shortcut) return;
    event.preventDefault();
    run(shortcut);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      onKey(event);
    };
    globalThis.addEventListener('keydown', listener);
    return () => {
      globalThis.removeEventListener('keydown', listener);
    };
  }, []);
}
