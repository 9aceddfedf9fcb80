import { User } from 'lucide-react';
import type { ButtonHTMLAttributes, CSSProperties, ReactNode } from 'react';
import type { PresenceState } from '@meet/sdk';
import { useI18n } from '../i18n/i18n';
import { Tip } from './overlays';

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  tone?: 'primary' | 'plain' | 'ghost' | 'danger' | 'internal';
  wide?: boolean;
};

export function Button({ tone = 'plain', wide = false, className = '', ...rest }: ButtonProps) {
  return (
    <button type="button" className={`btn btn--${tone} ${wide ? 'btn--wide' : ''} ${className}`} {...rest} />
  );
}

/** A button that is only a picture: its name is said to screen readers, and shown on hover and focus. */
export function IconButton({
  label,
  className = '',
  side,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { label: string; side?: 'top' | 'bottom' | 'left' | 'right' }) {
  return (
    <Tip text={label} side={side}>
      <button type="button" aria-label={label} className={`icon-btn ${className}`} {...rest} />
    </Tip>
  );
}

/** One of eight colours, the same for the same person everywhere. */
export function hueOf(id: string): number {
  let hash = 0;
  for (const char of id) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return hash % 8;
}

/** "佐藤 花子" is 佐, "Ken Tanaka" is KT. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s・]+/u)
    .filter(Boolean);
  const first = words[0] ?? '';
  if (!/^[\p{Script=Latin}]/u.test(first)) return Array.from(first)[0] ?? '?';
  const last = words.length > 1 ? words.at(-1) : undefined;
  return `${first[0] ?? ''}${last?.[0] ?? ''}`.toUpperCase();
}

export function Avatar({
  person,
  size = 32,
  presence,
}: {
  person: { id: string; name: string } | null;
  size?: number;
  presence?: PresenceState | undefined;
}) {
  const { t } = useI18n();
  const style = { '--size': `${size}px` } as CSSProperties;
  if (!person) {
    return (
      <span className="avatar avatar--none" style={style} aria-hidden>
        <User size={Math.round(size * 0.55)} />
      </span>
    );
  }
  return (
    <span className="avatar" style={style} data-hue={hueOf(person.id)}>
      <span aria-hidden>{initialsOf(person.name)}</span>
      {presence && (
        <span className="avatar__dot" data-presence={presence} title={t(`presence.${presence}`)}>
          <span className="sr-only">{t(`presence.${presence}`)}</span>
        </span>
      )}
    </span>
  );
}

export function PresenceDot({ state }: { state: PresenceState }) {
  return <span className="dot" data-presence={state} aria-hidden />;
}

export function Skeleton({ w, h, r }: { w: number | string; h: number; r?: number }) {
  return <span className="skeleton" style={{ width: w, height: h, borderRadius: r }} aria-hidden />;
}

export function Spinner({ label }: { label?: string }) {
  return (
    <>
      <span className="spinner" aria-hidden />
      {label && <span className="sr-only">{label}</span>}
    </>
  );
}

export function Empty({
  icon,
  title,
  hint,
  children,
}: {
  icon: ReactNode;
  title: string;
  hint?: string;
  children?: ReactNode;
}) {
  return (
    <div className="empty">
      <span className="empty__icon" aria-hidden>
        {icon}
      </span>
      <p className="empty__title">{title}</p>
      {hint && <p>{hint}</p>}
      {children}
    </div>
  );
}
