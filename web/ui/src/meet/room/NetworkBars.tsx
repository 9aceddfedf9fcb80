import type { NetworkLevel } from '@meet/sdk';
import { useI18n } from '../../i18n/i18n';

/** Four bars, said in words too; nothing while nothing is known. */
export function NetworkBars({ level }: { level: NetworkLevel }) {
  const { t } = useI18n();
  if (level === 0) return null;
  const text = t('inMeet.network', { how: t(`inMeet.network.${level}`) });
  return (
    <svg
      className="bars"
      viewBox="0 0 14 12"
      width="14"
      height="12"
      role="img"
      aria-label={text}
      data-level={level}
      data-testid="network-bars"
    >
      <title>{text}</title>
      {[1, 2, 3, 4].map((bar) => (
        <rect
          key={bar}
          x={(bar - 1) * 3.6}
          y={12 - bar * 3}
          width="2.6"
          height={bar * 3}
          rx="0.8"
          data-on={bar <= level || undefined}
        />
      ))}
    </svg>
  );
}
