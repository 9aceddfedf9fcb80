import type { DeviceRef } from '../api/types';

const storageKey = 'meet.device';
let remembered: string | null = null;

/** This browser, for the history of rings: a random id that stays, and a name for people. */
export function thisDevice(): DeviceRef {
  return { deviceId: deviceId(), device: deviceLabel(navigator.userAgent) };
}

function deviceId(): string {
  if (remembered) return remembered;
  try {
    remembered = localStorage.getItem(storageKey);
    if (!remembered) localStorage.setItem(storageKey, (remembered = crypto.randomUUID()));
  } catch {
    // No storage: holds for this visit.
    remembered ??= crypto.randomUUID();
  }
  return remembered;
}

/** Order matters: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari. */
const browsers: readonly [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: readonly [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** "Chrome · Windows"; at most 80 characters. */
export function deviceLabel(userAgent: string): string {
  const named = (table: readonly [RegExp, string][]) =>
    table.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [named(browsers) ?? 'Browser', named(systems)].filter(Boolean).join(' · ');
}
