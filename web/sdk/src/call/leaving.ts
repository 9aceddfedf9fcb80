import type { ApiClient } from '../api/client';
import { Problem } from '../api/problem';
import type { MeetView } from '../api/types';
import { ignore } from './ignore';

/** Tells the server that the person left or gave up, and knows it before the server does: nobody is brought back into these. */
export class Leaving {
  readonly #api: ApiClient;
  readonly #onMeet: (meet: MeetView) => void;
  readonly #left = new Set<string>();
  #told: Promise<unknown> = Promise.resolve();

  constructor(api: ApiClient, onMeet: (meet: MeetView) => void) {
    this.#api = api;
    this.#onMeet = onMeet;
  }

  /** When the server has answered what was told last; never fails. */
  get told(): Promise<unknown> {
    return this.#told;
  }

  hasLeft(meetId: string): boolean {
    return this.#left.has(meetId);
  }

  /** The person wants to be in it again. */
  forget(meetId: string): void {
    this.#left.delete(meetId);
  }

  tell(command: 'leave' | 'cancel', meetId: string): void {
    this.#left.add(meetId);
    this.#told = this.#api.meets[command](meetId).then(
      ({ meet }) => {
        this.#onMeet(meet);
      },
      (error: unknown) => {
        // It was answered while we gave up: then giving up means leaving.
        const { code } = Problem.of(error);
        if (command === 'cancel' && code !== 'not_found') this.#api.meets.leave(meetId).catch(ignore);
      },
    );
  }
}
