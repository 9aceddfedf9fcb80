import type { Receiving } from '../hub/protocol';

const nothing: Receiving = { bindings: [], moreAudio: 0, moreVideo: 0, version: 0 };

/**
 * What a node last said of one connection's receiving lines. Answers and pushes overtake each other, and an earlier session's last words
 * come after its successor's first: only this session's newest version counts.
 */
export class NewestReceiving {
  #current: Receiving = nothing;
  #sessionId: string | null = null;
  /** Pushed before the answer that names our session. */
  readonly #early: [sessionId: string, receiving: Receiving][] = [];

  get current(): Receiving {
    return this.#current;
  }

  /** The connection serves this session. */
  open(sessionId: string): void {
    if (this.#sessionId === sessionId) return;
    this.#sessionId = sessionId;
    this.#current = nothing;
    for (const [its, receiving] of this.#early.splice(0)) this.take(its, receiving);
  }

  /** False: it is old, of another session, or to be looked at again when ours is known. */
  take(sessionId: string, receiving: Receiving): boolean {
    if (this.#sessionId === null) this.#early.push([sessionId, receiving]);
    if (sessionId !== this.#sessionId || receiving.version <= this.#current.version) return false;
    this.#current = receiving;
    return true;
  }
}
