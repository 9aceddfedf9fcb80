import { adviceFor, type Problem } from '@meet/sdk';
import { CheckCircle2, CircleAlert, X } from 'lucide-react';
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { useI18n } from '../i18n/i18n';

interface Toast {
  id: number;
  tone: 'plain' | 'error';
  title: string;
  hint?: string | undefined;
  code?: string | undefined;
  action?: { label: string; run: () => void } | undefined;
}

interface Toasts {
  show: (toast: Omit<Toast, 'id'>) => void;
  /** The cause, the next step, and last the code, for whoever is asked for help. */
  problem: (problem: Problem, action?: Toast['action']) => void;
}

const Context = createContext<Toasts | null>(null);

export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const ids = useRef(0);
  const remove = useCallback((id: number) => {
    setToasts((all) => all.filter((toast) => toast.id !== id));
  }, []);
  const show = useCallback(
    (toast: Omit<Toast, 'id'>) => {
      const id = ++ids.current;
      setToasts((all) => [...all.slice(-2), { ...toast, id }]);
      setTimeout(
        () => {
          remove(id);
        },
        toast.tone === 'error' ? 9_000 : 6_000,
      );
    },
    [remove],
  );
  const value = useMemo<Toasts>(
    () => ({
      show,
      problem: (problem, action) => {
        const { next } = adviceFor(problem.code);
        show({
          tone: 'error',
          title: t(`problem.${problem.code}`),
          hint: t(`next.${next}`),
          code: problem.code,
          action,
        });
      },
    }),
    [show, t],
  );
  return (
    <Context.Provider value={value}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {toasts.map((toast) => (
          <div key={toast.id} className="toast" data-tone={toast.tone} data-code={toast.code}>
            {toast.tone === 'error' ? (
              <CircleAlert size={18} aria-hidden />
            ) : (
              <CheckCircle2 size={18} aria-hidden />
            )}
            <span className="toast__text">
              <span className="toast__title">{toast.title}</span>
              {(toast.hint || toast.code) && (
                <span className="toast__hint">
                  {toast.hint} {toast.code && <span className="toast__code">{toast.code}</span>}
                </span>
              )}
            </span>
            {toast.action && (
              <button
                type="button"
                className="toast__action"
                onClick={() => {
                  toast.action?.run();
                  remove(toast.id);
                }}
              >
                {toast.action.label}
              </button>
            )}
            <button
              type="button"
              className="toast__action"
              aria-label={t('common.close')}
              onClick={() => {
                remove(toast.id);
              }}
            >
              <X size={14} aria-hidden />
            </button>
          </div>
        ))}
      </div>
    </Context.Provider>
  );
}

export function useToasts(): Toasts {
  const value = useContext(Context);
  if (!value) throw new Error('ToastProvider is missing');
  return value;
}
