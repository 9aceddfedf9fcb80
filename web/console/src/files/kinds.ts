import type { FileView } from '@meet/sdk';

/** Shown in place; everything else is a card. */
export function isPicture(file: FileView): boolean {
  return /^image\/(png|jpeg|gif|webp)$/.test(file.contentType);
}

/** "340 KB", "1.2 MB". */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

const longSide = 320;

/** The place of a picture in the timeline, in CSS pixels: known before it is there, so that nothing jumps. */
export function pictureSize(file: FileView): { width: number; height: number } {
  const { width, height } = file;
  if (!width || !height) return { width: longSide, height: Math.round(longSide * 0.75) };
  const scale = Math.min(1, longSide / Math.max(width, height));
  return {
    width: Math.max(48, Math.round(width * scale)),
    height: Math.max(48, Math.round(height * scale)),
  };
}
