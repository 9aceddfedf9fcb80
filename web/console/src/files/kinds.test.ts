import { describe, expect, it } from 'vitest';
import { isPicture, pictureSize, sizeText } from './kinds';

const file = (contentType: string, width: number | null = null, height: number | null = null) => ({
  ...{ fileId: 'f', name: 'f', size: 1, contentType },
  width,
  height,
});

describe('files', () => {
  it('show pictures, and nothing that could run', () => {
    expect(isPicture(file('image/png'))).toBe(true);
    expect(isPicture(file('image/svg+xml'))).toBe(false);
    expect(isPicture(file('application/pdf'))).toBe(false);
  });

  it('keep a picture’s shape and make none larger', () => {
    expect(pictureSize(file('image/png', 1600, 800))).toEqual({ width: 320, height: 160 });
    expect(pictureSize(file('image/png', 100, 80))).toEqual({ width: 100, height: 80 });
    expect(pictureSize(file('image/png')).width).toBe(320);
  });

  it('tell sizes in the usual units', () => {
    expect(sizeText(12)).toBe('12 B');
    expect(sizeText(340 * 1024)).toBe('340 KB');
    expect(sizeText(1.25 * 1024 * 1024)).toBe('1.3 MB');
  });
});
