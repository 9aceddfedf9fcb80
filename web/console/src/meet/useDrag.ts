import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';

interface Point {
  x: number;
  y: number;
}

/** Where the agent last put the window; the next one opens there. Distances from its default place. */
let remembered: Point = { x: 0, y: 0 };

const steps: Record<string, Point> = {
  ArrowLeft: { x: -24, y: 0 },
  ArrowRight: { x: 24, y: 0 },
  ArrowUp: { x: 0, y: -24 },
  ArrowDown: { x: 0, y: 24 },
};

/** Moves a fixed element: with the pointer by its header, or with the arrow keys while its grip has the focus. */
export function useDrag() {
  const element = useRef<HTMLElement>(null);
  const [at, setAt] = useState<Point>(remembered);
  const from = useRef<{ pointer: Point; at: Point } | null>(null);

  const move = useCallback((next: Point) => {
    const box = element.current?.getBoundingClientRect();
    if (!box) return;
    const min = { x: remembered.x - box.left + 8, y: remembered.y - box.top + 8 };
    const max = {
      x: remembered.x + innerWidth - box.right - 8,
      y: remembered.y + innerHeight - box.bottom - 8,
    };
    remembered = {
      x: Math.max(min.x, Math.min(max.x, next.x)),
      y: Math.max(min.y, Math.min(max.y, next.y)),
    };
    setAt(remembered);
  }, []);

  useEffect(() => {
    const keepInside = () => {
      move(remembered);
    };
    addEventListener('resize', keepInside);
    return () => {
      removeEventListener('resize', keepInside);
    };
  }, [move]);

  const pointer = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const button = (event.target as HTMLElement).closest('button');
      if (event.button !== 0 || (button && !button.classList.contains('meet__grip'))) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      from.current = { pointer: { x: event.clientX, y: event.clientY }, at: remembered };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!from.current) return;
      const { pointer: begin, at: start } = from.current;
      move({ x: start.x + event.clientX - begin.x, y: start.y + event.clientY - begin.y });
    },
    onPointerUp: () => {
      from.current = null;
    },
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    move({ x: remembered.x + step.x, y: remembered.y + step.y });
  };
  return { element, pointer, onKeyDown, style: { translate: `${at.x}px ${at.y}px` } };
}
