/** What a tab remembers over a reload: the link until it has been opened, then the session that it opened. */
export type Remembered = { link: string } | { token: string; meetId: string; chatId: string };

const key = 'meet.link';

export function remembered(): Remembered | null {
  try {
    return parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

export function remember(what: Remembered | null): void {
  try {
    if (what === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(what));
  } catch {
    // Storage is blocked: after a reload the link has to be opened again.
  }
}

export function parse(text: string | null): Remembered | null {
  if (text === null) return null;
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return null;
  const { link, token, meetId, chatId } = value as Record<string, unknown>;
  if (typeof token === 'string' && typeof meetId === 'string' && typeof chatId === 'string')
    return { token, meetId, chatId };
  return typeof link === 'string' ? { link } : null;
}

/** The token behind the # of an address; null when there is none. */
export function tokenOf(hash: string): string | null {
  const token = hash.replace(/^#/, '').trim();
  return token === '' ? null : token;
}

/** Off the address bar before anything else happens: it must not be seen, bookmarked or passed on. */
export function takeLink(): void {
  const token = tokenOf(location.hash);
  if (token === null) return;
  history.replaceState(null, '', location.pathname + location.search);
  remember({ link: token });
}
