import { ringLeft, type RingView } from '@meet/sdk';
import type { ReactNode } from 'react';
import { useNow } from '../components/hooks';
import { useI18n } from '../i18n/i18n';

/** What is left of the ring, by the server's clock, drawn around a face. */
export function CountdownRing({
  ring,
  offset,
  size,
  children,
}: {
  ring: RingView;
  offset: number;
  size: number;
  children: ReactNode;
}) {
  const { t } = useI18n();
  const now = useNow(500) + offset;
  const left = ringLeft(ring, now);
  const seconds = Math.max(0, Math.ceil((Date.parse(ring.expiresAt) - now) / 1000));
  const radius = size / 2 - 2;
  const around = 2 * Math.PI * radius;
  return (
    <span className="countdown" style={{ width: size, height: size }}>
      <svg width={size} height={size} aria-hidden>
        <circle className="countdown__track" cx={size / 2} cy={size / 2} r={radius} />
        <circle
          className="countdown__left"
          cx={size / 2}
          cy={size / 2}
          r={radius}
          strokeDasharray={around}
          strokeDashoffset={around * (1 - left)}
          transform={`rotate(-90 ${size / 2} ${size / 2})`}
        />
      </svg>
      {children}
      <span className="sr-only" role="timer">
        {t('ring.left', { n: seconds })}
      </span>
    </span>
  );
}
