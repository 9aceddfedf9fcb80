import { Spinner, useI18n } from '@meet/ui';
import { Logo } from './Logo';

export function Splash() {
  const { t } = useI18n();
  return (
    <main className="splash">
      <Logo size={40} />
      <Spinner label={t('common.loading')} />
    </main>
  );
}
