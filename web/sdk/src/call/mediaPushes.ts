import type { MediaPush } from '../hub/protocol';
import type { Store } from '../state/store';
import type { Call } from './call';

/** So many of sessions that are not ours (yet) are kept; then the oldest go. */
const most = 64;

/**
 * Hands what the hub pushes of our media session to whoever hears it. The node speaks as soon as the session is there, and on a busy machine the
 * answer that names it to us is overtaken by its first words: who sends what, which line carries whom, which are said once.
 */
export class MediaPushes {
  readonly #call: Store<Pick<Call, 'key' | 'sessionId'> | null>;
  readonly #hear: (key: number, push: MediaPush) => void;
  #early: MediaPush[] = [];

  constructor(
    call: Store<Pick<Call, 'key' | 'sessionId'> | null>,
    hear: (key: number, push: MediaPush) => void,
  ) {
    this.#call = call;
    this.#hear = hear;
    call.subscribe(() => {
      // Whoever is about to open the session does so first.
      if (this.#early.length > 0) queueMicrotask(this.#again);
    });
  }

  take(push: MediaPush): void {
    const call = this.#call.get();
    if (call?.sessionId === push.sessionId) this.#hear(call.key, push);
    else if (call) this.#early = [...this.#early, push].slice(-most);
  }

  readonly #again = (): void => {
    const call = this.#call.get();
    if (!call) this.#early = [];
    if (!call?.sessionId) return;
    const ours = this.#early.filter((push) => push.sessionId === call.sessionId);
    if (ours.length === 0) return;
    this.#early = [];
    for (const push of ours) this.#hear(call.key, push);
  };
}
