import type { ApiClient } from './api/client';
import type { ChatEntryView, ChatView, Me, MeetView, RoomView } from './api/types';
import { Calls } from './call/calls';
import { mark } from './call/marks';
import { RingWatcher } from './call/ringWatcher';
import { Sound } from './call/ringtone';
import { HubClient } from './hub/connection';
import type { HubEvents } from './hub/protocol';
import { IdleWatcher } from './presence/idle';
import { ReadinessWatcher } from './presence/readiness';
import { Conversations } from './state/conversations';
import { MentionWatcher } from './state/mentionWatcher';
import { withRoom, withRooms } from './state/rooms';
import { Store } from './state/store';
import type { Draft } from './state/timeline';
import { TypingIndicator } from './state/typingIndicator';
import {
  emptyWorld,
  withChat,
  withChatEntry,
  withChats,
  withMeet,
  withPresence,
  withReady,
} from './state/world';

/** Everything a signed-in page does, without a framework: what it knows, its live connection, its calls. */
export class MeetClient {
  readonly api: ApiClient;
  readonly me: Me;
  readonly world = new Store(emptyWorld);
  readonly rings: RingWatcher['rings'];
  /** Counts changes of whether the browser lets us make a sound. */
  readonly soundChanged = new Store(0);
  readonly mentions: MentionWatcher['mentions'];
  readonly readiness: ReadinessWatcher;
  readonly sound: Sound;
  readonly hub: HubClient;
  readonly calls: Calls;
  readonly #rings: RingWatcher;
  readonly #idle: IdleWatcher;
  readonly #conversations: Conversations;
  readonly #typing: TypingIndicator;
  readonly #mentions: MentionWatcher;

  constructor(api: ApiClient, me: Me, hubUrl = '/hub') {
    const { world } = this;
    this.api = api;
    this.me = me;
    this.sound = new Sound(() => {
      this.soundChanged.update((count) => count + 1);
      this.readiness.look();
    });
    this.readiness = new ReadinessWatcher(() => this.sound.allowed);
    this.readiness.state.subscribe(() => {
      this.#tellReadiness();
    });
    this.hub = new HubClient({
      url: hubUrl,
      ticket: async () => (await api.session.hubTicket()).ticket,
      onEvent: (name, payload) => {
        this.#onEvent(name, payload);
      },
      onState: (connection) => {
        world.update((known) => ({ ...known, connection }));
      },
    });
    this.calls = new Calls({
      api,
      hub: this.hub,
      sound: this.sound,
      me: () => me.id,
      onMeet: (meet) => {
        this.#onMeet(meet);
      },
    });
    const { calls, sound } = this;
    this.#rings = new RingWatcher({ api, sound, calls, world, me: me.id, now: () => this.now() });
    this.rings = this.#rings.rings;
    this.#conversations = new Conversations(api, world, me.id);
    this.#typing = new TypingIndicator(world, (chatId, internal) => {
      this.#conversations.tellTyping(chatId, internal);
    });
    this.#mentions = new MentionWatcher(api, me.id);
    this.mentions = this.#mentions.mentions;
    this.#idle = new IdleWatcher(
      () => calls.busy,
      (idle) => {
        this.hub.activity(idle).catch(() => undefined);
      },
    );
    calls.call.subscribe(() => {
      this.#rings.look();
    });
  }

  start(): void {
    this.hub.start();
    this.#idle.start();
    this.#rings.prepare();
    this.calls.prepare();
    if (this.#isStaff) void this.readiness.start();
  }

  async stop(): Promise<void> {
    this.#idle.stop();
    this.readiness.stop();
    this.#typing.stop();
    this.#rings.stop();
    this.calls.stop();
    await this.hub.stop();
  }

  /** The server's clock, in ms. */
  now(): number {
    return Date.now() + this.world.get().clockOffset;
  }

  /** The page around the widget was touched. */
  touch(): void {
    this.#idle.touch();
  }

  learn(chats: readonly ChatView[]): void {
    this.world.update((world) => withChats(world, chats));
  }

  learnRoom(room: RoomView): void {
    this.world.update((world) => withRoom(world, room, this.me.id));
  }

  /** Loads the chat's newest entries if need be, and keeps them current over reconnects until another chat is opened. */
  open(chatId: string): Promise<void> {
    return this.#conversations.open(chatId);
  }

  loadOlder(chatId: string): Promise<void> {
    return this.#conversations.loadOlder(chatId);
  }

  /** Shown at once; `failed` when it did not arrive. The same `clientId` never makes a second message. */
  send(chatId: string, draft: Draft): Promise<void> {
    this.#typing.sent();
    return this.#conversations.send(chatId, draft);
  }

  discard(chatId: string, clientId: string): void {
    this.#conversations.discard(chatId, clientId);
  }

  createChat(text: string, clientId?: string): Promise<ChatView> {
    return this.#conversations.createChat(text, clientId);
  }

  markRead(chatId: string): Promise<void> {
    return this.#conversations.markRead(chatId);
  }

  /** To be called with every key: told to the others every few seconds. */
  noteTyping(chatId: string, internal = false): void {
    this.#typing.note(chatId, internal);
  }

  readMentions(): Promise<void> {
    return this.#mentions.readAll();
  }

  get #isStaff(): boolean {
    return this.me.kind === 'staff';
  }

  #onEvent<K extends keyof HubEvents>(name: K, payload: HubEvents[K]): void {
    const handlers: { [N in keyof HubEvents]: (value: HubEvents[N]) => void } = {
      ready: (ready) => {
        const again = this.world.get().epoch > 0;
        this.world.update((world) => withReady(world, ready, Date.now()));
        if (again) this.#conversations.refresh();
        if (this.#idle.idle) this.hub.activity(true).catch(() => undefined);
        // The hub counts as connected only after this handler: what is asked of it waits for that.
        queueMicrotask(() => {
          this.calls.onReady(ready.meets);
          this.#tellReadiness();
        });
        if (this.#isStaff) this.#readStaffs();
        this.#rings.look();
      },
      meetChanged: ({ meet }) => {
        this.#hear(meet);
        this.#onMeet(meet);
      },
      chatChanged: (chat) => {
        this.world.update((world) => withChat(world, chat));
      },
      entryChanged: (entry) => {
        this.#onEntry(entry);
      },
      roomChanged: (room) => {
        this.learnRoom(room);
      },
      roomEntryChanged: (entry) => {
        this.#onEntry(entry);
      },
      typing: (push) => {
        if (push.person.id !== this.me.id) this.#typing.hear(push);
      },
      settingsChanged: ({ version }) => {
        this.world.update((world) => ({ ...world, settingsVersion: version }));
      },
      presenceChanged: (push) => {
        this.world.update((world) => withPresence(world, push));
      },
      media: (push) => {
        this.calls.onMedia(push);
      },
      // Asking who we are makes the app hear, as from any request, that we are nobody any more.
      sessionEnded: () => void this.api.session.get().catch(() => undefined),
    };
    handlers[name](payload);
  }

  /** A Meet's entry may come before the Meet's own push. */
  #hear({ meetId }: MeetView): void {
    if (!this.world.get().meets[meetId]) mark('meet:told', { meetId });
  }

  #onEntry(entry: ChatEntryView): void {
    if (entry.meet) this.#hear(entry.meet);
    this.world.update((world) => withChatEntry(world, entry));
    this.#mentions.see(entry);
    this.#rings.look();
  }

  #onMeet(meet: MeetView): void {
    this.world.update((world) => withMeet(world, meet));
    this.calls.onMeet(meet);
    this.#rings.look();
  }

  /** What only staff have, and no push repeats after a reconnect. */
  #readStaffs(): void {
    this.api.rooms.list().then(
      ({ items }) => {
        this.world.update((world) => withRooms(world, items));
      },
      () => undefined,
    );
    this.#mentions.load();
  }

  #tellReadiness(): void {
    if (!this.#isStaff || this.hub.state !== 'connected') return;
    this.hub.readiness(this.readiness.state.get()).catch(() => undefined);
  }
}
