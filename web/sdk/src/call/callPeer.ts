import { Store } from '../state/store';
import { whenIdle } from '../state/idle';
import { isBusy, type CallEvent } from './call';
import type { CallContext } from './callContext';
import { chosenDevices } from './devices';
import { mark } from './marks';
import { Peer } from './peer';

/** What a call may soon come of: it rings here, or the menu to start one is open. */
export type Prospect = 'ring' | 'menu';

/** In ms: a server that does not answer keeps nobody's connection. */
const toldWithin = 1_000;

/** The peer connection of the call, replaced each time the call comes back; and the spare one, made for a call to be expected. */
export class CallPeer {
  /** Counts changes of the received tracks. */
  readonly tracksChanged = new Store(0);
  readonly soundBlocked = new Store(false);
  readonly #context: CallContext;
  #current: Peer | null = null;
  #spare: Peer | null = null;
  readonly #prospects = new Set<Prospect>();

  constructor(context: CallContext) {
    this.#context = context;
  }

  get current(): Peer | null {
    return this.#current;
  }

  /** Making a connection takes the browser a tenth of a second, which a call need not wait for. */
  expect(prospect: Prospect, open: boolean): void {
    // A call that begins takes the spare connection with it.
    if (this.#busy || open === this.#prospects.has(prospect)) return;
    if (open) this.#prospects.add(prospect);
    else this.#prospects.delete(prospect);
    if (this.#prospects.size === 0) this.dropSpare();
    else {
      whenIdle(() => {
        if (this.#prospects.size > 0 && !this.#busy) this.#spare ??= this.#make();
      });
    }
  }

  dropSpare(): void {
    this.#prospects.clear();
    this.#spare?.close();
    this.#spare = null;
  }

  renew(): void {
    this.#current?.close();
    const peer = this.#spare ?? this.#make();
    this.#spare = null;
    this.#prospects.clear();
    this.#current = peer;
  }

  /** Silent at once. The connection goes when the server knows that we left: before, the node would take it for lost. */
  close(told: Promise<unknown>): void {
    const gone = this.#current;
    gone?.hush();
    void Promise.race([told, new Promise((resolve) => setTimeout(resolve, toldWithin))]).then(() =>
      gone?.close(),
    );
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
