import { Button, useI18n } from '@meet/ui';
import { Send } from 'lucide-react';
import { useId, useState } from 'react';
import { Panel, SettingSwitch } from './parts';
import type { SettingsAccess } from './useSettings';

const senderRule = /^[A-Za-z0-9 ]{0,11}$/;

/** [返信通知]: how a Meet reaches a customer who has left the site. */
export function RepliesSection({ access }: { access: SettingsAccess }) {
  const { t } = useI18n();
  const { settings, change } = access;
  const locked = !settings?.admin;
  const reply = settings?.replyNotification;
  return (
    <Panel icon={<Send size={18} />} title={t('settings.replies')} lead={t('settings.replies.lead')}>
      <SettingSwitch
        name={t('settings.replies.sms')}
        hint={t('settings.replies.sms.hint')}
        checked={reply?.sms ?? null}
        locked={locked}
        onChange={(sms) => {
          change({ replyNotification: { sms } });
        }}
        testId="setting-reply-sms"
      />
      <SettingSwitch
        name={t('settings.replies.email')}
        hint={t('settings.replies.email.hint')}
        checked={reply?.email ?? null}
        locked={locked}
        onChange={(email) => {
          change({ replyNotification: { email } });
        }}
        testId="setting-reply-email"
      />
      {reply && (
        <SenderName
          key={reply.senderName}
          value={reply.senderName}
          locked={locked}
          onSave={(senderName) => {
            change({ replyNotification: { senderName } });
          }}
        />
      )}
    </Panel>
  );
}

function SenderName({
  value,
  locked,
  onSave,
}: {
  value: string;
  locked: boolean;
  onSave: (value: string) => void;
}) {
  const { t } = useI18n();
  const id = useId();
  const [name, setName] = useState(value);
  const wrong = !senderRule.test(name);
  return (
    <form
      className="field setting setting--field"
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) onSave(name.trim());
      }}
    >
      <label className="setting__name" htmlFor={id}>
        {t('settings.sender')}
      </label>
      <p className="setting__hint" id={`${id}-hint`}>
        {t('settings.sender.hint')}
      </p>
      <span className="inline">
        <input
          id={id}
          className="input"
          value={name}
          disabled={locked}
          aria-invalid={wrong}
          aria-describedby={`${id}-hint${wrong ? ` ${id}-wrong` : ''}`}
          data-testid="setting-sender"
          onChange={(event) => {
            setName(event.target.value);
          }}
        />
        <Button type="submit" disabled={locked || wrong || name.trim() === value}>
          {t('common.save')}
        </Button>
      </span>
      {wrong && (
        <p className="field__error" id={`${id}-wrong`} role="alert">
          {t('settings.sender.wrong')}
        </p>
      )}
    </form>
  );
}
