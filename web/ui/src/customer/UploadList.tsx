import type { Upload, Uploads } from '@meet/sdk';
import { RotateCcw, X } from 'lucide-react';
import { useStore } from '../components/hooks';
import { useI18n } from '../i18n/i18n';

/** The files of the message that is being written: how far each is, and what went wrong with it. */
export function UploadList({ uploads }: { uploads: Uploads }) {
  const { t } = useI18n();
  const list = useStore(uploads.list);
  if (list.length === 0) return null;
  return (
    <ul className="uploads" aria-label={t('files.attached')}>
      {list.map((upload) => (
        <li key={upload.key} className="upload" data-testid="upload" data-state={stateOf(upload)}>
          <span className="upload__text">
            <span className="upload__name truncate">{upload.name}</span>
            {upload.problem ? (
              <span className="upload__problem" role="alert">
                {t(`problem.${upload.problem.code}`)}
              </span>
            ) : upload.file ? (
              <span className="upload__size">{t('files.ready')}</span>
            ) : (
              <progress
                max={1}
                value={upload.progress}
                aria-label={t('files.uploading', { name: upload.name })}
              />
            )}
          </span>
          {upload.problem?.transient && (
            <button
              type="button"
              className="icon-btn"
              aria-label={t('files.again', { name: upload.name })}
              onClick={() => {
                uploads.retry(upload.key);
              }}
            >
              <RotateCcw size={15} aria-hidden />
            </button>
          )}
          <button
            type="button"
            className="icon-btn"
            aria-label={t(upload.file ? 'files.remove' : 'files.cancel', { name: upload.name })}
            data-testid="upload-remove"
            onClick={() => {
              uploads.remove(upload.key);
            }}
          >
            <X size={15} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}

function stateOf(upload: Upload): string {
  return upload.problem ? 'failed' : upload.file ? 'ready' : 'uploading';
}
