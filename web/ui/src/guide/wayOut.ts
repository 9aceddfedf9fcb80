import type { InApp } from './inApp';
import type { System } from './place';

/** One tap to the real browser, or null where the platform allows none: then copying and a QR code are left. */
export function wayOut(app: InApp, system: System, url: string): string | null {
  if (app.id === 'line') return forLine(url);
  return system === 'android' ? forChrome(url) : null;
}

/** LINE opens addresses with this parameter outside of itself (LINE Developers: "Opening a URL in an external browser"). */
function forLine(url: string): string {
  const out = new URL(url);
  out.searchParams.set('openExternalBrowser', '1');
  return out.href;
}

/** Android's way to name the app that shall open an address; without Chrome the fallback opens what there is. */
function forChrome(url: string): string {
  const { protocol, host, pathname, search, hash } = new URL(url);
  const scheme = protocol.slice(0, -1);
  const fallback = encodeURIComponent(url);
  return (
    `intent://${host}${pathname}${search}${hash}` +
    `#Intent;scheme=${scheme};package=com.android.chrome;S.browser_fallback_url=${fallback};end`
  );
}
