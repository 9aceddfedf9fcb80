/** A network again, or another one. */
export function onNetworkChange(listener: () => void): void {
  globalThis.addEventListener('online', listener);
  // From Wi-Fi to the telephone's network: some browsers never say `online` for it.
  if ('connection' in navigator) (navigator.connection as EventTarget).addEventListener('change', listener);
}
