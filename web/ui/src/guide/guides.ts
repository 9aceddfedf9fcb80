import type { Cause } from './cause';
import type { Place } from './place';
import type { PictureKind } from './Picture';
import type { GuideKey } from './texts';

/** One way to mend it. Every step is one instruction. */
export interface Way {
  title: GuideKey;
  steps: readonly GuideKey[];
  /** Where the control of the first step sits. */
  picture?: PictureKind;
}

export interface Guide {
  label: GuideKey;
  ways: readonly Way[];
}

const step = <const T extends string, const N extends readonly number[]>(name: T, ...numbers: N) =>
  numbers.map((number) => `${name}.${number}`) as `${T}.${N[number]}`[];

const chromeShort: Way = { title: 'way.short', steps: step('chrome', 1, 2, 3), picture: 'barRight' };
const chromeLong: Way = { title: 'way.chromeLong', steps: step('chromeLong', 1, 2, 3, 4, 5, 6) };
const windows: Way = { title: 'way.windows', steps: step('windows', 1, 2, 3, 4, 5), picture: 'switches' };
const windowsAdmin: Way = { title: 'way.windowsAdmin', steps: step('windowsAdmin', 1, 2) };
const macos: Way = { title: 'way.macos', steps: step('macos', 1, 2, 3, 4), picture: 'switches' };
const iosApp: Way = { title: 'way.ios', steps: step('ios', 1, 2, 3, 4), picture: 'switches' };
const androidApp: Way = { title: 'way.android', steps: step('android', 1, 2, 3, 4, 5), picture: 'choices' };
const androidAgain: Way = { title: 'way.androidAgain', steps: step('androidAgain', 1, 2) };

/** Everything that PRODUCT rule 10 lists, and what can go wrong besides. */
export const guides = {
  chrome: { label: 'label.chrome', ways: [chromeShort, chromeLong] },
  edge: {
    label: 'label.edge',
    ways: [
      { title: 'way.short', steps: step('edgeShort', 1, 2, 3), picture: 'barLeft' },
      { title: 'way.edge', steps: step('edge', 1, 2, 3, 4) },
    ],
  },
  safari: {
    label: 'label.safari',
    ways: [{ title: 'way.safari', steps: step('safari', 1, 2, 3, 4), picture: 'menuBar' }],
  },
  firefox: {
    label: 'label.firefox',
    ways: [{ title: 'way.short', steps: step('firefox', 1, 2, 3), picture: 'barLeft' }],
  },
  opera: {
    label: 'label.opera',
    ways: [{ title: 'way.short', steps: step('lock', 1, 2, 3), picture: 'barLeft' }],
  },
  iosChrome: {
    label: 'label.iosChrome',
    ways: [{ title: 'way.iosChrome', steps: step('iosChrome', 1, 2, 3, 4), picture: 'switches' }],
  },
  iosSafari: {
    label: 'label.iosSafari',
    ways: [
      { title: 'way.iosSafari', steps: step('iosSafari', 1, 2, 3), picture: 'pageMenu' },
      { title: 'way.ios', steps: step('iosSafariSystem', 1, 2, 3), picture: 'switches' },
    ],
  },
  ios: { label: 'label.ios', ways: [iosApp] },
  androidChrome: {
    label: 'label.androidChrome',
    ways: [
      { title: 'way.androidChrome', steps: step('androidChrome', 1, 2, 3, 4, 5), picture: 'choices' },
      androidAgain,
      { title: 'way.androidSite', steps: step('androidSite', 1, 2, 3), picture: 'barLeft' },
    ],
  },
  android: {
    label: 'label.android',
    ways: [
      androidApp,
      androidAgain,
      { title: 'way.androidSite', steps: step('androidSite', 1, 2, 3), picture: 'barLeft' },
    ],
  },
  windows: { label: 'label.windows', ways: [windows, windowsAdmin] },
  macos: { label: 'label.macos', ways: [macos] },
  chromeos: {
    label: 'label.chromeos',
    ways: [{ title: 'way.chromeos', steps: step('chromeos', 1, 2, 3), picture: 'switches' }],
  },
  appIos: {
    label: 'label.appIos',
    ways: [{ title: 'way.appIos', steps: step('appIos', 1, 2, 3), picture: 'switches' }],
  },
  appAndroid: {
    label: 'label.appAndroid',
    ways: [{ title: 'way.appAndroid', steps: step('appAndroid', 1, 2, 3), picture: 'choices' }],
  },
  missing: {
    label: 'label.missing',
    ways: [{ title: 'way.missing', steps: step('missing', 1, 2, 3), picture: 'plug' }],
  },
  busy: { label: 'label.busy', ways: [{ title: 'way.busy', steps: step('busy', 1, 2, 3), picture: 'plug' }] },
  insecure: {
    label: 'label.insecure',
    ways: [{ title: 'way.insecure', steps: step('insecure', 1, 2), picture: 'barLeft' }],
  },
  unsupported: {
    label: 'label.unsupported',
    ways: [{ title: 'way.unsupported', steps: step('unsupported', 1, 2) }],
  },
  dismissed: {
    label: 'label.dismissed',
    ways: [{ title: 'way.dismissed', steps: step('dismissed', 1, 2), picture: 'question' }],
  },
} as const satisfies Record<string, Guide>;

export type GuideId = keyof typeof guides;

/** The cause decides first: only for a page or a browser that was refused does it matter which one it is. */
export function guideFor(cause: Cause, place: Place): GuideId {
  if (cause === 'system') return systemGuide(place);
  return cause === 'site' ? siteGuide(place) : cause;
}

function siteGuide({ browser, system }: Place): GuideId {
  if (system === 'ios')
    return browser === 'chrome' ? 'iosChrome' : browser === 'safari' ? 'iosSafari' : 'ios';
  if (system === 'android') return browser === 'chrome' ? 'androidChrome' : 'android';
  switch (browser) {
    case 'edge':
    case 'safari':
    case 'firefox':
    case 'opera':
      return browser;
    default:
      return 'chrome';
  }
}

function systemGuide(place: Place): GuideId {
  switch (place.system) {
    case 'windows':
    case 'macos':
    case 'chromeos':
      return place.system;
    case 'ios':
      return place.browser === 'chrome' ? 'iosChrome' : 'ios';
    case 'android':
      return place.browser === 'chrome' ? 'androidChrome' : 'android';
    default:
      return siteGuide(place);
  }
}

/** The system's own guide, for when the browser's did not help. */
export function nextGuide(shown: GuideId, { system }: Place): GuideId | null {
  const own = system === 'windows' || system === 'macos' || system === 'chromeos' ? system : null;
  return own !== null && ['chrome', 'edge', 'safari', 'firefox', 'opera'].includes(shown) ? own : null;
}
