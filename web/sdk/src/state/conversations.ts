import type { ApiClient } from '../api/client';
import { Problem } from '../api/problem';
import type { ChatView, NewMessage } from '../api/types';
import { newId } from '../newId';
import { unreadIn, withOwnRead } from './rooms';
import type { Store } from './store';
import {
  emptyTimeline,
  withEntry,
  withNewest,
  withoutPending,
  withPage,
  withPending,
  type Draft,
  type PendingMessage,
} from './timeline';
import { withChat, withMeet, withTimeline, type World } from './world';

const pageSize = 50;

/** What is said in chats and rooms: loaded, sent, marked as read. One is open, and is kept current over reconnects. */
export class Conversations {
  readonly #api: ApiClient;
  readonly #world: Store<World>;
  readonly #me: string;
  readonly #loading = new Set<string>();
  #active: string | null = null;

  constructor(api: ApiClient, world: Store<World>, me: string) {
    this.#api = api;
    this.#world = world;
    this.#me = me;
  }

  async open(chatId: string): Promise<void> {
    this.#active = chatId;
    if (this.#world.get().timelines[chatId]?.before === undefined) await this.#loadNewest(chatId);
  }

  async loadOlder(chatId: string): Promise<void> {
    const before = this.#world.get().timelines[chatId]?.before;
    if (before == null || this.#loading.has(chatId)) return;
    this.#loading.add(chatId);
    try {
      const page = await this.#apiOf(chatId).entries(chatId, { before, limit: pageSize });
      this.#world.update((world) => withTimeline(world, chatId, (known) => withPage(known, page)));
    } finally {
      this.#loading.delete(chatId);
    }
  }

  /** Shown at once; `failed` when it did not arrive. The same `clientId` never makes a second message. */
  async send(chatId: string, draft: Draft): Promise<void> {
    const { text, internal = false, files = [], mentions = [], clientId = newId() } = draft;
    const message: PendingMessage = {
      ...{ clientId, text, internal, files, mentions },
      at: new Date().toISOString(),
      failed: false,
    };
    this.#world.update((world) => withTimeline(world, chatId, (known) => withPending(known, message)));
    const wanted: NewMessage = {
      clientId,
      ...(text ? { text } : {}),
      ...(internal ? { internal } : {}),
      ...(files.length > 0 ? { files: files.map((file) => file.fileId) } : {}),
      ...(mentions.length > 0 ? { mentions: mentions.map((person) => person.id) } : {}),
    };
    try {
      const entry = await this.#apiOf(chatId).send(chatId, wanted);
      this.#world.update((world) => withTimeline(world, entry.chatId, (known) => withEntry(known, entry)));
    } catch (error) {
      const failed = { ...message, failed: true };
      this.#world.update((world) =>
        withTimeline(world, chatId, (known) =>
          known.entries.some((entry) => entry.clientId === clientId) ? known : withPending(known, failed),
        ),
      );
      throw Problem.of(error);
    }
  }

  discard(chatId: string, clientId: string): void {
    this.#world.update((world) => withTimeline(world, chatId, (known) => withoutPending(known, clientId)));
  }

  async createChat(text: string, clientId = newId()): Promise<ChatView> {
    const { chat, entry } = await this.#api.chats.create(clientId, text);
    this.#active = chat.chatId;
    this.#world.update((world) =>
      withTimeline(withChat(world, chat), chat.chatId, (known) =>
        withEntry(known.before === undefined ? { ...emptyTimeline, before: null } : known, entry),
      ),
    );
    return chat;
  }

  async markRead(chatId: string): Promise<void> {
    const { timelines, chats, rooms } = this.#world.get();
    const last = timelines[chatId]?.entries.at(-1);
    const room = rooms[chatId];
    const chat = chats[chatId];
    if (!last) return;
    if (room) {
      if (unreadIn(room, this.#me) === 0) return;
      const read = withOwnRead(room, this.#me, Math.max(last.position, room.lastPosition));
      this.#world.update((world) => ({ ...world, rooms: { ...world.rooms, [chatId]: read } }));
    } else {
      if (!chat || chat.unread === 0) return;
      const read = { ...chat, unread: 0 };
      this.#world.update((world) => ({ ...world, chats: { ...world.chats, [chatId]: read } }));
    }
    await this.#apiOf(chatId)
      .read(chatId, last.position)
      .catch(() => undefined);
  }

  tellTyping(chatId: string, internal: boolean): void {
    this.#apiOf(chatId)
      .typing(chatId, internal)
      .catch(() => undefined);
  }

  /** Pushes were missed: what is open is read again, the rest is forgotten. */
  refresh(): void {
    const active = this.#active;
    this.#world.update((world) => {
      const kept = active ? world.timelines[active] : undefined;
      return { ...world, timelines: active && kept ? { [active]: kept } : {} };
    });
    if (!active) return;
    this.#loadNewest(active).catch(() => undefined);
    if (this.#world.get().rooms[active]) return;
    this.#api.chats.get(active).then(
      (chat) => {
        this.#world.update((world) => withChat(world, chat));
      },
      () => undefined,
    );
  }

  async #loadNewest(chatId: string): Promise<void> {
    if (this.#loading.has(chatId)) return;
    this.#loading.add(chatId);
    try {
      const page = await this.#apiOf(chatId).entries(chatId, { limit: pageSize });
      this.#world.update((world) => {
        const meets = page.items.flatMap((entry) => (entry.meet ? [entry.meet] : []));
        return withTimeline(meets.reduce(withMeet, world), chatId, (known) => withNewest(known, page));
      });
    } finally {
      this.#loading.delete(chatId);
    }
  }

  /** Rooms and chats are read and written alike. */
  #apiOf(id: string) {
    return this.#world.get().rooms[id] ? this.#api.rooms : this.#api.chats;
  }
}
