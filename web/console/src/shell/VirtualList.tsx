import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';

/** A list of any length: only what is seen is there. Rows measure themselves. */
export function VirtualList<T>({
  items,
  keyOf,
  label,
  rowHeight,
  onEnd,
  children,
}: {
  items: readonly T[];
  keyOf: (item: T) => string;
  label: string;
  /** A guess, in CSS pixels. */
  rowHeight: number;
  onEnd?: () => void;
  children: (item: T) => ReactNode;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    overscan: 8,
  });
  const virtual = rows.getVirtualItems();
  const last = virtual.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= items.length - 5) onEnd?.();
  }, [last, items.length, onEnd]);
  return (
    <div ref={scroller} className="vlist scroll">
      <ul className="vlist__rows" style={{ height: rows.getTotalSize() }} aria-label={label}>
        {virtual.map((row) => {
          const item = items[row.index];
          return (
            item !== undefined && (
              <li
                key={row.key}
                data-index={row.index}
                ref={rows.measureElement}
                className="vlist__row"
                style={{ transform: `translateY(${row.start}px)` }}
              >
                {children(item)}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
