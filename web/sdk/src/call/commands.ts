import type { ApiClient } from '../api/client';
import { Problem } from '../api/problem';
import type { MeetView } from '../api/types';

/** What can be asked of the Meet that this page is in. Each throws a {@link Problem}, and has then changed nothing. */
export class MeetCommands {
  readonly #api: ApiClient;
  readonly #meetId: () => string | null;
  readonly #onMeet: (meet: MeetView) => void;

  constructor(api: ApiClient, meetId: () => string | null, onMeet: (meet: MeetView) => void) {
    this.#api = api;
    this.#meetId = meetId;
    this.#onMeet = onMeet;
  }

  raiseHand(raised: boolean): Promise<void> {
    return this.#ask((meetId) => this.#api.meets.hand(meetId, raised));
  }

  /** Staff: asks somebody's page to turn their microphone off; they may turn it on again. */
  mute(personId: string): Promise<void> {
    return this.#ask((meetId) => this.#api.meets.mute(meetId, personId));
  }

  /** Staff: rings 1 to 50 more team members. */
  invite(staffIds: readonly string[]): Promise<void> {
    return this.#ask((meetId) => this.#api.meets.invite(meetId, staffIds));
  }

  /** Staff: over for everybody. */
  endForAll(): Promise<void> {
    return this.#ask((meetId) => this.#api.meets.end(meetId));
  }

  async #ask(command: (meetId: string) => Promise<{ meet: MeetView }>): Promise<void> {
    const meetId = this.#meetId();
    if (meetId === null) return;
    try {
      this.#onMeet((await command(meetId)).meet);
    } catch (error) {
      throw Problem.of(error);
    }
  }
}
