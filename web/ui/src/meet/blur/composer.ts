import { maskSize } from './segmenter';

/** Draws the person sharp over a blurred picture of the same moment. */
export class Composer {
  readonly canvas = document.createElement('canvas');
  readonly #out: CanvasRenderingContext2D;
  readonly #person: OffscreenCanvasRenderingContext2D;
  readonly #mask: OffscreenCanvasRenderingContext2D;
  readonly #tiny: OffscreenCanvasRenderingContext2D;

  constructor({ width = 1280, height = 720 }: MediaTrackSettings) {
    this.canvas.width = width;
    this.canvas.height = height;
    const out = this.canvas.getContext('2d');
    if (!out) throw new Error('this browser cannot draw');
    this.#out = out;
    this.#person = offscreen(width, height);
    this.#mask = offscreen(maskSize.width, maskSize.height);
    this.#tiny = offscreen(Math.max(1, Math.round(width / 20)), Math.max(1, Math.round(height / 20)));
  }

  paint(frame: CanvasImageSource, mask: ImageData): void {
    const { width, height } = this.canvas;
    this.#mask.putImageData(mask, 0, 0);

    this.#person.globalCompositeOperation = 'copy';
    this.#person.drawImage(this.#mask.canvas, 0, 0, width, height);
    this.#person.globalCompositeOperation = 'source-in';
    this.#person.drawImage(frame, 0, 0, width, height);

    // Small and big again: a blur that every browser has (Safari's canvas has no filter), and no detail survives it.
    const tiny = this.#tiny.canvas;
    this.#tiny.drawImage(frame, 0, 0, tiny.width, tiny.height);
    this.#out.drawImage(tiny, 0, 0, width, height);
    this.#out.drawImage(this.#person.canvas, 0, 0);
  }
}

function offscreen(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('this browser cannot draw');
  context.imageSmoothingQuality = 'high';
  return context;
}
