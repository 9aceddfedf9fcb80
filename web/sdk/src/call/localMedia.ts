import { Store } from '../state/store';
import {
  captureCamera,
  captureError,
  captureMic,
  captureScreen,
  chooseDevice,
  chosenDevices,
  type CaptureError,
} from './devices';
import { processing } from './processing';

export interface LocalState {
  /** What the person wants to send. */
  mic: boolean;
  camera: boolean;
  screen: boolean;
  micTrack: MediaStreamTrack | null;
  cameraTrack: MediaStreamTrack | null;
  screenTrack: MediaStreamTrack | null;
  /** Waiting for the browser, perhaps for the person's answer to its question. */
  asking: boolean;
  micError: CaptureError | null;
  cameraError: CaptureError | null;
  blur: BlurState;
}

/** `failed`: it was wanted and could not be had. Then the camera stays as it was, or off: nobody is shown unblurred unasked. */
export type BlurState = 'off' | 'loading' | 'on' | 'failed';

/** Blurs what is behind a person; the answer's track replaces the camera's, `stop` ends both. */
export type Blurrer = (camera: MediaStreamTrack) => Promise<{ track: MediaStreamTrack; stop: () => void }>;

interface LocalMediaEvents {
  onScreenEnded: () => void;
  /** Unplugged, or taken away. */
  onMicLost: () => void;
  onCameraLost: () => void;
}

export const noLocalMedia: LocalState = {
  mic: true,
  camera: false,
  screen: false,
  micTrack: null,
  cameraTrack: null,
  screenTrack: null,
  asking: false,
  micError: null,
  cameraError: null,
  blur: 'off',
};

/** Our own microphone, camera and screen; they outlive a peer connection, so that coming back asks for nothing again. */
export class LocalMedia {
  readonly state = new Store<LocalState>(noLocalMedia);
  #generation = 0;
  /** Given by the app, since it is heavy: used only when somebody wants to be blurred. */
  blurrer: Blurrer | null = null;
  readonly #events: LocalMediaEvents;
  #unblur: (() => void) | null = null;
  #opening: Promise<MediaStreamTrack | null> | null = null;

  constructor(events: LocalMediaEvents) {
    this.#events = events;
  }

  want(mic: boolean, camera: boolean): void {
    this.#set({ mic, camera });
  }

  /**
   * The microphone's track, or null with `micError` set. Whoever asks while it is being opened gets the same one: a check of the
   * devices that took another would stop the one that the call has begun to send.
   */
  openMic(): Promise<MediaStreamTrack | null> {
    if (this.#opening) return this.#opening;
    const opening = this.#openMic().finally(() => {
      if (this.#opening === opening) this.#opening = null;
    });
    this.#opening = opening;
    return opening;
  }

  async #openMic(): Promise<MediaStreamTrack | null> {
    const generation = this.#generation;
    this.#set({ asking: true, micError: null });
    try {
      const track = await captureMic(chosenDevices().mic);
      if (generation !== this.#generation) {
        track.stop();
        return null;
      }
      track.enabled = this.state.get().mic;
      track.addEventListener('ended', this.#events.onMicLost);
      this.#replace('micTrack', track);
      this.#set({ asking: false });
      return track;
    } catch (error) {
      if (generation === this.#generation) this.#set({ asking: false, micError: captureError(error) });
      return null;
    }
  }

  /** With other processing: let go of first, since a microphone that is open keeps how it was opened. */
  async reopenMic(): Promise<MediaStreamTrack | null> {
    await this.#opening;
    this.#replace('micTrack', null);
    return this.openMic();
  }

  setMic(on: boolean): void {
    const { micTrack } = this.state.get();
    if (micTrack) micTrack.enabled = on;
    this.#set({ mic: on });
  }

  async openCamera(): Promise<MediaStreamTrack | null> {
    const generation = this.#generation;
    this.#set({ camera: true, cameraError: null });
    try {
      const camera = await captureCamera(chosenDevices().camera);
      const shown = await this.#blurred(camera);
      if (!shown || generation !== this.#generation || !this.state.get().camera) {
        camera.stop();
        shown?.stop();
        return null;
      }
      camera.addEventListener('ended', this.#events.onCameraLost);
      this.#replace('cameraTrack', shown.track);
      this.#unblur = shown.stop;
      return shown.track;
    } catch (error) {
      if (generation === this.#generation) this.#set({ camera: false, cameraError: captureError(error) });
      return null;
    }
  }

  closeCamera(): void {
    this.#set({ camera: false });
    this.#replace('cameraTrack', null);
  }

  async openScreen(): Promise<MediaStreamTrack | null> {
    const generation = this.#generation;
    try {
      const track = await captureScreen();
      if (generation !== this.#generation) {
        track.stop();
        return null;
      }
      track.addEventListener('ended', this.#events.onScreenEnded);
      this.#replace('screenTrack', track);
      this.#set({ screen: true });
      return track;
    } catch {
      return null;
    }
  }

  closeScreen(): void {
    this.#set({ screen: false });
    this.#replace('screenTrack', null);
  }

  /** The camera's new track, when there is one to send. */
  async setBlur(on: boolean): Promise<MediaStreamTrack | null> {
    processing.write({ blur: on });
    if (!on) this.#set({ blur: 'off' });
    return this.state.get().camera ? this.openCamera() : null;
  }

  async choose(kind: 'mic' | 'camera', id: string): Promise<MediaStreamTrack | null> {
    chooseDevice(kind, id);
    if (kind === 'mic') {
      // What is being opened is the device of before.
      await this.#opening;
      return this.openMic();
    }
    return this.state.get().camera ? this.openCamera() : null;
  }

  closeAll(): void {
    this.#generation++;
    this.#opening = null;
    for (const key of ['micTrack', 'cameraTrack', 'screenTrack'] as const) this.#replace(key, null);
    this.state.set(noLocalMedia);
  }

  #replace(key: 'micTrack' | 'cameraTrack' | 'screenTrack', track: MediaStreamTrack | null): void {
    const old = this.state.get()[key];
    this.#set({ [key]: track });
    if (old === track) return;
    old?.removeEventListener('ended', this.#events.onMicLost);
    old?.removeEventListener('ended', this.#events.onCameraLost);
    old?.stop();
    if (key !== 'cameraTrack') return;
    this.#unblur?.();
    this.#unblur = null;
  }

  /** Null: blur was wanted and is not to be had, and nothing else may be shown. */
  async #blurred(camera: MediaStreamTrack): Promise<{ track: MediaStreamTrack; stop: () => void } | null> {
    if (!processing.read().blur || !this.blurrer) return { track: camera, stop: () => undefined };
    this.#set({ blur: 'loading' });
    try {
      const blurred = await this.blurrer(camera);
      this.#set({ blur: 'on' });
      return blurred;
    } catch {
      const kept = this.state.get().cameraTrack !== null;
      this.#set({ blur: 'failed', camera: kept });
      if (kept) processing.write({ blur: false });
      return null;
    }
  }

  #set(change: Partial<LocalState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }
}
