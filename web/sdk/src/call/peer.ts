import type { MediaSource } from '../api/types';
import type { Binding, JoinAnswer, MediaPush, Offer, Receiving } from '../hub/protocol';
import { AudioSink } from './audioSink';
import { cameraLayers, layInOneStream } from './cameraLayers';
import { ignore } from './ignore';
import { NewestReceiving } from './newestReceiving';
import { everyVideo, limitLine, videoOf } from './lineLimits';
import { sendLayers } from './watchedLayers';

export interface PeerEvents {
  onLink: (up: boolean) => void;
  /** Nothing comes through at the moment: a new path can be looked for with {@link Peer.restart}. */
  onShaky: () => void;
  /** The receiving lines or what they carry have changed. */
  onTracks: () => void;
  onFirstAudio: () => void;
  onSoundBlocked: (blocked: boolean) => void;
}

/** How long a broken path may mend, also by an ICE restart, before we come back on a new connection, in ms. */
const patience = 5_000;
/** Lines of one connection: their offer stays below the hub's 64 KiB. People beyond are shown without picture or sound. */
const mostLines = 49;

/**
 * One peer connection to the media node. The microphone and the camera have their lines from the start, without
 * tracks: whatever comes later is a `replaceTrack`, never a negotiation. The node is ICE-lite and its answer holds its
 * candidates; ours are not sent, it learns them from the checks.
 */
export class Peer {
  readonly pc: RTCPeerConnection;
  /** Ready as soon as the browser has made it: it does not wait for a microphone. */
  readonly offer: Promise<Offer>;
  readonly #mic: RTCRtpTransceiver;
  readonly #camera: RTCRtpTransceiver;
  #screen: RTCRtpTransceiver | null = null;
  readonly #events: PeerEvents;
  readonly #sinks = new Map<RTCRtpTransceiver, AudioSink>();
  readonly #receiving = new NewestReceiving();
  /** Lines that were added and that the node does not know of yet: its answer has not come, or never did. */
  #unanswered = { audio: 0, video: 0 };
  #queue: Promise<unknown> = Promise.resolve();
  #sending: Promise<unknown> = Promise.resolve();
  #downTimer: ReturnType<typeof setTimeout> | null = null;
  #heard = false;
  #video = everyVideo;
  #closed = false;
  readonly #speaker: () => string | undefined;

  constructor(events: PeerEvents, speaker: () => string | undefined) {
    this.#events = events;
    this.#speaker = speaker;
    this.pc = new RTCPeerConnection({ iceServers: [], bundlePolicy: 'max-bundle' });
    this.pc.addEventListener('connectionstatechange', () => {
      this.#follow();
    });
    this.#mic = this.#line('audio', 'sendonly');
    this.#camera = this.#line('video', 'sendonly', null, cameraLayers);
    this.#receive('audio');
    this.#receive('video');
    this.offer = this.#offer();
    // Whoever awaits it hears of the failure; nobody else shall see an unhandled rejection.
    this.offer.catch(() => undefined);
  }

  /** The offer, for a way that may lead over these relays: they are known later than the connection is made. */
  async offerBy(relays: RTCIceServer[] = []): Promise<Offer> {
    const offer = await this.offer;
    if (relays.length === 0) return offer;
    this.pc.setConfiguration({ ...this.pc.getConfiguration(), iceServers: relays });
    // What it had found so far was found without them.
    return this.#offer({ iceRestart: true });
  }

  async setMic(track: MediaStreamTrack | null): Promise<void> {
    await this.#mic.sender.replaceTrack(track);
  }

  async setCamera(track: MediaStreamTrack | null): Promise<void> {
    await this.#camera.sender.replaceTrack(track);
  }

  /** True when a new line was made: it has to be negotiated. */
  async setScreen(track: MediaStreamTrack | null): Promise<boolean> {
    if (!this.#screen && track) {
      this.#screen = this.#line('video', 'sendonly', track);
      return true;
    }
    await this.#screen?.sender.replaceTrack(track);
    return false;
  }

  /** Only what somebody watches is encoded and sent. */
  sendWatched(watched: NonNullable<MediaPush['watched']>): void {
    for (const { source, layers } of watched) {
      const sender = (source === 'screen' ? this.#screen : this.#camera)?.sender;
      // One after the other: a change that begins during another's is refused by the browser.
      if (sender) this.#sending = this.#sending.then(() => sendLayers(sender, layers)).catch(ignore);
    }
  }

  async accept(join: JoinAnswer): Promise<void> {
    if (this.#closed) return;
    this.#receiving.open(join.sessionId);
    await this.pc.setRemoteDescription({ type: 'answer', sdp: join.answer });
    this.#video = videoOf(join.answer);
    void layInOneStream(this.#camera.sender).catch(ignore);
    this.#receiving.take(join.sessionId, join);
    this.#events.onTracks();
  }

  /** What the node pushes. False: it is not the newest. */
  bind(sessionId: string, receiving: Receiving): boolean {
    if (!this.#receiving.take(sessionId, receiving)) return false;
    this.#events.onTracks();
    return true;
  }

  /** Offers again, with the receiving lines that are missing; runs one at a time, since each needs the answer to the one before. */
  renegotiate(negotiate: (offer: Offer) => Promise<JoinAnswer>): Promise<JoinAnswer | null> {
    return this.#inTurn(negotiate, () => {
      this.#addMissing();
      return this.#offer();
    });
  }

  /** As {@link renegotiate}, if receiving lines are still missing when its turn comes, and there is room for one. */
  widen(negotiate: (offer: Offer) => Promise<JoinAnswer>): Promise<JoinAnswer | null> {
    return this.#inTurn(negotiate, () => (this.#addMissing() ? this.#offer() : null));
  }

  /** Looks for a new path with new ICE credentials; the old one carries on for as long as it can. */
  restart(negotiate: (offer: Offer) => Promise<JoinAnswer>): Promise<JoinAnswer | null> {
    return this.#inTurn(negotiate, () => this.#offer({ iceRestart: true }));
  }

  /** The track that carries this person's source, if a line does. */
  track(participantId: string, source: MediaSource): MediaStreamTrack | null {
    const binding = this.bindings.find((one) => one.participantId === participantId && one.source === source);
    if (!binding) return null;
    return this.pc.getTransceivers().find((one) => one.mid === binding.mid)?.receiver.track ?? null;
  }

  /** True where this comes in a codec that this browser lacks. */
  lacks(participantId: string, source: MediaSource): boolean {
    return (
      this.receiving.unplayable?.some(
        (one) => one.participantId === participantId && one.source === source,
      ) === true
    );
  }

  get bindings(): readonly Binding[] {
    return this.receiving.bindings;
  }

  get receiving(): Receiving {
    return this.#receiving.current;
  }

  setSpeaker(id: string): void {
    for (const sink of this.#sinks.values()) sink.setSpeaker(id);
  }

  playAll(): void {
    for (const sink of this.#sinks.values()) sink.play();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#downTimer) clearTimeout(this.#downTimer);
    this.hush();
    this.pc.close();
  }

  /** Nobody is heard any more. */
  hush(): void {
    for (const sink of this.#sinks.values()) sink.close();
    this.#sinks.clear();
  }

  #inTurn(
    negotiate: (offer: Offer) => Promise<JoinAnswer>,
    makeOffer: () => Promise<Offer> | null,
  ): Promise<JoinAnswer | null> {
    const run = async (): Promise<JoinAnswer | null> => {
      const offer = this.#closed ? null : makeOffer();
      if (!offer) return null;
      const join = await negotiate(await offer);
      await this.accept(join);
      this.#unanswered = { audio: 0, video: 0 };
      return join;
    };
    const result = this.#queue.then(run);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #offer(options: RTCOfferOptions = {}): Promise<Offer> {
    await this.pc.setLocalDescription(await this.pc.createOffer(options));
    const sdp = this.pc.localDescription?.sdp ?? '';
    const lines: [RTCRtpTransceiver | null, MediaSource][] = [
      [this.#mic, 'mic'],
      [this.#camera, 'camera'],
      [this.#screen, 'screen'],
    ];
    return {
      sdp,
      publish: lines.flatMap(([line, source]) => (line?.mid ? [{ mid: line.mid, source }] : [])),
    };
  }

  #line(
    kind: 'audio' | 'video',
    direction: 'sendonly' | 'recvonly',
    track: MediaStreamTrack | null = null,
    sendEncodings: RTCRtpEncodingParameters[] = [],
  ): RTCRtpTransceiver {
    const line = this.pc.addTransceiver(track ?? kind, { direction, sendEncodings });
    limitLine(line, kind, this.#video);
    return line;
  }

  /**
   * What the node said last counts, not what it said when this was asked for: an answer in between may have brought the lines. False: no
   * line was missing that there is room for.
   */
  #addMissing(): boolean {
    const { moreAudio, moreVideo } = this.receiving;
    const before = this.#unanswered.audio + this.#unanswered.video;
    let added = 0;
    const add = (kind: 'audio' | 'video', more: number) => {
      while (this.#unanswered[kind] < more && this.pc.getTransceivers().length < mostLines) {
        this.#receive(kind);
        this.#unanswered[kind]++;
        added++;
      }
    };
    add('audio', moreAudio);
    add('video', moreVideo);
    return added > 0 || (before > 0 && moreAudio + moreVideo > 0);
  }

  #receive(kind: 'audio' | 'video'): void {
    const line = this.#line(kind, 'recvonly');
    if (kind === 'video') return;
    const sink = new AudioSink(
      line.receiver,
      this.#speaker(),
      () => {
        if (this.#heard || this.#closed) return;
        this.#heard = true;
        this.#events.onFirstAudio();
      },
      this.#events.onSoundBlocked,
    );
    this.#sinks.set(line, sink);
  }

  #follow(): void {
    if (this.#closed) return;
    const state = this.pc.connectionState;
    // `connecting` comes between, after a restart: it neither mends nor breaks anything.
    if (this.#downTimer && (state === 'connected' || state === 'failed')) {
      clearTimeout(this.#downTimer);
      this.#downTimer = null;
    }
    if (state === 'connected') this.#events.onLink(true);
    if (state === 'failed') this.#events.onLink(false);
    if (state === 'disconnected') {
      this.#downTimer ??= setTimeout(() => {
        this.#downTimer = null;
        this.#events.onLink(false);
      }, patience);
      this.#events.onShaky();
    }
  }
}
