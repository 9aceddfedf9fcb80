import { chatsApi, mentionsApi, roomsApi } from './chats';
import { filesApi } from './files';
import { meetsApi } from './meets';
import { peopleApi, sessionApi, settingsApi } from './people';
import { sender, type ApiOptions } from './transport';

export type { ApiOptions } from './transport';

/** The REST API of docs/api.md. Every method answers or throws a {@link Problem}. */
export class ApiClient {
  readonly session: ReturnType<typeof sessionApi>;
  readonly chats: ReturnType<typeof chatsApi>;
  readonly mentions: ReturnType<typeof mentionsApi>;
  readonly rooms: ReturnType<typeof roomsApi>;
  readonly people: ReturnType<typeof peopleApi>;
  readonly settings: ReturnType<typeof settingsApi>;
  readonly meets: ReturnType<typeof meetsApi>;
  readonly files: ReturnType<typeof filesApi>;

  constructor(options: ApiOptions = {}) {
    const send = sender(options);
    this.session = sessionApi(send);
    this.chats = chatsApi(send);
    this.mentions = mentionsApi(send);
    this.rooms = roomsApi(send);
    this.people = peopleApi(send);
    this.settings = settingsApi(send);
    this.meets = meetsApi(send);
    this.files = filesApi(options);
  }
}
