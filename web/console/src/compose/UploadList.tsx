import type { Uploads, Upload } from '@meet/sdk';
import { useI18n, useStore } from '@meet/ui';
import { CircleAlert, FileText, RotateCcw, X } from 'lucide-react';
import { useClient } from '../client';
import { isPicture } from '../files/kinds';

/** The files of the message that is being written: how far each is, and what went wrong with it. */
export function UploadList({ uploads }: { uploads: Uploads }) {
  const { t } = useI18n();
  const list = useStore(uploads.list);
  if (list.length === 0) return null;
  return (
    <ul className="uploads" aria-label={t('files.attached')}>
      {list.map((upload) => (
        <li key={upload.key} className="upload" data-testid="upload" data-state={stateOf(upload)}>
          <Picture upload={upload} />
          <span className="upload__text">
            <span className="upload__name truncate" title={upload.name}>
              {upload.name}
            </span>
            {upload.problem ? (
              <span className="upload__problem" role="alert">
                {t(`problem.${upload.problem.code}`)}
              </span>
            ) : upload.file ? (
              <span className="upload__size">{t('files.ready')}</span>
            ) : (
              <progress
                className="upload__bar"
                max={1}
                value={upload.progress}
                aria-label={t('files.uploading', { name: upload.name })}
              />
            )}
          </span>
          {upload.problem?.transient && (
            <button
              type="button"
              className="icon-btn upload__btn"
              aria-label={t('files.again', { name: upload.name })}
              onClick={() => {
                uploads.retry(upload.key);
              }}
            >
              <RotateCcw size={14} aria-hidden />
            </button>
          )}
          <button
            type="button"
            className="icon-btn upload__btn"
            aria-label={
              upload.file
                ? t('files.remove', { name: upload.name })
                : t('files.cancel', { name: upload.name })
            }
            data-testid="upload-remove"
            onClick={() => {
              uploads.remove(upload.key);
            }}
          >
            <X size={14} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}

function stateOf(upload: Upload): string {
  return upload.problem ? 'failed' : upload.file ? 'ready' : 'uploading';
}

function Picture({ upload }: { upload: Upload }) {
  const client = useClient();
  if (upload.file && isPicture(upload.file))
    return <img className="upload__pic" src={client.api.files.url(upload.file.fileId)} alt="" />;
  return (
    <span className="upload__pic" aria-hidden>
      {upload.problem ? <CircleAlert size={16} /> : <FileText size={16} />}
    </span>
  );
}
