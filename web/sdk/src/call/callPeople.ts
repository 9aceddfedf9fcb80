import type { HubClient } from '../hub/connection';
import type { MediaPush, NetworkLevel, Sources } from '../hub/protocol';
import { Store } from '../state/store';
import { ignore } from './ignore';
import type { LocalState } from './localMedia';
import { OwnLevel } from './ownLevel';
import type { Peer } from './peer';
import { networkLevel, scoreOf, type Reception } from './quality';
import { QualityMeter } from './qualityMeter';
import type { Sound } from './ringtone';

export interface CallPeopleOptions {
  hub: HubClient;
  sound: Sound;
  me: () => string;
  local: Store<LocalState>;
  peer: () => Peer | null;
  sessionId: () => string | null;
}

/** How the people in the call are heard, what they send, and how well: the others from the hub, ourselves measured here. */
export class CallPeople {
  readonly levels = new Store<Readonly<Record<string, number>>>({});
  readonly sources = new Store<Readonly<Record<string, Sources>>>({});
  readonly qualities = new Store<Readonly<Record<string, NetworkLevel>>>({});
  readonly #o: CallPeopleOptions;
  readonly #meter: QualityMeter;
  #ownLevel: OwnLevel | null = null;
  #ownLevelTrack: MediaStreamTrack | null = null;

  constructor(options: CallPeopleOptions) {
    this.#o = options;
    this.#meter = new QualityMeter(options.peer, (reception) => {
      this.#onReception(reception);
    });
    options.local.subscribe(() => {
      this.#followMic();
    });
  }

  /** Another call begins. */
  clear(): void {
    this.levels.set({});
    this.sources.set({});
    this.qualities.set({});
  }

  /** Whether our own reception is measured now. */
  measure(on: boolean): void {
    this.#meter.set(on);
  }

  hear({ peers, levels }: MediaPush): void {
    const me = this.#o.me();
    if (peers) {
      const seen = Object.fromEntries(peers.map((peer) => [peer.participantId, peer.sources]));
      this.sources.update((known) => ({ ...known, ...seen }));
      const qualities = peers.flatMap(({ participantId, quality }) =>
        quality === undefined || participantId === me ? [] : [[participantId, quality] as const],
      );
      if (qualities.length > 0) {
        this.qualities.update((known) => ({ ...known, ...Object.fromEntries(qualities) }));
      }
    }
    if (levels) {
      const seen = Object.fromEntries(levels.map((one) => [one.participantId, one.level]));
      this.levels.update((known) => ({ ...known, ...seen, [me]: known[me] ?? 0 }));
    }
  }

  #onReception(reception: Reception): void {
    const { hub, me, sessionId: session } = this.#o;
    const level = networkLevel(scoreOf(reception));
    this.qualities.update((known) => ({ ...known, [me()]: level }));
    const sessionId = session();
    if (sessionId) hub.setQuality({ sessionId, ...reception }).catch(ignore);
  }

  #followMic(): void {
    const { micTrack } = this.#o.local.get();
    if (micTrack === this.#ownLevelTrack) return;
    this.#ownLevelTrack = micTrack;
    this.#ownLevel?.stop();
    const me = this.#o.me();
    this.#ownLevel = micTrack
      ? OwnLevel.of(this.#o.sound, micTrack, (level) => {
          this.levels.update((levels) => ({ ...levels, [me]: level }));
        })
      : null;
  }
}
