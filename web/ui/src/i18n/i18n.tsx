import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { makeFormats, type Formats } from '../time/formats';
import { en } from './en';
import { ja } from './ja';
import { fill, type Key, type Params } from './typed';

export type Language = 'ja' | 'en';

export interface I18n {
  lang: Language;
  setLang: (lang: Language) => void;
  t: <K extends Key>(key: K, ...params: Params<K>) => string;
  fmt: Formats;
}

const storageKey = 'meet.lang';

export function browserLanguage(languages: readonly string[]): Language {
  const first = languages.find((language) => /^(ja|en)\b/i.test(language));
  return first === undefined || /^en/i.test(first) ? 'en' : 'ja';
}

function initialLanguage(forced?: string): Language {
  if (forced === 'ja' || forced === 'en') return forced;
  try {
    const stored = localStorage.getItem(storageKey);
    if (stored === 'ja' || stored === 'en') return stored;
  } catch {
    // No storage: the browser's language decides.
  }
  return browserLanguage(navigator.languages);
}

export function makeI18n(lang: Language, setLang: (lang: Language) => void): I18n {
  const words = lang === 'ja' ? ja : en;
  const t: I18n['t'] = (key, ...params) =>
    fill(words[key], params[0] as Record<string, string | number> | undefined);
  return { lang, setLang, t, fmt: makeFormats(lang, t) };
}

const Context = createContext<I18n | null>(null);

export function I18nProvider({ forced, children }: { forced?: string | undefined; children: ReactNode }) {
  const [lang, setLang] = useState(() => initialLanguage(forced));
  useEffect(() => {
    document.documentElement.lang = lang;
  }, [lang]);
  const value = useMemo(
    () =>
      makeI18n(lang, (next) => {
        try {
          localStorage.setItem(storageKey, next);
        } catch {
          // Holds for this visit.
        }
        setLang(next);
      }),
    [lang],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useI18n(): I18n {
  const value = useContext(Context);
  if (!value) throw new Error('I18nProvider is missing');
  return value;
}
