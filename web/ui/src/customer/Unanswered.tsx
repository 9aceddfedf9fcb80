import { MessageSquareText, PhoneOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../components/basics';
import { useI18n } from '../i18n/i18n';
import { ContactForm } from './ContactForm';
import type { Unanswered as Kind } from './unansweredOf';

const backAfterMs = 10_000;

/**
 * Nobody came: said at once and plainly, with what helps now. Why it was missed is for staff. Who does nothing is led back to
 * the chat, where the same can still be done.
 */
export function Unanswered({ kind, onBack }: { kind: Kind; onBack: () => void }) {
  const { t } = useI18n();
  const [touched, setTouched] = useState(false);
  useEffect(() => {
    if (touched) return;
    const timer = setTimeout(onBack, backAfterMs);
    return () => {
      clearTimeout(timer);
    };
  }, [touched, onBack]);
  const touch = () => {
    setTouched(true);
  };
  return (
    <div
      className="unanswered scroll"
      data-testid="unanswered"
      data-kind={kind}
      onPointerDown={touch}
      onKeyDown={touch}
    >
      <span className="unanswered__icon" aria-hidden>
        <PhoneOff size={28} />
      </span>
      <h1>{t(`widget.unanswered.${kind}`)}</h1>
      <p>{t('widget.end.missed')}</p>
      <Button tone="primary" wide onClick={onBack} data-testid="leave-message">
        <MessageSquareText size={17} aria-hidden /> {t('widget.leaveMessage')}
      </Button>
      <ContactForm />
    </div>
  );
}
