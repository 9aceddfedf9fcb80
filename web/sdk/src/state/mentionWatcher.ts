import type { ApiClient } from '../api/client';
import type { ChatEntryView } from '../api/types';
import { mentionsMe, noMentions } from './mentions';
import { Store } from './store';

/** Where this person was named and has not read it: the server's count, and what came since. */
export class MentionWatcher {
  readonly mentions = new Store(noMentions);
  readonly #api: ApiClient;
  readonly #me: string;
  /** Entries that were counted here. */
  readonly #seen = new Set<string>();

  constructor(api: ApiClient, me: string) {
    this.#api = api;
    this.#me = me;
  }

  see(entry: ChatEntryView): void {
    if (!mentionsMe(entry, this.#me) || this.#seen.has(entry.entryId)) return;
    this.#seen.add(entry.entryId);
    this.mentions.update(({ unread }) => ({ unread: unread + 1, newest: entry }));
  }

  load(): void {
    this.#api.mentions.list({ limit: 1 }).then(
      ({ unread }) => {
        this.mentions.update((known) => ({ ...known, unread }));
      },
      () => undefined,
    );
  }

  async readAll(): Promise<void> {
    this.mentions.update((known) => ({ ...known, unread: 0 }));
    await this.#api.mentions.readAll();
  }
}
