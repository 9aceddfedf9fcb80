import { useI18n } from '@meet/ui';
import type { ReactNode } from 'react';

/** The page around everything but the Meet itself: whose it is, and the language. */
export function Frame({ title, children }: { title: string; children: ReactNode }) {
  const { lang, setLang } = useI18n();
  return (
    <div className="page">
      <header className="page__head">
        <p className="page__title truncate">{title}</p>
        <button
          type="button"
          className="page__lang"
          lang={lang === 'ja' ? 'en' : 'ja'}
          onClick={() => {
            setLang(lang === 'ja' ? 'en' : 'ja');
          }}
        >
          {lang === 'ja' ? 'English' : '日本語'}
        </button>
      </header>
      <main className="page__main scroll">{children}</main>
    </div>
  );
}
