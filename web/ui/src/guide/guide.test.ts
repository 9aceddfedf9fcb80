import { describe, expect, it } from 'vitest';
import { causeOf, type Evidence } from './cause';
import { guideFor, guides, nextGuide, type GuideId } from './guides';
import { placeOf } from './place';
import { speak } from './texts';
import { en } from './texts.en';
import { ja } from './texts.ja';

const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const iosKit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
/** User agent, touch points, and the guides for a page and for a browser that was refused. */
const agents: readonly [string, number, GuideId, GuideId][] = [
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webKit} Chrome/140.0.0.0 Safari/537.36`,
    0,
    'chrome',
    'windows',
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webKit} Chrome/140.0.0.0 Safari/537.36`,
    10,
    'chrome',
    'windows',
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webKit} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`,
    0,
    'edge',
    'windows',
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webKit} Chrome/139.0.0.0 Safari/537.36 OPR/124.0.0.0`,
    0,
    'opera',
    'windows',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:148.0) Gecko/20100101 Firefox/148.0',
    0,
    'firefox',
    'windows',
  ],
  [
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webKit} Chrome/140.0.0.0 Safari/537.36`,
    0,
    'chrome',
    'macos',
  ],
  [
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${iosKit} Version/18.5 Safari/605.1.15`,
    0,
    'safari',
    'macos',
  ],
  // An iPad that asks for desktop pages says that it is a Mac.
  [
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${iosKit} Version/18.5 Safari/605.1.15`,
    5,
    'iosSafari',
    'ios',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:148.0) Gecko/20100101 Firefox/148.0',
    0,
    'firefox',
    'macos',
  ],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${iosKit} Version/18.5 Mobile/15E148 Safari/604.1`,
    5,
    'iosSafari',
    'ios',
  ],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${iosKit} CriOS/140.0.7339.39 Mobile/15E148 Safari/604.1`,
    5,
    'iosChrome',
    'iosChrome',
  ],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${iosKit} FxiOS/142.0 Mobile/15E148 Safari/605.1.15`,
    5,
    'ios',
    'ios',
  ],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${iosKit} Version/18.0 EdgiOS/139.0.3405.86 Mobile/15E148 Safari/605.1.15`,
    5,
    'ios',
    'ios',
  ],
  [
    `Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) ${iosKit} CriOS/140.0.7339.39 Mobile/15E148 Safari/604.1`,
    5,
    'iosChrome',
    'iosChrome',
  ],
  [
    `Mozilla/5.0 (Linux; Android 10; K) ${webKit} Chrome/140.0.0.0 Mobile Safari/537.36`,
    5,
    'androidChrome',
    'androidChrome',
  ],
  [
    `Mozilla/5.0 (Linux; Android 10; K) ${webKit} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
    5,
    'android',
    'android',
  ],
  [
    `Mozilla/5.0 (Linux; Android 10; K) ${webKit} Chrome/140.0.0.0 Mobile Safari/537.36 EdgA/140.0.0.0`,
    5,
    'android',
    'android',
  ],
  ['Mozilla/5.0 (Android 15; Mobile; rv:142.0) Gecko/142.0 Firefox/142.0', 5, 'android', 'android'],
  [
    `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webKit} Chrome/140.0.0.0 Safari/537.36`,
    0,
    'chrome',
    'chromeos',
  ],
  [`Mozilla/5.0 (X11; Linux x86_64) ${webKit} Chrome/140.0.0.0 Safari/537.36`, 0, 'chrome', 'chrome'],
];

describe('the guide for a browser and system', () => {
  it.each(agents)('%s, %i touch points', (agent, touch, site, system) => {
    const place = placeOf(agent, touch);
    expect(guideFor('site', place)).toBe(site);
    expect(guideFor('system', place)).toBe(system);
  });

  it('knows Samsung Internet and Edge from the Chrome that they claim to be', () => {
    expect(placeOf(agents[15]?.[0] ?? '', 5).browser).toBe('samsung');
    expect(placeOf(agents[2]?.[0] ?? '', 0).browser).toBe('edge');
  });

  it('is the same everywhere when it is not a question of permission', () => {
    for (const [agent, touch] of agents) {
      const place = placeOf(agent, touch);
      for (const cause of ['missing', 'busy', 'insecure', 'unsupported', 'dismissed'] as const)
        expect(guideFor(cause, place)).toBe(cause);
    }
  });

  it('leads from the browser’s to the system’s, where that has one of its own', () => {
    expect(nextGuide('chrome', { browser: 'chrome', system: 'windows' })).toBe('windows');
    expect(nextGuide('safari', { browser: 'safari', system: 'macos' })).toBe('macos');
    expect(nextGuide('windows', { browser: 'chrome', system: 'windows' })).toBeNull();
    expect(nextGuide('androidChrome', { browser: 'chrome', system: 'android' })).toBeNull();
  });
});

describe('the cause', () => {
  const asked: Evidence = { error: null, permission: null, secure: true, capable: true };
  const refused = (message: string, permission: PermissionState | null = null): Evidence => ({
    ...asked,
    error: { name: 'NotAllowedError', message },
    permission,
  });
  const cases: readonly [string, Evidence, ReturnType<typeof causeOf>][] = [
    ['Chrome, the site is blocked', refused('Permission denied', 'denied'), 'site'],
    ['Chrome, the system blocks it', refused('Permission denied by system', 'granted'), 'system'],
    [
      'Chrome, the system blocks it before the site was asked',
      refused('Permission denied by system', 'prompt'),
      'system',
    ],
    ['Chrome, the question was closed', refused('Permission dismissed', 'prompt'), 'dismissed'],
    [
      'Firefox, by the person or the site',
      refused('The request is not allowed by the user agent', 'denied'),
      'site',
    ],
    [
      'Safari, which has no words for it',
      refused('The request is not allowed by the user agent or the platform'),
      'site',
    ],
    ['allowed for the site, and refused all the same', refused('Permission denied', 'granted'), 'system'],
    ['known to be blocked, never asked', { ...asked, permission: 'denied' }, 'site'],
    ['no such device', { ...asked, error: { name: 'NotFoundError', message: '' } }, 'missing'],
    ['the chosen one is gone', { ...asked, error: { name: 'OverconstrainedError', message: '' } }, 'missing'],
    [
      'somebody else has it',
      { ...asked, error: { name: 'NotReadableError', message: '' }, permission: 'granted' },
      'busy',
    ],
    ['not https', { ...asked, secure: false, capable: false }, 'insecure'],
    ['no way to ask', { ...asked, capable: false }, 'unsupported'],
  ];
  it.each(cases)('%s', (_, evidence, cause) => {
    expect(causeOf(evidence)).toBe(cause);
  });
});

describe('the guides’ texts', () => {
  const used = new Set(
    Object.values(guides).flatMap(({ label, ways }) => [
      label,
      ...ways.flatMap((way) => [way.title, ...way.steps]),
    ]),
  );

  it('are there in both languages, with the same blanks', () => {
    const blanks = (text: string) => new Set(text.match(/\{\w+\}/g));
    expect(Object.keys(en).sort()).toEqual(Object.keys(ja).sort());
    for (const key of used) {
      expect(ja[key].trim(), key).not.toBe('');
      expect(en[key], key).not.toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
      expect(
        [...blanks(en[key])].filter((blank) => !blanks(ja[key]).has(blank)),
        key,
      ).toEqual([]);
    }
  });

  it('leave no step out', () => {
    const steps = Object.keys(ja).filter((key) => /^[a-zA-Z]+\.\d$/.test(key) && !key.startsWith('inApp.'));
    expect(steps.filter((key) => !(used as Set<string>).has(key))).toEqual([]);
  });

  it('name our address, the device and the browser, and nobody else’s address', () => {
    for (const lang of ['ja', 'en'] as const) {
      const say = speak(lang, 'camera', 'meet.example', 'Edge');
      expect(say('chromeLong.5')).toContain('meet.example');
      expect(say('macos.3')).toContain('Edge');
      for (const key of used) expect(say(key, { label: '' })).not.toMatch(/channel\.io|\{\w+\}/);
    }
  });

  it('write settings with a capital in English', () => {
    expect(speak('en', 'microphone', 'meet.example', null)('macos.2')).toBe(
      'Open [Privacy & Security] - [Microphone].',
    );
  });
});
