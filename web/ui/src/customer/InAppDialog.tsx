import { lazy, Suspense } from 'react';
import { Skeleton } from '../components/basics';
import { Dialog } from '../components/overlays';
import type { Handover } from '../guide';
import { useI18n } from '../i18n/i18n';

const InAppGuide = lazy(() => import('../guide/InAppGuide'));

/** Before calling or answering in a browser inside another app, which often has no microphone for pages. */
export function InAppDialog({
  handover,
  inMeet,
  onStay,
  onClose,
}: {
  handover: () => Promise<Handover>;
  inMeet: boolean;
  onStay: () => void;
  onClose: () => void;
}) {
  const { t } = useI18n();
  return (
    <Dialog open onClose={onClose} title={t('guide.inApp')}>
      <Suspense fallback={<Skeleton w="100%" h={240} r={8} />}>
        <InAppGuide handover={handover} inMeet={inMeet} onStay={onStay} />
      </Suspense>
    </Dialog>
  );
}
