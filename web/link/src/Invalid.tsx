import { useI18n } from '@meet/ui';
import { Link2Off } from 'lucide-react';
import { Frame } from './Frame';

/** One page for every link that opens nothing: whoever guesses one learns nothing from it. */
export function Invalid() {
  const { t } = useI18n();
  return (
    <Frame title="Meet">
      <div className="invalid" data-testid="link-invalid">
        <span className="invalid__icon" aria-hidden>
          <Link2Off size={30} />
        </span>
        <h1>{t('link.invalid')}</h1>
        <p>{t('link.invalid.hint')}</p>
        <ol className="invalid__steps">
          <li>{t('link.invalid.1')}</li>
          <li>{t('link.invalid.2')}</li>
        </ol>
      </div>
    </Frame>
  );
}
