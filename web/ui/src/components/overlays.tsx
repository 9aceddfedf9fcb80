import { Check, X } from 'lucide-react';
import { Dialog as RadixDialog, DropdownMenu, Switch as RadixSwitch, ToggleGroup, Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/i18n';

type Side = 'top' | 'bottom' | 'left' | 'right';

export function TipProvider({ children }: { children: ReactNode }) {
  return <Tooltip.Provider delayDuration={400}>{children}</Tooltip.Provider>;
}

export function Tip({
  text,
  side,
  children,
}: {
  text: string;
  side?: Side | undefined;
  children: ReactNode;
}) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tooltip" side={side ?? 'top'} sideOffset={6} collisionPadding={8}>
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

/** `trigger` is a button of ours. Not modal: the page stays readable and scrollable behind it. */
export function Menu({
  trigger,
  children,
  align = 'end',
  side = 'bottom',
  onOpenChange,
}: {
  trigger: ReactNode;
  children: ReactNode;
  align?: 'start' | 'end' | 'center';
  side?: Side;
  onOpenChange?: (open: boolean) => void;
}) {
  return (
    <DropdownMenu.Root modal={false} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align={align} side={side} sideOffset={6} collisionPadding={8}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuItem({
  icon,
  hint,
  checked,
  disabled,
  unavailable = false,
  onSelect,
  children,
  testId,
}: {
  icon?: ReactNode;
  hint?: string | undefined;
  checked?: boolean;
  disabled?: boolean;
  /** Cannot be chosen, but can be reached: its hint says why. */
  unavailable?: boolean;
  onSelect: () => void;
  children: ReactNode;
  testId?: string;
}) {
  const body = (
    <>
      {icon}
      <span className="menu__text">
        {children}
        {hint && <span className="menu__hint">{hint}</span>}
      </span>
      {checked && <Check size={16} aria-hidden />}
    </>
  );
  const common = {
    className: 'menu__item',
    disabled: disabled ?? false,
    'aria-disabled': unavailable || undefined,
    onSelect: (event: Event) => {
      if (unavailable) event.preventDefault();
      else onSelect();
    },
    'data-testid': testId,
  };
  return checked === undefined ? (
    <DropdownMenu.Item {...common}>{body}</DropdownMenu.Item>
  ) : (
    <DropdownMenu.CheckboxItem {...common} checked={checked}>
      {body}
    </DropdownMenu.CheckboxItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="menu__label">{children}</DropdownMenu.Label>;
}

export function MenuLine() {
  return <DropdownMenu.Separator className="menu__line" />;
}

export function Dialog({
  open,
  onClose,
  title,
  lead,
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  lead?: string;
  children: ReactNode;
}) {
  const { t } = useI18n();
  return (
    <RadixDialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="dialog__scrim" />
        <RadixDialog.Content className="dialog" {...(lead ? {} : { 'aria-describedby': undefined })}>
          <div className="dialog__head">
            <RadixDialog.Title className="dialog__title">{title}</RadixDialog.Title>
            <RadixDialog.Close className="icon-btn" aria-label={t('common.close')}>
              <X size={18} aria-hidden />
            </RadixDialog.Close>
          </div>
          <div className="dialog__body">
            {lead && <RadixDialog.Description>{lead}</RadixDialog.Description>}
            {children}
          </div>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

export function Switch({
  checked,
  onChange,
  disabled = false,
  id,
  label,
  describedBy,
  testId,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  id: string;
  /** Where no label element names it. */
  label?: string;
  describedBy?: string;
  testId?: string;
}) {
  return (
    <RadixSwitch.Root
      id={id}
      className="switch"
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled}
      aria-label={label}
      aria-describedby={describedBy}
      data-testid={testId}
    >
      <RadixSwitch.Thumb className="switch__thumb" />
    </RadixSwitch.Root>
  );
}

export function Segmented<T extends string>({
  value,
  options,
  onChange,
  label,
}: {
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  label: string;
}) {
  return (
    <ToggleGroup.Root
      type="single"
      className="segmented"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <ToggleGroup.Item key={option.value} value={option.value} className="segmented__item">
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
