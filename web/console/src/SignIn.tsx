import { Problem, type ApiClient, type Me } from '@meet/sdk';
import { Button, Segmented, useI18n, type Language } from '@meet/ui';
import { CircleAlert } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { Logo } from './shell/Logo';

export function SignIn({ api, onSignedIn }: { api: ApiClient; onSignedIn: (me: Me) => void }) {
  const { t, lang, setLang } = useI18n();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    setBusy(true);
    setProblem(null);
    api.session
      .signIn(text('email').trim(), text('password'))
      .then(onSignedIn, (error: unknown) => {
        setProblem(Problem.of(error));
      })
      .finally(() => {
        setBusy(false);
      });
  };

  return (
    <main className="signin">
      <form className="signin__card" onSubmit={submit}>
        <div className="signin__brand">
          <Logo size={36} />
          <div>
            <h1>Meet</h1>
            <p>{t('signin.lead')}</p>
          </div>
        </div>
        <label className="field">
          <span className="field__label">{t('signin.email')}</span>
          <input
            className="input"
            name="email"
            type="email"
            autoComplete="username"
            required
            autoFocus
            data-testid="signin-email"
          />
        </label>
        <label className="field">
          <span className="field__label">{t('signin.password')}</span>
          <input
            className="input"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            data-testid="signin-password"
          />
        </label>
        <p className="signin__error" role="alert">
          {problem && (
            <>
              <CircleAlert size={16} aria-hidden />
              <span>
                {problem.code === 'wrong_credentials' || problem.code === 'not_signed_in'
                  ? t('signin.wrong')
                  : t(`problem.${problem.code}`)}
              </span>
            </>
          )}
        </p>
        <Button type="submit" tone="primary" wide disabled={busy} data-testid="signin-submit">
          {busy ? t('signin.busy') : t('signin.submit')}
        </Button>
      </form>
      <Segmented<Language>
        label={t('rail.language')}
        value={lang}
        onChange={setLang}
        options={[
          { value: 'ja', label: '日本語' },
          { value: 'en', label: 'English' },
        ]}
      />
    </main>
  );
}
