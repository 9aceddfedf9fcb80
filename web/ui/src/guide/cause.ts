/**
 * Why there is no microphone (or camera). `site`: this page may not; `system`: the browser itself may not; `dismissed`: the
 * question was closed without an answer; `unsupported`: the browser has no way to ask.
 */
export type Cause = 'site' | 'system' | 'dismissed' | 'missing' | 'busy' | 'insecure' | 'unsupported';

/** What can be known about it. */
export interface Evidence {
  /** Of what getUserMedia threw; null when it was never asked. */
  error: { name: string; message: string } | null;
  /** The Permissions API's word; null where it has none. */
  permission: PermissionState | null;
  /** https or this very machine: nothing else may capture. */
  secure: boolean;
  /** There is a getUserMedia at all. */
  capable: boolean;
}

/** The error's name and words first (Media Capture 10.2; Chromium tells in words who said no), then the Permissions API. */
export function causeOf({ error, permission, secure, capable }: Evidence): Cause {
  if (!secure) return 'insecure';
  if (!capable) return 'unsupported';
  switch (error?.name) {
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'busy';
    case 'TypeError':
    case 'NotSupportedError':
      return 'unsupported';
    default:
      return blockedBy(error?.message ?? '', permission);
  }
}

function blockedBy(message: string, permission: PermissionState | null): Cause {
  if (/by system|system permission|operating system/i.test(message)) return 'system';
  if (permission === 'denied') return 'site';
  // The site was allowed and it was refused all the same: then it is the system that refuses.
  if (permission === 'granted' && message !== '') return 'system';
  return /dismiss/i.test(message) ? 'dismissed' : 'site';
}
