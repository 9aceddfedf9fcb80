import { Problem } from '@meet/sdk';
import { CheckCircle2 } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '../components/basics';
import { useI18n } from '../i18n/i18n';
import { useClient } from './client';
import { contactMistake } from './contactRules';

/** Where to send the link when staff call back and the customer has left the page. */
export function ContactForm() {
  const { t } = useI18n();
  const client = useClient();
  const [contact, setContact] = useState({ email: '', phone: '' });
  const [state, setState] = useState<'writing' | 'sending' | 'sent'>('writing');
  const [mistake, setMistake] = useState<string | null>(null);
  const ids = { phone: useId(), email: useId(), mistake: useId() };
  if (state === 'sent') {
    return (
      <p className="contact__sent" role="status">
        <CheckCircle2 size={16} aria-hidden /> {t('widget.contact.sent')}
      </p>
    );
  }
  const send = () => {
    const wrong = contactMistake(contact);
    setMistake(wrong && t(`widget.contact.wrong.${wrong}`));
    if (wrong) return;
    setState('sending');
    const email = contact.email.trim();
    const phone = contact.phone.trim();
    client.api.people.changeMe({ ...(email ? { email } : {}), ...(phone ? { phone } : {}) }).then(
      () => {
        setState('sent');
      },
      (error: unknown) => {
        setState('writing');
        setMistake(t(`problem.${Problem.of(error).code}`));
      },
    );
  };
  const field = (name: 'phone' | 'email') => (
    <div className="field">
      <label className="field__label" htmlFor={ids[name]}>
        {t(`contact.${name}`)}
      </label>
      <input
        id={ids[name]}
        className="input"
        type={name === 'phone' ? 'tel' : 'email'}
        autoComplete={name === 'phone' ? 'tel' : 'email'}
        value={contact[name]}
        aria-describedby={mistake ? ids.mistake : undefined}
        data-testid={`contact-${name}`}
        onChange={(event) => {
          setContact({ ...contact, [name]: event.target.value });
        }}
      />
    </div>
  );
  return (
    <form
      className="contact"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p className="contact__lead">{t('widget.contact.lead')}</p>
      {field('phone')}
      {field('email')}
      {mistake && (
        <p className="contact__wrong" id={ids.mistake} role="alert">
          {mistake}
        </p>
      )}
      <Button type="submit" disabled={state === 'sending'} data-testid="contact-send">
        {t('widget.contact.send')}
      </Button>
    </form>
  );
}
