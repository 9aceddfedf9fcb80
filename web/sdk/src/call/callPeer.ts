import { Store } from '../state/store';
import { whenIdle } from '../state/idle';
import { isBusy, type CallEvent } from './call';
import type { CallContext } from './callContext';
import { chosenDevices } from './devices';
import { mark } from './marks';
import { Peer } from './peer';

/** The peer connection of the call, replaced each time the call comes back; and the spare one, made while it rings. */
export class CallPeer {
  /** Counts changes of the received tracks. */
  readonly tracksChanged = new Store(0);
  readonly soundBlocked = new Store(false);
  readonly #context: CallContext;
  #current: Peer | null = null;
  /** Made while it rings. */
  #spare: Peer | null = null;
  #expected = false;

  constructor(context: CallContext) {
    this.#context = context;
  }

  get current(): Peer | null {
    return this.#current;
  }

  /** Making a connection takes the browser a tenth of a second, which an answer need not wait for. */
  expectAnswer(rings: boolean): void {
    // A call that begins takes the spare connection with it.
    if (this.#busy) return;
    if (!rings) this.dropSpare();
    else if (!this.#expected) {
      whenIdle(() => {
        if (this.#expected && !this.#busy) this.#spare ??= this.#make();
      });
    }
    this.#expected = rings;
  }

  dropSpare(): void {
    this.#expected = false;
    this.#spare?.close();
    this.#spare = null;
  }

  renew(): void {
    this.#current?.close();
    const peer = this.#spare ?? this.#make();
    this.#spare = null;
    this.#expected = false;
    this.#current = peer;
  }

  close(): void {
    this.#current?.close();
    this.#current = null;
    this.soundBlocked.set(false);
    this.tracksChanged.update((count) => count + 1);
  }

  get #busy(): boolean {
    return isBusy(this.#context.call.get());
  }

  #make(): Peer {
    const { call, dispatch } = this.#context;
    const meetId = () => call.get()?.meetId ?? null;
    // Speaks for the call that it serves: one that was replaced has nothing to say any more.
    const tell = (event: CallEvent) => {
      const key = call.get()?.key;
      if (peer === this.#current && key !== undefined) dispatch(key, event);
    };
    const peer: Peer = new Peer(
      {
        onLink: (up) => {
          if (up && peer === this.#current) mark('meet:connected', { meetId: meetId() });
          tell({ type: up ? 'linkUp' : 'linkDown' });
        },
        onShaky: () => {
          tell({ type: 'linkShaky' });
        },
        onTracks: () => {
          if (peer === this.#current) this.tracksChanged.update((count) => count + 1);
        },
        onFirstAudio: () => {
          if (peer === this.#current) mark('meet:first-audio', { meetId: meetId() });
        },
        onSoundBlocked: (blocked) => {
          if (peer === this.#current) this.soundBlocked.set(blocked);
        },
      },
      () => chosenDevices().speaker,
    );
    return peer;
  }
}
