import { describe, expect, it } from 'vitest';
import { inAppBrowser } from './inApp';
import { pathOf } from './QrCode';
import { wayOut } from './wayOut';

const ios =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const wv =
  'Mozilla/5.0 (Linux; Android 14; Pixel 7 Build/AP1A.240405.002; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/123.0.6312.80 Mobile Safari/537.36';
const agents: readonly [string, string | null][] = [
  [`${ios} Mobile/15E148 Safari Line/14.4.0`, 'line'],
  [`${wv.replace('; wv', '')} Line/14.3.1/IAB`, 'line'],
  [
    `${ios} Mobile/21E236 Instagram 326.0.0.30.90 (iPhone14,5; iOS 17_4_1; ja_JP; ja; scale=3.00; 1170x2532; 586071109)`,
    'instagram',
  ],
  [
    `${wv} Instagram 325.0.0.35.91 Android (34/14; 420dpi; 1080x2201; Google/google; Pixel 7; panther; ja_JP)`,
    'instagram',
  ],
  [`${ios} Mobile/21E236 Barcelona 325.0.0.31.97 (iPhone14,5; iOS 17_4_1)`, 'threads'],
  [
    `${ios} Mobile/21E236 [FBAN/FBIOS;FBAV/457.0.0.40.103;FBBV/578930137;FBDV/iPhone14,5;FBMD/iPhone]`,
    'facebook',
  ],
  [`${wv} [FB_IAB/FB4A;FBAV/456.0.0.46.79;IABMV/1;]`, 'facebook'],
  [`${ios} Mobile/21E236 [FBAN/MessengerLiteForiOS;FBAV/449.0.0.33.106]`, 'messenger'],
  [`${wv} [FB_IAB/Orca-Android;FBAV/450.0.0.40.109;]`, 'messenger'],
  [`${ios} Mobile/21E236 Twitter for iPhone/10.34`, 'x'],
  [`${wv} TwitterAndroid`, 'x'],
  [`${ios} Mobile/15E148 musical_ly_33.6.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/ja`, 'tiktok'],
  [
    `${wv} trill_330603 JsSdk/1.0 NetType/WIFI Channel/googleplay AppName/trill BytedanceWebview/d8a21c6`,
    'tiktok',
  ],
  [`${ios} Mobile/15E148 MicroMessenger/8.0.48(0x18003030) NetType/WIFI Language/ja`, 'wechat'],
  [`${ios} Mobile/15E148 KAKAOTALK 10.6.3`, 'kakaotalk'],
  [`${wv};KAKAOTALK 2410600`, 'kakaotalk'],
  [`${ios} Mobile/15E148 YJApp-IOS jp.co.yahoo.ipn.appli/4.120.0`, 'yahooJapan'],
  [`${wv} YJApp-ANDROID jp.co.yahoo.android.yjtop/3.165.0`, 'yahooJapan'],
  [`${ios} Mobile/15E148 [LinkedInApp]/9.29.7283`, 'linkedin'],
  [`${ios} GSA/309.0.620770246 Mobile/15E148 Safari/604.1`, 'google'],
  [wv, 'androidWebView'],
  [`${ios} Mobile/15E148`, 'iosWebView'],
  // Browsers of their own.
  [`${ios} Version/17.4.1 Mobile/15E148 Safari/604.1`, null],
  [`${ios} CriOS/123.0.6312.52 Mobile/15E148 Safari/604.1`, null],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/123.0.0.0 Mobile Safari/537.36',
    null,
  ],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/24.0 Chrome/117.0.0.0 Mobile Safari/537.36',
    null,
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/123.0.0.0 Safari/537.36',
    null,
  ],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:124.0) Gecko/20100101 Firefox/124.0', null],
];

describe('browsers inside other apps', () => {
  it.each(agents)('%s', (agent, id) => {
    expect(inAppBrowser(agent)?.id ?? null).toBe(id);
  });
});

describe('the way out', () => {
  const url = 'https://meet.example:8443/m?a=1#t0k-en_1';
  const line = { id: 'line', name: 'LINE' };
  const instagram = { id: 'instagram', name: 'Instagram' };

  it('of LINE is its parameter, before the token', () => {
    for (const system of ['ios', 'android'] as const)
      expect(wayOut(line, system, url)).toBe(
        'https://meet.example:8443/m?a=1&openExternalBrowser=1#t0k-en_1',
      );
  });

  it('on Android is an intent for Chrome that keeps address and token, and falls back to any browser', () => {
    const intent = wayOut(instagram, 'android', url) ?? '';
    const at = intent.lastIndexOf('#');
    expect(intent.slice(0, at)).toBe('intent://meet.example:8443/m?a=1#t0k-en_1');
    const parts = intent.slice(at).split(';');
    expect(parts).toContain('scheme=https');
    expect(parts).toContain('package=com.android.chrome');
    const fallback = parts.find((part) => part.startsWith('S.browser_fallback_url='))?.split('=')[1] ?? '';
    expect(decodeURIComponent(fallback)).toBe(url);
    expect(parts.at(-1)).toBe('end');
  });

  it('on iOS does not exist: copying and the QR code are left', () => {
    expect(wayOut(instagram, 'ios', url)).toBeNull();
  });
});

describe('the QR code’s path', () => {
  it('draws each run of dark modules once', () => {
    const dark = [
      [true, true, false],
      [false, false, true],
    ];
    expect(pathOf(dark)).toBe('M0 0h2v1H0zM2 1h1v1H2z');
  });
});
