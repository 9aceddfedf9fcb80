/** The browser's own notifications: for a page that nobody looks at. */
export type NotifyState = 'granted' | 'denied' | 'default' | 'unsupported';

export function notifyState(): NotifyState {
  return 'Notification' in globalThis ? Notification.permission : 'unsupported';
}

/** From a click only. */
export async function askToNotify(): Promise<NotifyState> {
  if (notifyState() !== 'default') return notifyState();
  return Notification.requestPermission();
}

/** Shown when the page is hidden and the person allowed it; answers what takes it away again. */
export function notify(tag: string, title: string, body: string, onClick: () => void): () => void {
  if (notifyState() !== 'granted' || document.visibilityState === 'visible') return () => undefined;
  try {
    const shown = new Notification(title, { tag, body });
    shown.onclick = () => {
      globalThis.focus();
      shown.close();
      onClick();
    };
    return () => {
      shown.close();
    };
  } catch {
    // Chrome on Android has the constructor and throws: there it takes a service worker.
    return () => undefined;
  }
}
