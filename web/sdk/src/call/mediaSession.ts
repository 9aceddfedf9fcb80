import type { JoinGrant } from '../api/types';
import { HubError, type JoinAnswer, type MediaPush, type Offer, type Sources } from '../hub/protocol';
import type { CallContext } from './callContext';
import type { CallPeer } from './callPeer';
import { mark } from './marks';
import type { Peer } from './peer';

/** How long the hub may take to come back before what is asked of it fails, in ms. */
const patience = 10_000;

/** The call's session at the media node, spoken of over the hub: joining it, more lines in it, a new path for it. */
export class MediaSession {
  readonly #context: CallContext;
  readonly #peer: CallPeer;
  /** What we are about to send. */
  readonly #sources: () => Sources;
  /** The connection that looks for a new path at the moment. */
  #restarting: Peer | null = null;

  constructor(context: CallContext, peer: CallPeer, sources: () => Sources) {
    this.#context = context;
    this.#peer = peer;
    this.#sources = sources;
  }

  async join(key: number, grant: JoinGrant): Promise<void> {
    const { hub, dispatch } = this.#context;
    const peer = this.#peer.current;
    if (!peer) return;
    try {
      const offer = await peer.offerBy(grant.iceServers);
      await this.#hubReady();
      const join = await hub.join(grant.token, offer, this.#sources());
      if (peer !== this.#peer.current) return;
      mark('meet:answered', { meetId: this.#meetId });
      dispatch(key, { type: 'joined', sessionId: join.sessionId });
      await peer.accept(join);
      this.#widen();
    } catch (error) {
      if (peer === this.#peer.current) dispatch(key, { type: 'joinFailed', code: HubError.of(error).code });
    }
  }

  /** The hub connection is a new one: it has to learn which session is ours. */
  attach(key: number, sessionId: string): void {
    const { hub, dispatch } = this.#context;
    hub.attach(sessionId).catch((error: unknown) => {
      if (HubError.of(error).code === 'session_over') dispatch(key, { type: 'linkDown' });
    });
  }

  /** One at a time for a connection: a second change of network during it is seen by the first. */
  async restartIce(key: number, sessionId: string): Promise<void> {
    const { hub, dispatch } = this.#context;
    const peer = this.#peer.current;
    if (!peer || this.#restarting === peer) return;
    this.#restarting = peer;
    try {
      await this.#hubReady();
      await peer.restart((offer) => hub.negotiate(sessionId, offer));
    } catch (error) {
      if (peer === this.#peer.current)
        dispatch(key, { type: 'restartFailed', code: HubError.of(error).code });
    } finally {
      if (this.#restarting === peer) this.#restarting = null;
    }
  }

  /** What the hub tells of this session. */
  hear(key: number, { sessionId, connected, closed, bindings, watched }: MediaPush): void {
    const { dispatch } = this.#context;
    if (connected) dispatch(key, { type: 'mediaConnected', sessionId });
    if (closed) dispatch(key, { type: 'mediaClosed', sessionId, reason: closed.reason });
    if (bindings && this.#peer.current?.bind(sessionId, bindings)) this.#widen();
    if (watched) this.#peer.current?.sendWatched(watched);
  }

  /** With whatever lines we added ourselves. */
  async renegotiate(): Promise<void> {
    await this.#negotiate((peer, negotiate) => peer.renegotiate(negotiate));
  }

  /** Adds the lines that are missing. */
  #widen(): void {
    const receiving = this.#peer.current?.receiving;
    if (!receiving || receiving.moreAudio + receiving.moreVideo === 0) return;
    const carried = receiving.bindings.length;
    void this.#negotiate((peer, negotiate) => peer.widen(negotiate)).then((answer) => {
      // Somebody came while it was negotiated: nobody tells us so again. Lines that carry nothing are reason enough to stop.
      if (answer && answer.bindings.length > carried) this.#widen();
    });
  }

  async #negotiate(
    offer: (peer: Peer, negotiate: (offer: Offer) => Promise<JoinAnswer>) => Promise<JoinAnswer | null>,
  ): Promise<JoinAnswer | null> {
    const { hub, dispatch } = this.#context;
    const call = this.#context.call.get();
    const peer = this.#peer.current;
    const sessionId = call?.sessionId;
    if (!peer || !sessionId) return null;
    try {
      return await offer(peer, (sdp) => hub.negotiate(sessionId, sdp));
    } catch (error) {
      const { code } = HubError.of(error);
      if (peer === this.#peer.current && code === 'session_over') dispatch(call.key, { type: 'linkDown' });
      return null;
    }
  }

  get #meetId(): string | null {
    return this.#context.call.get()?.meetId ?? null;
  }

  #hubReady(): Promise<void> {
    return Promise.race([this.#context.hub.connected, delay(patience)]);
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
