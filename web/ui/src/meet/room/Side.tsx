import { X } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { useI18n } from '../../i18n/i18n';

/** Beside the stage where there is room, over it where there is none. Escape closes it. */
export function Side({
  title,
  kind,
  onClose,
  children,
}: {
  title: string;
  kind: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useI18n();
  const id = useId();
  return (
    <aside
      className="side"
      aria-labelledby={id}
      data-testid={`meet-side-${kind}`}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) {
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <header className="side__head">
        <h2 id={id}>{title}</h2>
        <button type="button" className="side__close" aria-label={t('common.close')} onClick={onClose}>
          <X size={18} aria-hidden />
        </button>
      </header>
      <div className="side__body">{children}</div>
    </aside>
  );
}
