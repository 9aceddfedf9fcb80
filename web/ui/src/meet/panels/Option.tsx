import { useId } from 'react';
import { Switch } from '../../components/overlays';

/** A switch with its name before it, and what it does below. */
export function Option({
  label,
  hint,
  checked,
  disabled = false,
  onChange,
  testId,
}: {
  label: string;
  hint?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
  testId: string;
}) {
  const id = useId();
  return (
    <div className="option">
      <span className="option__text">
        <label htmlFor={id}>{label}</label>
        {hint && (
          <span className="option__hint" id={`${id}-hint`} role="status">
            {hint}
          </span>
        )}
      </span>
      <Switch
        id={id}
        checked={checked}
        disabled={disabled}
        onChange={onChange}
        testId={testId}
        {...(hint ? { describedBy: `${id}-hint` } : {})}
      />
    </div>
  );
}
