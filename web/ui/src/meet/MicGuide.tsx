import { lazy, Suspense } from 'react';
import { Skeleton } from '../components/basics';
import { Dialog } from '../components/overlays';
import { useI18n } from '../i18n/i18n';

const PermissionGuide = lazy(() => import('../guide/PermissionGuide'));

/** The steps for this browser and system (PRODUCT rule 10) over the page; they are loaded when they are needed. */
export function MicGuide({
  open,
  onClose,
  device = 'microphone',
  inMeet = false,
  onRetry,
}: {
  open: boolean;
  onClose: () => void;
  device?: 'microphone' | 'camera';
  inMeet?: boolean;
  /** Answers whether it works now; then the guide closes by itself. */
  onRetry?: () => Promise<boolean>;
}) {
  const { t } = useI18n();
  if (!open) return null;
  const retry = onRetry && (() => onRetry().then((works) => (works && onClose(), works)));
  return (
    <Dialog open onClose={onClose} title={t(`guide.title.${device}`)}>
      <Suspense fallback={<Skeleton w="100%" h={220} r={8} />}>
        <PermissionGuide device={device} inMeet={inMeet} onRetry={retry} />
      </Suspense>
    </Dialog>
  );
}
