import { Skeleton, Switch, useI18n } from '@meet/ui';
import { Lock } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { useStaff } from '../useStaff';

export function Panel({
  icon,
  crumb,
  title,
  lead,
  children,
}: {
  icon: ReactNode;
  crumb?: string;
  title: string;
  lead?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="panel__head">
        <span className="panel__icon" aria-hidden>
          {icon}
        </span>
        <div>
          {crumb && <p className="panel__crumb">{crumb}</p>}
          <h2 id={id}>{title}</h2>
        </div>
      </header>
      {lead && <p className="panel__lead">{lead}</p>}
      {children}
    </section>
  );
}

/** One switch with its name and what it means. `checked` null: not known yet. */
export function SettingSwitch({
  name,
  hint,
  checked,
  locked,
  onChange,
  testId,
}: {
  name: string;
  hint: string;
  checked: boolean | null;
  locked: boolean;
  onChange: (checked: boolean) => void;
  testId: string;
}) {
  const id = useId();
  return (
    <div className="setting">
      <div>
        <label className="setting__name" htmlFor={id}>
          {name}
        </label>
        <p className="setting__hint" id={`${id}-hint`}>
          {hint}
        </p>
      </div>
      {checked === null ? (
        <Skeleton w={36} h={20} r={10} />
      ) : (
        <Switch
          id={id}
          checked={checked}
          disabled={locked}
          onChange={onChange}
          describedBy={`${id}-hint`}
          testId={testId}
        />
      )}
    </div>
  );
}

/** Why nothing can be changed here, and who can. */
export function ReadOnlyNote() {
  const { t } = useI18n();
  const staff = useStaff();
  const admins = staff?.filter((one) => one.admin).map((one) => one.person.name) ?? [];
  return (
    <p className="readonly" role="note" data-testid="settings-readonly">
      <Lock size={15} aria-hidden />
      <span>
        {t('settings.readonly')}{' '}
        {admins.length > 0 && t('settings.readonly.who', { names: admins.join(t('entry.comma')) })}
      </span>
    </p>
  );
}
