import type { FileView } from '@meet/sdk';
import { useI18n } from '@meet/ui';
import { Download, FileArchive, FileAudio, FileText, FileVideo } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useClient } from '../client';
import { isPicture, pictureSize, sizeText } from './kinds';
import { Lightbox } from './Lightbox';

/** The files of a message: pictures in place, everything else as a card that downloads. */
export function Files({ files }: { files: readonly FileView[] }) {
  const { t } = useI18n();
  const client = useClient();
  const [shown, setShown] = useState<number | null>(null);
  if (files.length === 0) return null;
  const pictures = files.filter(isPicture);
  return (
    <div className="files">
      {pictures.map((file, index) => {
        const { width, height } = pictureSize(file);
        return (
          <button
            key={file.fileId}
            type="button"
            className="files__pic"
            aria-label={t('files.enlarge', { name: file.name })}
            data-testid="picture"
            onClick={() => {
              setShown(index);
            }}
          >
            <img src={client.api.files.url(file.fileId)} width={width} height={height} alt={file.name} />
          </button>
        );
      })}
      {files
        .filter((file) => !isPicture(file))
        .map((file) => (
          <a
            key={file.fileId}
            className="files__card"
            href={client.api.files.url(file.fileId)}
            download={file.name}
            data-testid="file-card"
          >
            <span className="files__icon" aria-hidden>
              {iconOf(file.contentType)}
            </span>
            <span className="files__text">
              <span className="files__name truncate">{file.name}</span>
              <span className="files__size">{sizeText(file.size)}</span>
            </span>
            <Download size={16} aria-hidden />
            <span className="sr-only">{t('files.download')}</span>
          </a>
        ))}
      <Lightbox files={pictures} index={shown} onIndex={setShown} />
    </div>
  );
}

function iconOf(type: string): ReactNode {
  if (type.startsWith('video/')) return <FileVideo size={20} />;
  if (type.startsWith('audio/')) return <FileAudio size={20} />;
  return /zip/.test(type) ? <FileArchive size={20} /> : <FileText size={20} />;
}
