import type { Receiving } from '../hub/protocol';

const nothing: Receiving = { bindings: [], moreAudio: 0, moreVideo: 0, version: 0 };

/**
 * What a node last said of one connection's receiving lines. Answers and pushes overtake each other, and an earlier session's last words
 * come after its successor's first: only this session's newest version counts.
 */
export class NewestReceiving {
  #current: Receiving = nothing;
  #sessionId: string | null = null;

  get current(): Receiving {
    return this.#current;
  }

  /** The connection serves this session. */
  open(sessionId: string): void {
    if (this.#sessionId === sessionId) return;
    this.#sessionId = sessionId;
    this.#current = nothing;
  }

  /** False: it is old or of another session. What comes before ours is known waits elsewhere (`MediaPushes`). */
  take(sessionId: string, receiving: Receiving): boolean {
    if (sessionId !== this.#sessionId || receiving.version <= this.#current.version) return false;
    this.#current = receiving;
    return true;
  }
}
