import { Problem } from '@meet/sdk';
import { Button, Dialog, Skeleton, useI18n, useToasts } from '@meet/ui';
import { Copy, KeyRound, Webhook } from 'lucide-react';
import { useState } from 'react';
import { useClient } from '../client';
import { Panel } from './parts';
import type { SettingsAccess } from './useSettings';

/** Where messengers send what customers write, and the secret that signs it. */
export function WebhookSection({ access }: { access: SettingsAccess }) {
  const { t } = useI18n();
  const client = useClient();
  const toasts = useToasts();
  const [secret, setSecret] = useState<string | null>(null);
  const webhook = access.settings?.webhook;
  const url = webhook ? `${location.origin}${webhook.path}` : null;

  const renew = () => {
    client.api.settings.newWebhookSecret().then(
      (made) => {
        setSecret(made.secret);
        access.retry();
      },
      (error: unknown) => {
        toasts.problem(Problem.of(error));
      },
    );
  };
  return (
    <Panel icon={<Webhook size={18} />} title={t('settings.webhook')} lead={t('settings.webhook.lead')}>
      <div className="setting setting--field">
        <p className="setting__name">{t('settings.webhook.url')}</p>
        {url ? <Copyable text={url} testId="webhook-url" /> : <Skeleton w="100%" h={36} />}
      </div>
      <div className="setting">
        <div>
          <p className="setting__name">{t('settings.webhook.secret')}</p>
          <p className="setting__hint" data-testid="webhook-hint">
            {webhook?.secretHint
              ? t('settings.webhook.secret.known', { hint: webhook.secretHint })
              : t('settings.webhook.secret.none')}
          </p>
        </div>
        <Button onClick={renew} disabled={!access.settings?.admin} data-testid="webhook-secret-new">
          <KeyRound size={15} aria-hidden /> {t('settings.webhook.secret.new')}
        </Button>
      </div>
      <p className="setting__hint">{t('settings.webhook.how')}</p>
      <pre className="code">
        Meet-Signature: t=1767225600,v1=hex(hmac_sha256(secret, t + &quot;.&quot; + body))
      </pre>
      <Dialog
        open={secret !== null}
        onClose={() => {
          setSecret(null);
        }}
        title={t('settings.webhook.secret.made')}
        lead={t('settings.webhook.secret.once')}
      >
        <div className="form">
          <Copyable text={secret ?? ''} testId="webhook-secret" />
        </div>
      </Dialog>
    </Panel>
  );
}

function Copyable({ text, testId }: { text: string; testId: string }) {
  const { t } = useI18n();
  const toasts = useToasts();
  return (
    <span className="inline">
      <input
        className="input input--code"
        readOnly
        value={text}
        aria-label={text}
        data-testid={testId}
        onFocus={(event) => {
          event.currentTarget.select();
        }}
      />
      <Button
        onClick={() => {
          navigator.clipboard.writeText(text).then(
            () => {
              toasts.show({ tone: 'plain', title: t('common.copied') });
            },
            () => {
              toasts.show({ tone: 'error', title: t('common.copyByHand') });
            },
          );
        }}
      >
        <Copy size={15} aria-hidden /> {t('common.copy')}
      </Button>
    </span>
  );
}
