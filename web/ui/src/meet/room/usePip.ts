import { useCallback, useEffect, useState, type RefObject } from 'react';

interface DocumentPip {
  requestWindow: (options: { width: number; height: number }) => Promise<Window>;
}

declare global {
  interface Window {
    documentPictureInPicture?: DocumentPip;
  }
}

/** A frame may not open a window of its own: there, the video alone goes out. */
const documentPip = () => (window.parent === window ? window.documentPictureInPicture : undefined);
const videoPip = () => 'pictureInPictureEnabled' in document && document.pictureInPictureEnabled;

export const canPip = () => documentPip() !== undefined || videoPip();

/** The Meet in a small window above all others: with controls where the browser can, else its biggest video. */
export function usePip(room: RefObject<HTMLElement | null>): {
  window: Window | null;
  toggle: () => Promise<void>;
} {
  const [open, setOpen] = useState<Window | null>(null);
  useEffect(
    () => () => {
      open?.close();
    },
    [open],
  );
  const toggle = useCallback(async () => {
    if (open) {
      open.close();
      setOpen(null);
      return;
    }
    const pip = documentPip();
    if (!pip) {
      await toggleVideo(room.current);
      return;
    }
    const small = await pip.requestWindow({ width: 384, height: 288 });
    dress(small);
    small.addEventListener('pagehide', () => {
      setOpen(null);
    });
    setOpen(small);
  }, [open, room]);
  return { window: open, toggle };
}

async function toggleVideo(room: HTMLElement | null): Promise<void> {
  if (document.pictureInPictureElement) return document.exitPictureInPicture();
  const video = room?.querySelector<HTMLVideoElement>('.stage__main video');
  await video?.requestPictureInPicture();
}

/** The small window has a document of its own: it wears the same styles, theme and language. */
function dress(small: Window): void {
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"], style')) {
    small.document.head.append(sheet.cloneNode(true));
  }
  const { lang, dataset } = document.documentElement;
  small.document.documentElement.lang = lang;
  Object.assign(small.document.documentElement.dataset, dataset);
  small.document.title = document.title;
  small.document.body.className = 'pip';
}
