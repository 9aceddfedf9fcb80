import type { DeviceKind, Devices } from '@meet/sdk';
import { useId } from 'react';
import { useI18n } from '../../i18n/i18n';

/** `devices` null: not known yet. */
export function DeviceSelect({
  kind,
  devices,
  chosen,
  onChoose,
}: {
  kind: DeviceKind;
  devices: Devices | null;
  chosen: string | undefined;
  onChoose: (kind: DeviceKind, id: string) => void;
}) {
  const { t } = useI18n();
  const id = useId();
  const list = devices?.[kind] ?? [];
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {t(`device.${kind}`)}
      </label>
      <select
        id={id}
        className="input"
        value={list.some((one) => one.id === chosen) ? chosen : (list[0]?.id ?? '')}
        disabled={list.length === 0}
        data-testid={`device-${kind}`}
        onChange={(event) => {
          onChoose(kind, event.target.value);
        }}
      >
        {list.length === 0 && <option value="">{devices ? t('device.none') : t('common.loading')}</option>}
        {list.map((device, index) => (
          <option key={device.id} value={device.id}>
            {device.label || t('device.nth', { kind: t(`device.${kind}`), n: index + 1 })}
          </option>
        ))}
      </select>
    </div>
  );
}
