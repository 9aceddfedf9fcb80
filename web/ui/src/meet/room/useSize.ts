import { useEffect, useState, type RefObject } from 'react';

/** An element's content box in px, as it changes; zeros before it was measured. */
export function useSize(element: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (!element.current) return;
    const watch = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    watch.observe(element.current);
    return () => {
      watch.disconnect();
    };
  }, [element]);
  return size;
}
