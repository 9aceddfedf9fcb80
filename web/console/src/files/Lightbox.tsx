import type { FileView } from '@meet/sdk';
import { useI18n } from '@meet/ui';
import { ChevronLeft, ChevronRight, Download, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useClient } from '../client';

/** A picture over everything; arrow keys go through the message's others, Escape closes. */
export function Lightbox({
  files,
  index,
  onIndex,
}: {
  files: readonly FileView[];
  index: number | null;
  onIndex: (index: number | null) => void;
}) {
  const { t } = useI18n();
  const client = useClient();
  const file = index === null ? undefined : files[index];
  const step = (by: number) => {
    if (index !== null) onIndex((index + by + files.length) % files.length);
  };
  return (
    <Dialog.Root
      open={file !== undefined}
      onOpenChange={(open) => {
        if (!open) onIndex(null);
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="lightbox__scrim" />
        <Dialog.Content
          className="lightbox"
          aria-describedby={undefined}
          data-testid="lightbox"
          onKeyDown={(event) => {
            if (event.key === 'ArrowRight') step(1);
            if (event.key === 'ArrowLeft') step(-1);
          }}
        >
          <div className="lightbox__head">
            <Dialog.Title className="lightbox__title truncate">{file?.name}</Dialog.Title>
            {file && (
              <a
                className="lightbox__btn"
                href={client.api.files.url(file.fileId)}
                download={file.name}
                aria-label={t('files.download')}
              >
                <Download size={20} aria-hidden />
              </a>
            )}
            <Dialog.Close className="lightbox__btn" aria-label={t('common.close')}>
              <X size={20} aria-hidden />
            </Dialog.Close>
          </div>
          {file && <img className="lightbox__pic" src={client.api.files.url(file.fileId)} alt={file.name} />}
          {files.length > 1 && (
            <>
              <button
                type="button"
                className="lightbox__btn lightbox__step"
                data-side="start"
                aria-label={t('files.previous')}
                onClick={() => {
                  step(-1);
                }}
              >
                <ChevronLeft size={24} aria-hidden />
              </button>
              <button
                type="button"
                className="lightbox__btn lightbox__step"
                data-side="end"
                aria-label={t('files.next')}
                onClick={() => {
                  step(1);
                }}
              >
                <ChevronRight size={24} aria-hidden />
              </button>
            </>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
