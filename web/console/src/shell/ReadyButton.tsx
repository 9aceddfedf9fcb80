import { MicGuide, Tip, useI18n } from '@meet/ui';
import { BellOff, BellRing } from 'lucide-react';
import { missingOf, useMend, useReadiness } from './readiness';

/** At the rail's bottom: whether this page could take a call, at a glance; pressed, it mends what is missing. */
export function ReadyButton() {
  const { t } = useI18n();
  const ready = useReadiness();
  const { mend, guide, closeGuide } = useMend();
  const missing = missingOf(ready).map((one) => t(`ready.${one}`));
  const text = ready.ok ? t('ready.ok') : `${t('ready.notYet')}: ${missing.join(t('entry.comma'))}`;
  return (
    <>
      <Tip text={text} side="right">
        <button
          type="button"
          className="rail__ready"
          aria-label={text}
          data-testid="readiness"
          data-ready={ready.ok}
          onClick={mend}
        >
          {ready.ok ? <BellRing size={18} aria-hidden /> : <BellOff size={18} aria-hidden />}
        </button>
      </Tip>
      <MicGuide open={guide} onClose={closeGuide} />
    </>
  );
}
