import { Problem, type CustomerContact, type CustomerProfile } from '@meet/sdk';
import { Button, useI18n, useToasts } from '@meet/ui';
import { Pencil } from 'lucide-react';
import { useId, useState } from 'react';
import { useClient } from '../client';
import { checkContact } from './contactRules';

/** Name, address and number: shown, and changed in place. A link reaches who has left by these. */
export function Contact({
  profile,
  onChange,
}: {
  profile: CustomerProfile;
  onChange: (profile: CustomerProfile) => void;
}) {
  const { t } = useI18n();
  const [editing, setEditing] = useState(false);
  if (editing) {
    return (
      <ContactForm
        profile={profile}
        onDone={(next) => {
          setEditing(false);
          if (next) onChange(next);
        }}
      />
    );
  }
  return (
    <>
      <dl className="profile__list">
        <div className="profile__row">
          <dt>{t('contact.email')}</dt>
          <dd>{profile.email ?? <span className="profile__unset">{t('contact.unset')}</span>}</dd>
        </div>
        <div className="profile__row">
          <dt>{t('contact.phone')}</dt>
          <dd>{profile.phone ?? <span className="profile__unset">{t('contact.unset')}</span>}</dd>
        </div>
      </dl>
      <div className="profile__action">
        <Button
          onClick={() => {
            setEditing(true);
          }}
          data-testid="contact-edit"
        >
          <Pencil size={14} aria-hidden /> {t('contact.edit')}
        </Button>
      </div>
    </>
  );
}

function ContactForm({
  profile,
  onDone,
}: {
  profile: CustomerProfile;
  onDone: (profile: CustomerProfile | null) => void;
}) {
  const { t } = useI18n();
  const client = useClient();
  const toasts = useToasts();
  const id = useId();
  const [name, setName] = useState(profile.person.name);
  const [email, setEmail] = useState(profile.email ?? '');
  const [phone, setPhone] = useState(profile.phone ?? '');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const contact: CustomerContact = {
    name: name.trim(),
    email: email.trim() || null,
    phone: phone.trim() || null,
  };
  const wrong = checkContact(contact);

  const save = () => {
    setTried(true);
    if (wrong.length > 0 || busy) return;
    setBusy(true);
    client.api.people
      .changeCustomer(profile.person.id, contact)
      .then(onDone, (error: unknown) => {
        toasts.problem(Problem.of(error));
      })
      .finally(() => {
        setBusy(false);
      });
  };
  const field = (
    which: 'name' | 'email' | 'phone',
    value: string,
    set: (value: string) => void,
    more: { type: string; autoFocus?: boolean },
  ) => {
    const bad = tried && wrong.includes(which);
    return (
      <div className="field">
        <label className="field__label" htmlFor={`${id}-${which}`}>
          {t(`contact.${which}`)}
        </label>
        <input
          id={`${id}-${which}`}
          className="input"
          {...more}
          value={value}
          maxLength={which === 'name' ? 60 : 254}
          aria-invalid={bad}
          aria-describedby={bad ? `${id}-${which}-wrong` : undefined}
          data-testid={`contact-${which}`}
          onChange={(event) => {
            set(event.target.value);
          }}
        />
        {bad && (
          <p className="field__error" id={`${id}-${which}-wrong`} role="alert">
            {t(`contact.${which}.wrong`)}
          </p>
        )}
      </div>
    );
  };
  return (
    <form
      className="form profile__form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {field('name', name, setName, { type: 'text', autoFocus: true })}
      {field('email', email, setEmail, { type: 'email' })}
      {field('phone', phone, setPhone, { type: 'tel' })}
      <div className="form__actions">
        <Button
          tone="ghost"
          onClick={() => {
            onDone(null);
          }}
        >
          {t('common.cancel')}
        </Button>
        <Button type="submit" tone="primary" disabled={busy} data-testid="contact-save">
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
}
