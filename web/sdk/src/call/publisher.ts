import type { Sources } from '../hub/protocol';
import { isBusy } from './call';
import type { CallContext } from './callContext';
import type { CallPeer } from './callPeer';
import { ignore } from './ignore';
import { LocalMedia } from './localMedia';
import type { MediaSession } from './mediaSession';
import { processing } from './processing';
import { remember } from './rejoin';

/** Puts our microphone, camera and screen on the call's connection, and says which of them the others can expect. */
export class Publisher {
  readonly local: LocalMedia;
  readonly #context: CallContext;
  readonly #peer: CallPeer;
  readonly #session: MediaSession;
  /** The camera was turned on in a voice Meet. */
  readonly #onVideo: (meetId: string) => void;

  constructor(
    context: CallContext,
    peer: CallPeer,
    session: MediaSession,
    onVideo: (meetId: string) => void,
  ) {
    this.#context = context;
    this.#peer = peer;
    this.#session = session;
    this.#onVideo = onVideo;
    this.local = new LocalMedia({
      onScreenEnded: () => void this.#stopScreen(),
      onMicLost: () => void this.sendMic(),
      onCameraLost: () => void this.sendCamera(),
    });
  }

  get sources(): Sources {
    const { mic, micError, camera, screen } = this.local.state.get();
    return { mic: mic && micError === null, camera, screen };
  }

  /** What is open already, onto a fresh connection. A screen is shared anew: it has no line there yet. */
  carryOver(): void {
    const peer = this.#peer.current;
    const { micTrack, cameraTrack, screenTrack } = this.local.state.get();
    if (micTrack) void peer?.setMic(micTrack).catch(ignore);
    if (cameraTrack) void peer?.setCamera(cameraTrack).catch(ignore);
    if (screenTrack) this.local.closeScreen();
  }

  async sendMic(open = () => this.local.openMic()): Promise<void> {
    const key = this.#context.call.get()?.key;
    const track = await open();
    if (track) {
      await this.#peer.current?.setMic(track);
      await this.#sendSources();
      return;
    }
    if (key !== undefined && this.local.state.get().micError === 'blocked')
      this.#context.dispatch(key, { type: 'microphoneBlocked' });
    // Where the call goes on without it, the others are to see why they hear nothing.
    if (isBusy(this.#context.call.get())) await this.#sendSources();
  }

  async sendCamera(): Promise<void> {
    const track = await this.local.openCamera();
    if (track) await this.#peer.current?.setCamera(track);
    await this.#sendSources();
  }

  async setMic(on: boolean): Promise<void> {
    const { micTrack } = this.local.state.get();
    this.local.setMic(on);
    if (on && micTrack?.readyState !== 'live') await this.sendMic();
    await this.#sendSources();
  }

  async setCamera(on: boolean): Promise<void> {
    if (!isBusy(this.#context.call.get())) return;
    if (!on) {
      this.local.closeCamera();
      await this.#peer.current?.setCamera(null);
    } else {
      const track = await this.local.openCamera();
      if (!track) return;
      await this.#peer.current?.setCamera(track);
      // Looked at only now: the Meet may have got its id while the camera opened.
      const call = this.#context.call.get();
      if (call?.kind === 'voice' && call.meetId) this.#onVideo(call.meetId);
    }
    await this.#sendSources();
  }

  async setScreen(on: boolean): Promise<void> {
    if (!on) return this.#stopScreen();
    const track = await this.local.openScreen();
    const peer = this.#peer.current;
    if (!track || !peer) return;
    if (await peer.setScreen(track)) await this.#session.renegotiate();
    await this.#sendSources();
  }

  async choose(kind: 'mic' | 'camera', id: string): Promise<void> {
    const track = await this.local.choose(kind, id);
    if (!track) return;
    const peer = this.#peer.current;
    await (kind === 'mic' ? peer?.setMic(track) : peer?.setCamera(track));
  }

  /** Noise suppression and echo cancellation: the microphone is opened again with the new choice. */
  async setProcessing(change: { noise?: boolean; echo?: boolean }): Promise<void> {
    processing.write(change);
    if (isBusy(this.#context.call.get()) && this.local.state.get().micTrack)
      await this.sendMic(() => this.local.reopenMic());
  }

  async setBlur(on: boolean): Promise<void> {
    const track = await this.local.setBlur(on);
    if (track) await this.#peer.current?.setCamera(track);
    await this.#sendSources();
  }

  async #stopScreen(): Promise<void> {
    this.local.closeScreen();
    await this.#peer.current?.setScreen(null);
    await this.#sendSources();
  }

  async #sendSources(): Promise<void> {
    const { hub, call: store } = this.#context;
    const call = store.get();
    if (call) remember(call, this.local.state.get());
    if (call?.sessionId) await hub.setSources(call.sessionId, this.sources).catch(ignore);
  }
}
