import type { Peer } from './peer';
import { receptionBetween, sampleOf, type Reception, type ReceptionSample } from './quality';

const every = 5_000;

/** Looks every 5 s at how the connection receives, for as long as one is up. */
export class QualityMeter {
  readonly #peer: () => Peer | null;
  readonly #onReception: (reception: Reception) => void;
  #timer: ReturnType<typeof setInterval> | null = null;
  #last: { peer: Peer; sample: ReceptionSample } | null = null;

  constructor(peer: () => Peer | null, onReception: (reception: Reception) => void) {
    this.#peer = peer;
    this.#onReception = onReception;
  }

  set(on: boolean): void {
    if (on === (this.#timer !== null)) return;
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = on ? setInterval(() => void this.#look().catch(() => undefined), every) : null;
    if (on) void this.#look().catch(() => undefined);
    else this.#last = null;
  }

  async #look(): Promise<void> {
    const peer = this.#peer();
    if (!peer || peer.pc.connectionState !== 'connected') return;
    const entries: Record<string, unknown>[] = [];
    (await peer.pc.getStats()).forEach((one: Record<string, unknown>) => {
      entries.push(one);
    });
    const sample = sampleOf(entries);
    const reception = this.#last?.peer === peer ? receptionBetween(this.#last.sample, sample) : null;
    this.#last = { peer, sample };
    if (reception && this.#timer) this.#onReception(reception);
  }
}
