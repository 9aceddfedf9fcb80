import model from '@mediapipe/selfie_segmentation/selfie_segmentation_landscape.tflite?url';
import { ImageSegmenter } from '@mediapipe/tasks-vision';
import wasmLoaderPath from '@mediapipe/tasks-vision/vision_wasm_internal.js?url';
import wasmBinaryPath from '@mediapipe/tasks-vision/vision_wasm_internal.wasm?url';
import { described } from './describedModel';

// Exactly 0.10.35 of the library: from 1.0 on it reports its use to its maker.

/** What the network was trained on; more would be scaled down by it anyway. */
export const maskSize = { width: 256, height: 144 };

/** Finds the person in a picture. */
export class Segmenter {
  readonly #segmenter: ImageSegmenter;
  readonly #small = new OffscreenCanvas(maskSize.width, maskSize.height);
  readonly #mask = new ImageData(maskSize.width, maskSize.height);
  #last = 0;

  private constructor(segmenter: ImageSegmenter) {
    this.#segmenter = segmenter;
  }

  static async load(): Promise<Segmenter> {
    const segmenter = await ImageSegmenter.createFromOptions(
      { wasmLoaderPath, wasmBinaryPath },
      {
        baseOptions: { modelAssetBuffer: described(await bytesOf(model)), delegate: 'CPU' },
        runningMode: 'VIDEO',
        outputConfidenceMasks: true,
        outputCategoryMask: false,
      },
    );
    return new Segmenter(segmenter);
  }

  /** Opaque where the person is. `at` in ms; the same picture object every time, painted over by the next. */
  person(frame: CanvasImageSource, at: number): ImageData {
    const small = this.#small.getContext('2d', { willReadFrequently: true });
    small?.drawImage(frame, 0, 0, maskSize.width, maskSize.height);
    // The library wants strictly rising times.
    this.#last = Math.max(this.#last + 1, Math.round(at));
    this.#segmenter.segmentForVideo(this.#small, this.#last, ({ confidenceMasks }) => {
      const confidence = confidenceMasks?.at(-1)?.getAsFloat32Array();
      if (confidence) this.#fill(confidence);
    });
    return this.#mask;
  }

  close(): void {
    this.#segmenter.close();
  }

  /** Half-sure pixels are made surer, so that edges are narrow but not jagged. */
  #fill(confidence: Float32Array): void {
    const { data } = this.#mask;
    for (let i = 0; i < confidence.length; i++) {
      data[4 * i + 3] = 255 * Math.max(0, Math.min(1, ((confidence[i] ?? 0) - 0.3) / 0.4));
    }
  }
}

async function bytesOf(url: string): Promise<Uint8Array> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`the model could not be loaded: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
