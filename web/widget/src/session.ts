import { ApiClient, MeetClient, Problem } from '@meet/sdk';

/** The customer's session in this browser: an opaque token per workspace. */
export class CustomerSession {
  readonly #key: string;
  readonly #workspace: string;
  readonly api: ApiClient;
  #token: string | null;
  #starting: Promise<MeetClient> | null = null;
  #begun = false;

  constructor(workspace: string) {
    this.#workspace = workspace;
    this.#key = `meet.session.${workspace}`;
    this.#token = this.#read();
    this.api = new ApiClient({
      token: () => this.#token,
      onSignedOut: () => {
        // A session that had begun is over: without its token the frame begins a new one.
        if (!this.#begun) return;
        this.#keep(null);
        location.reload();
      },
    });
  }

  /** Somebody was here before: their chats and rings are worth a connection before the widget is opened. */
  get known(): boolean {
    return this.#token !== null;
  }

  start(locale: string): Promise<MeetClient> {
    this.#starting ??= this.#start(locale).then(
      (client) => {
        this.#begun = true;
        return client;
      },
      (error: unknown) => {
        this.#starting = null;
        throw Problem.of(error);
      },
    );
    return this.#starting;
  }

  async #start(locale: string): Promise<MeetClient> {
    if (this.#token !== null) {
      try {
        return new MeetClient(this.api, await this.api.session.get());
      } catch (error) {
        const { code } = Problem.of(error);
        if (code !== 'not_signed_in' && code !== 'not_found') throw error;
        this.#keep(null);
      }
    }
    const { token, me } = await this.api.session.startCustomer(this.#workspace, locale);
    this.#keep(token);
    return new MeetClient(this.api, me);
  }

  #read(): string | null {
    try {
      return localStorage.getItem(this.#key);
    } catch {
      return null;
    }
  }

  #keep(token: string | null): void {
    this.#token = token;
    try {
      if (token === null) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, token);
    } catch {
      // Third-party storage is blocked: the session lasts as long as the page.
    }
  }
}
