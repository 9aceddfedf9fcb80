import { Button, MicGuide, useI18n } from '@meet/ui';
import { BellOff, X } from 'lucide-react';
import { useState } from 'react';
import { missingOf, useMend, useReadiness } from './readiness';

/**
 * Says before a call is lost what stands in its way, and mends it with one click. It floats: a click on the page unlocks the sound, and
 * what was clicked must not move away under the pointer. A lost connection has its own notice.
 */
export function ReadyBanner() {
  const { t } = useI18n();
  const ready = useReadiness();
  const { mend, guide, closeGuide } = useMend();
  const [hidden, setHidden] = useState(false);
  const missing = missingOf(ready).filter((one) => one !== 'connection');
  if (!ready.known || missing.length === 0 || hidden) return null;
  const blocked = ready.microphone === 'denied';
  return (
    <div className="ready-card" role="status" data-testid="ready-banner">
      <BellOff size={18} aria-hidden />
      <p className="ready-card__text">
        <strong>{t('ready.notYet')}</strong>
        <span>
          {missing.map((one) => t(one === 'microphone' ? micText() : 'ready.missing.sound')).join(' ')}
        </span>
      </p>
      <Button tone="primary" onClick={mend} data-testid="ready-mend">
        {blocked ? t('ready.how') : t('ready.mend')}
      </Button>
      <button
        type="button"
        className="icon-btn"
        aria-label={t('common.close')}
        onClick={() => {
          setHidden(true);
        }}
      >
        <X size={16} aria-hidden />
      </button>
      <MicGuide open={guide} onClose={closeGuide} />
    </div>
  );

  function micText(): 'ready.microphone.no' | 'ready.missing.microphone' {
    return blocked ? 'ready.microphone.no' : 'ready.missing.microphone';
  }
}
