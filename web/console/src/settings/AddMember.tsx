import { Problem, type StaffMember } from '@meet/sdk';
import { Button, Dialog, Switch, useI18n } from '@meet/ui';
import { useId, useState } from 'react';
import { useClient } from '../client';

export function AddMember({
  open,
  onClose,
  onAdded,
}: {
  open: boolean;
  onClose: () => void;
  onAdded: (member: StaffMember) => void;
}) {
  const { t } = useI18n();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('settings.members.add')}
      lead={t('settings.members.add.lead')}
    >
      <Form
        onAdded={(member) => {
          onAdded(member);
          onClose();
        }}
      />
    </Dialog>
  );
}

/** Characters that a first password has at least. */
const shortest = 10;

function Form({ onAdded }: { onAdded: (member: StaffMember) => void }) {
  const { t } = useI18n();
  const client = useClient();
  const id = useId();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [operatorSeat, setSeat] = useState(true);
  const [admin, setAdmin] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const complete = name.trim() !== '' && email.includes('@') && password.length >= shortest;

  const add = () => {
    setBusy(true);
    setProblem(null);
    client.api.people
      .addStaff({ name: name.trim(), email: email.trim(), password, operatorSeat, admin })
      .then(onAdded, (error: unknown) => {
        setProblem(Problem.of(error));
      })
      .finally(() => {
        setBusy(false);
      });
  };
  const field = (
    key: 'name' | 'email' | 'password',
    type: string,
    value: string,
    set: (value: string) => void,
    autoComplete: string,
  ) => (
    <div className="field">
      <label className="field__label" htmlFor={`${id}-${key}`}>
        {t(`member.${key}`)}
      </label>
      <input
        id={`${id}-${key}`}
        className="input"
        type={type}
        value={value}
        autoComplete={autoComplete}
        data-testid={`member-${key}`}
        onChange={(event) => {
          set(event.target.value);
        }}
      />
      {key === 'password' && <p className="field__hint">{t('member.password.hint', { n: shortest })}</p>}
    </div>
  );
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (complete && !busy) add();
      }}
    >
      {field('name', 'text', name, setName, 'off')}
      {field('email', 'email', email, setEmail, 'off')}
      {field('password', 'password', password, setPassword, 'new-password')}
      <div className="setting setting--plain">
        <label className="setting__name" htmlFor={`${id}-seat`}>
          {t('team.seat')}
        </label>
        <Switch id={`${id}-seat`} checked={operatorSeat} onChange={setSeat} />
      </div>
      <div className="setting setting--plain">
        <label className="setting__name" htmlFor={`${id}-admin`}>
          {t('settings.admin')}
        </label>
        <Switch id={`${id}-admin`} checked={admin} onChange={setAdmin} />
      </div>
      {problem && (
        <p className="field__error" role="alert" data-code={problem.code}>
          {t(`problem.${problem.code}`)}
        </p>
      )}
      <div className="form__actions">
        <Button type="submit" tone="primary" disabled={!complete || busy} data-testid="member-submit">
          {t('settings.members.add')}
        </Button>
      </div>
    </form>
  );
}
