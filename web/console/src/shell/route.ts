import { useSyncExternalStore } from 'react';

export const sections = ['meet', 'members', 'replies', 'webhook', 'display'] as const;
export type Section = (typeof sections)[number];

export type Route =
  | { page: 'inbox'; chatId: string | null }
  | { page: 'team'; roomId: string | null }
  | { page: 'mentions' }
  | { page: 'settings'; section: Section }
  | { page: 'meets'; meetId: string };

/** The address after `#`, so that the server needs to know no page of ours. */
export function parseRoute(hash: string): Route {
  const [page, id] = hash.replace(/^#\/?/, '').split('/');
  const named = id ? decodeURIComponent(id) : null;
  switch (page) {
    case 'team':
      return { page, roomId: named };
    case 'mentions':
      return { page };
    case 'settings':
      return { page, section: isSection(named) ? named : 'meet' };
    case 'meets':
      return named ? { page, meetId: named } : { page: 'inbox', chatId: null };
    default:
      return { page: 'inbox', chatId: named };
  }
}

function isSection(name: string | null): name is Section {
  return (sections as readonly (string | null)[]).includes(name);
}

export function hrefOf(route: Route): string {
  const id = idOf(route);
  return id === null ? `#/${route.page}` : `#/${route.page}/${encodeURIComponent(id)}`;
}

function idOf(route: Route): string | null {
  switch (route.page) {
    case 'inbox':
      return route.chatId;
    case 'team':
      return route.roomId;
    case 'mentions':
      return null;
    case 'settings':
      return route.section;
    case 'meets':
      return route.meetId;
  }
}

export function go(route: Route): void {
  location.hash = hrefOf(route);
}

const subscribe = (listener: () => void) => {
  globalThis.addEventListener('hashchange', listener);
  return () => {
    globalThis.removeEventListener('hashchange', listener);
  };
};

let cached: { hash: string; route: Route } | null = null;

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, () => {
    if (cached?.hash !== location.hash) cached = { hash: location.hash, route: parseRoute(location.hash) };
    return cached.route;
  });
}
