import type { Calls } from '@meet/sdk';
import { Button } from '../../components/basics';
import { Dialog } from '../../components/overlays';
import { useI18n } from '../../i18n/i18n';

/** Asked for, since it cannot be undone and throws others out. */
export default function EndForAll({
  calls,
  onClose,
  onAsk,
}: {
  calls: Calls;
  onClose: () => void;
  onAsk: (asked: Promise<void>) => void;
}) {
  const { t } = useI18n();
  return (
    <Dialog open onClose={onClose} title={t('inMeet.endAll.title')} lead={t('inMeet.endAll.lead')}>
      <div className="dialog__actions">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          tone="danger"
          data-testid="meet-end-all-confirm"
          onClick={() => {
            onClose();
            onAsk(calls.commands.endForAll());
          }}
        >
          {t('inMeet.endAll')}
        </Button>
      </div>
    </Dialog>
  );
}
