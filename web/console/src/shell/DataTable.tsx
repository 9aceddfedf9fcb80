import type { ReactNode } from 'react';

/**
 * A table that keeps its columns' widths: where the screen is narrower, it is scrolled sideways under its first column, by finger or by
 * arrow keys.
 */
export function DataTable({
  label,
  testId,
  children,
}: {
  label: string;
  testId: string;
  children: ReactNode;
}) {
  return (
    // Focusable, since what scrolls must be reachable with the keyboard (WCAG 2.1.1).
    <div className="table-box" role="region" aria-label={label} tabIndex={0}>
      <table className="table" data-testid={testId}>
        {children}
      </table>
    </div>
  );
}
