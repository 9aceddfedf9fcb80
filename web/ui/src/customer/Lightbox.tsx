import type { FileView } from '@meet/sdk';
import { Download, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useI18n } from '../i18n/i18n';

/** A picture over everything; Escape closes. */
export function Lightbox({ file, url, onClose }: { file: FileView; url: string; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="lightbox__scrim" />
        <Dialog.Content className="lightbox" aria-describedby={undefined} data-testid="lightbox">
          <div className="lightbox__head">
            <Dialog.Title className="lightbox__title truncate">{file.name}</Dialog.Title>
            <a className="lightbox__btn" href={url} download={file.name} aria-label={t('files.download')}>
              <Download size={20} aria-hidden />
            </a>
            <Dialog.Close className="lightbox__btn" aria-label={t('common.close')}>
              <X size={20} aria-hidden />
            </Dialog.Close>
          </div>
          <img className="lightbox__pic" src={url} alt={file.name} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
