import type { FileView } from '@meet/sdk';
import { useEffect, useState } from 'react';
import { useClient } from './client';

export type Content = { state: 'loading' } | { state: 'ready'; url: string } | { state: 'failed' };

/** A file's content as an address of this page: no `<img>` sends the customer's token. It is let go of with the picture. */
export function useContent(file: FileView): Content & { retry: () => void } {
  const client = useClient();
  const [content, setContent] = useState<Content>({ state: 'loading' });
  const [tries, setTries] = useState(0);
  const { fileId } = file;
  useEffect(() => {
    let url: string | null = null;
    let over = false;
    client.api.files.content(fileId).then(
      (blob) => {
        if (over) return;
        url = URL.createObjectURL(blob);
        setContent({ state: 'ready', url });
      },
      () => {
        if (!over) setContent({ state: 'failed' });
      },
    );
    return () => {
      over = true;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [client, fileId, tries]);
  return {
    ...content,
    retry: () => {
      setContent({ state: 'loading' });
      setTries(tries + 1);
    },
  };
}
