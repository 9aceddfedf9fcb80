import { Tip, useI18n } from '@meet/ui';
import { ChevronDown, ChevronUp, GripVertical, Maximize2, Minimize2, Users } from 'lucide-react';
import type { KeyboardEvent, PointerEventHandler, ReactNode } from 'react';

export type WindowSize = 'bar' | 'floating' | 'full';

interface Drag {
  pointer: Record<'onPointerDown' | 'onPointerMove' | 'onPointerUp', PointerEventHandler<HTMLElement>>;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** The window's upper edge: whose Meet it is, how it stands, and how big it shall be. */
export function WindowHead({
  name,
  internal,
  size,
  people,
  onSize,
  drag,
  children,
}: {
  name: string;
  internal: boolean;
  size: WindowSize;
  people: number | null;
  onSize: (size: WindowSize) => void;
  /** Null where there is nowhere to move it to. */
  drag: Drag | null;
  children: ReactNode;
}) {
  const { t } = useI18n();
  const bar = size === 'bar';
  const full = size === 'full';
  const count = people === null ? null : t('meet.people', { n: people });
  return (
    <header className="meet__head" {...drag?.pointer} data-fixed={drag === null || undefined}>
      {drag && (
        <Tip text={t('meet.move')}>
          <button type="button" className="meet__grip" aria-label={t('meet.move')} onKeyDown={drag.onKeyDown}>
            <GripVertical size={16} aria-hidden />
          </button>
        </Tip>
      )}
      {internal && (
        <span className="meet__internal" data-testid="meet-internal">
          {t('inMeet.internal')}
        </span>
      )}
      <span className="meet__title truncate">{name}</span>
      {children}
      <span className="meet__tools">
        {count && !bar && (
          <span className="meet__people tabular" title={count}>
            <Users size={14} aria-hidden /> {people}
            <span className="sr-only">{count}</span>
          </span>
        )}
        {!bar && (
          <Tip text={t(full ? 'inMeet.restore' : 'inMeet.maximize')}>
            <button
              type="button"
              className="meet__fold meet__full"
              aria-label={t(full ? 'inMeet.restore' : 'inMeet.maximize')}
              aria-pressed={full}
              data-testid="meet-maximize"
              onClick={() => {
                onSize(full ? 'floating' : 'full');
              }}
            >
              {full ? <Minimize2 size={16} aria-hidden /> : <Maximize2 size={16} aria-hidden />}
            </button>
          </Tip>
        )}
        <Tip text={bar ? t('meet.expand') : t('meet.shrink')}>
          <button
            type="button"
            className="meet__fold"
            aria-label={bar ? t('meet.expand') : t('meet.shrink')}
            aria-expanded={!bar}
            onClick={() => {
              onSize(bar ? 'floating' : 'bar');
            }}
          >
            {bar ? <ChevronUp size={18} aria-hidden /> : <ChevronDown size={18} aria-hidden />}
          </button>
        </Tip>
      </span>
    </header>
  );
}
