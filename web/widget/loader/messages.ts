/** What the page and the widget's frame say to each other. Each side checks origin and source of what it hears. */

export type FromFrame =
  | { meet: 'loaded' }
  | { meet: 'open' }
  | { meet: 'close' }
  | { meet: 'unread'; count: number }
  | { meet: 'ring'; on: boolean; caller: string };

export type ToFrame = { meet: 'shown'; open: boolean } | { meet: 'touched' };

export function isFromFrame(data: unknown): data is FromFrame {
  if (typeof data !== 'object' || data === null || !('meet' in data)) return false;
  const { meet, count, on, caller } = data as Record<string, unknown>;
  if (meet === 'unread') return typeof count === 'number';
  if (meet === 'ring') return typeof on === 'boolean' && typeof caller === 'string';
  return meet === 'loaded' || meet === 'open' || meet === 'close';
}

export function isToFrame(data: unknown): data is ToFrame {
  if (typeof data !== 'object' || data === null || !('meet' in data)) return false;
  const { meet, open } = data as Record<string, unknown>;
  return meet === 'touched' || (meet === 'shown' && typeof open === 'boolean');
}
