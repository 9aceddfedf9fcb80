import { Button, Dialog, useI18n } from '@meet/ui';
import { useId, useState } from 'react';
import { useClient } from '../client';
import { localInput, snoozable, snoozeTimes } from './snoozeTimes';

export function SnoozeDialog({
  open,
  onClose,
  onPick,
}: {
  open: boolean;
  onClose: () => void;
  onPick: (until: Date) => void;
}) {
  const { t } = useI18n();
  return (
    <Dialog open={open} onClose={onClose} title={t('snooze.custom')} lead={t('snooze.custom.lead')}>
      <Form
        onPick={(until) => {
          onClose();
          onPick(until);
        }}
      />
    </Dialog>
  );
}

function Form({ onPick }: { onPick: (until: Date) => void }) {
  const { t } = useI18n();
  const client = useClient();
  const id = useId();
  const [value, setValue] = useState(() => localInput(snoozeTimes(new Date(client.now())).tomorrow));
  const [wrong, setWrong] = useState(false);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const until = new Date(value);
        if (snoozable(until, new Date(client.now()))) onPick(until);
        else setWrong(true);
      }}
    >
      <div className="field">
        <label className="field__label" htmlFor={id}>
          {t('snooze.until')}
        </label>
        <input
          id={id}
          className="input"
          type="datetime-local"
          value={value}
          aria-invalid={wrong}
          aria-describedby={wrong ? `${id}-wrong` : undefined}
          data-testid="snooze-date"
          onChange={(event) => {
            setWrong(false);
            setValue(event.target.value);
          }}
        />
        {wrong && (
          <p className="field__error" id={`${id}-wrong`} role="alert">
            {t('snooze.wrong')}
          </p>
        )}
      </div>
      <div className="form__actions">
        <Button type="submit" tone="primary" data-testid="snooze-submit">
          {t('snooze.submit')}
        </Button>
      </div>
    </form>
  );
}
