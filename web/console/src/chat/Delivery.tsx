import type { DeliveryView } from '@meet/sdk';
import { useI18n, type Key } from '@meet/ui';
import { CircleAlert, Mail, MessageSquare } from 'lucide-react';

const errors: Record<string, Extract<Key, `delivery.${string}`>> = {
  daily_limit: 'delivery.daily_limit',
  customer_limit: 'delivery.customer_limit',
  invalid_number: 'delivery.invalid_number',
  invalid_address: 'delivery.invalid_address',
};

/** What became of the SMS and the e-mail that carry a Meet's link. */
export function Delivery({ delivery }: { delivery: readonly DeliveryView[] }) {
  const { t, fmt } = useI18n();
  if (delivery.length === 0) return null;
  return (
    <ul className="delivery" aria-label={t('delivery.label')}>
      {delivery.map((one) => {
        const bad = one.state === 'failed' || one.state === 'refused';
        const Icon = bad ? CircleAlert : one.channel === 'sms' ? MessageSquare : Mail;
        return (
          <li
            key={one.channel}
            data-testid="delivery"
            data-channel={one.channel}
            data-state={one.state}
            data-bad={bad || undefined}
          >
            <Icon size={13} aria-hidden />
            <span title={fmt.exact(one.at)}>
              {t(`delivery.${one.channel}`)} — {t(`delivery.${one.state}`)}
              {one.error && <span> ({t(errors[one.error] ?? 'delivery.error')})</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
