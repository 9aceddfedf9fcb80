import type { ApiClient } from '../api/client';
import { thisDevice } from '../presence/device';
import { Store } from '../state/store';
import type { World } from '../state/world';
import type { Calls } from './calls';
import { incomingRings, type IncomingRing } from './rings';
import { incomingPattern, Ringer, type Sound } from './ringtone';

export interface RingWatcherOptions {
  api: ApiClient;
  sound: Sound;
  calls: Calls;
  world: Store<World>;
  me: string;
  /** The server's clock, in ms. */
  now: () => number;
}

/** What rings this person now: it is shown, sounds, is told to the server, and a connection gets ready for the answer. */
export class RingWatcher {
  readonly rings = new Store<readonly IncomingRing[]>([]);
  readonly #o: RingWatcherOptions;
  readonly #ringer: Ringer;
  /** Rings whose sounding here was told. */
  readonly #told = new Set<string>();
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(options: RingWatcherOptions) {
    this.#o = options;
    this.#ringer = new Ringer(options.sound, incomingPattern, true);
  }

  prepare(): void {
    this.#ringer.prepare();
  }

  /** To be called whenever a Meet or our own call has changed; a ring's deadline is watched here. */
  look(): void {
    const { calls, world, me, now } = this.#o;
    const rings = calls.busy ? [] : incomingRings(world.get().meets, me, now());
    const known = this.rings.get();
    if (rings.length !== known.length || rings.some((ring, i) => ring.meet !== known[i]?.meet)) {
      this.rings.set(rings);
    }
    if (rings.length > 0) setTimeout(this.#followUp, 0);
    else {
      this.#ringer.set(false);
      calls.expect('ring', false);
    }
    if (rings.length > 0) {
      this.#timer ??= setInterval(() => {
        this.look();
      }, 500);
    } else this.#stopTimer();
  }

  stop(): void {
    this.#ringer.set(false);
    this.#stopTimer();
  }

  /** Once the ring is shown: all of this takes the page's thread for a moment. */
  readonly #followUp = (): void => {
    const rings = this.rings.get();
    this.#ringer.set(rings.length > 0);
    this.#tell(rings);
    this.#o.calls.expect('ring', rings.length > 0);
  };

  /** For the history of the ring: which devices it sounded on. */
  #tell(rings: readonly IncomingRing[]): void {
    for (const { meet, ring } of rings) {
      if (this.#told.has(ring.ringId)) continue;
      this.#told.add(ring.ringId);
      this.#o.api.meets.rang(meet.meetId, thisDevice()).catch(() => undefined);
    }
  }

  #stopTimer(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }
}
