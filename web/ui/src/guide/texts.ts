import type { Language } from '../i18n/i18n';
import { fill } from '../i18n/typed';
import { en } from './texts.en';
import { ja } from './texts.ja';

export type GuideKey = keyof typeof ja;
export type DeviceKind = 'microphone' | 'camera';

/** What the guides' texts leave open. */
export interface Blanks {
  device: string;
  site: string;
  browser: string;
  label: string;
}

export type Say = (key: GuideKey, more?: Partial<Blanks>) => string;

/** The guides' own dictionary, spoken for one device, site and browser. */
export function speak(lang: Language, device: DeviceKind, site: string, browser: string | null): Say {
  const words: Record<GuideKey, string> = lang === 'ja' ? ja : en;
  const blanks = { device: words[`device.${device}`], site, browser: browser ?? words.thisBrowser };
  return (key, more) => {
    const text = fill(words[key], { ...blanks, ...more });
    // Settings, and the beginnings of sentences, are written with a capital.
    return lang === 'en' ? text.replace(/(?:^|[[“])\p{Ll}/gu, (found) => found.toUpperCase()) : text;
  };
}
