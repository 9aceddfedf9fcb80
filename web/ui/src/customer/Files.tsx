import { Problem, type FileView } from '@meet/sdk';
import { Download, FileText, ImageOff } from 'lucide-react';
import { useState } from 'react';
import { Spinner } from '../components/basics';
import { useToasts } from '../components/toasts';
import { useI18n } from '../i18n/i18n';
import { useClient } from './client';
import { isPicture, pictureSize, sizeText } from './kinds';
import { Lightbox } from './Lightbox';
import { saveFile } from './saveFile';
import { useContent } from './useContent';

/** The files of a message: pictures in place, everything else as a card that downloads. */
export function Files({ files }: { files: readonly FileView[] }) {
  if (files.length === 0) return null;
  return (
    <div className="files">
      {files.map((file) =>
        isPicture(file) ? <Picture key={file.fileId} file={file} /> : <Card key={file.fileId} file={file} />,
      )}
    </div>
  );
}

function Picture({ file }: { file: FileView }) {
  const { t } = useI18n();
  const content = useContent(file);
  const [large, setLarge] = useState(false);
  const { width, height } = pictureSize(file);
  if (content.state === 'failed') {
    return (
      <button type="button" className="files__card" onClick={content.retry}>
        <span className="files__icon" aria-hidden>
          <ImageOff size={20} />
        </span>
        <span className="files__text">
          <span className="files__name truncate">{file.name}</span>
          <span className="files__size">{t('widget.picture.failed')}</span>
        </span>
      </button>
    );
  }
  return (
    <>
      <button
        type="button"
        className="files__pic"
        aria-label={t('files.enlarge', { name: file.name })}
        data-testid="picture"
        disabled={content.state !== 'ready'}
        onClick={() => {
          setLarge(true);
        }}
      >
        {content.state === 'ready' ? (
          <img src={content.url} width={width} height={height} alt={file.name} />
        ) : (
          <svg className="files__wait" width={width} height={height} aria-hidden />
        )}
      </button>
      {large && content.state === 'ready' && (
        <Lightbox
          file={file}
          url={content.url}
          onClose={() => {
            setLarge(false);
          }}
        />
      )}
    </>
  );
}

function Card({ file }: { file: FileView }) {
  const { t } = useI18n();
  const client = useClient();
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const save = () => {
    setBusy(true);
    saveFile(client.api, file)
      .catch((error: unknown) => {
        toasts.problem(Problem.of(error));
      })
      .finally(() => {
        setBusy(false);
      });
  };
  return (
    <button type="button" className="files__card" disabled={busy} data-testid="file-card" onClick={save}>
      <span className="files__icon" aria-hidden>
        <FileText size={20} />
      </span>
      <span className="files__text">
        <span className="files__name truncate">{file.name}</span>
        <span className="files__size">{sizeText(file.size)}</span>
      </span>
      {busy ? <Spinner /> : <Download size={16} aria-hidden />}
      <span className="sr-only">{t('files.download')}</span>
    </button>
  );
}
