import { Slot } from 'radix-ui';
import type { ReactNode } from 'react';

/**
 * Stands in for `react-remove-scroll` (see vite.shared.ts), which writes a <style> element that our
 * Content-Security-Policy forbids. Our pages never scroll as a whole, so there is nothing to lock.
 */
export function RemoveScroll({ as, children }: { as?: unknown; children?: ReactNode }) {
  return as ? <Slot.Root>{children}</Slot.Root> : <div>{children}</div>;
}

RemoveScroll.classNames = { fullWidth: '', zeroRight: '' };
