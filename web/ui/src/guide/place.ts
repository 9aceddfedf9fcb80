export type Browser = 'chrome' | 'edge' | 'safari' | 'firefox' | 'samsung' | 'opera' | 'other';
export type System = 'windows' | 'macos' | 'ios' | 'android' | 'chromeos' | 'linux' | 'other';

/** Where a page runs. */
export interface Place {
  browser: Browser;
  system: System;
}

/** Order matters: nearly everybody calls themselves Chrome too, and Chrome calls itself Safari. */
const browsers: readonly [RegExp, Browser][] = [
  [/\bEdg(?:e|A|iOS)?\//, 'edge'],
  [/\b(?:OPR|OPT|OPX|Opera)\//, 'opera'],
  [/\bSamsungBrowser\//, 'samsung'],
  [/\b(?:Firefox|FxiOS)\//, 'firefox'],
  [/\b(?:Chrome|Chromium|CriOS)\//, 'chrome'],
  [/\bVersion\/[\d.]+.* Safari\//, 'safari'],
];

/** An iPad says that it is a Mac; unlike every Mac it has a touch screen. */
export function placeOf(agent: string, touchPoints: number): Place {
  const browser = browsers.find(([pattern]) => pattern.test(agent))?.[1] ?? 'other';
  return { browser, system: systemOf(agent, touchPoints) };
}

function systemOf(agent: string, touchPoints: number): System {
  if (/iPhone|iPad|iPod/.test(agent)) return 'ios';
  if (/Macintosh/.test(agent)) return touchPoints > 1 ? 'ios' : 'macos';
  if (/Android/.test(agent)) return 'android';
  if (/Windows/.test(agent)) return 'windows';
  if (/CrOS/.test(agent)) return 'chromeos';
  return /Linux|X11/.test(agent) ? 'linux' : 'other';
}

const names: Record<Browser, string | null> = {
  chrome: 'Chrome',
  edge: 'Edge',
  safari: 'Safari',
  firefox: 'Firefox',
  samsung: 'Samsung Internet',
  opera: 'Opera',
  other: null,
};

/** As it stands under its icon; null for one that we do not know. */
export function browserName(browser: Browser): string | null {
  return names[browser];
}
