import type { ChatEntryView, ChatView, MeetView, PresenceState, RoomView } from '../api/types';
import type { ConnectionState } from '../hub/connection';
import type { HubEvents, Ready } from '../hub/protocol';
import { emptyTimeline, withEntry, type Timeline } from './timeline';
import { withoutTyping, type Typing } from './typing';
import { mergeById } from './versions';

/** What this page knows, from REST answers and hub pushes alike. */
export interface World {
  connection: ConnectionState;
  /** Server's clock minus ours, in ms: countdowns follow the server. */
  clockOffset: number;
  /** Counts `ready` pushes; a change means that lists should be read again. */
  epoch: number;
  meets: Readonly<Record<string, MeetView>>;
  chats: Readonly<Record<string, ChatView>>;
  /** Of staff: the rooms that they are in. */
  rooms: Readonly<Record<string, RoomView>>;
  roomsLoaded: boolean;
  /** By chat or room. */
  timelines: Readonly<Record<string, Timeline>>;
  /** By chat or room: who writes now. */
  typing: Readonly<Record<string, readonly Typing[]>>;
  presence: Readonly<Record<string, { state: PresenceState; at: string; ready: boolean }>>;
  /** Rises when the workspace's settings should be read again. */
  settingsVersion: number;
}

export const emptyWorld: World = {
  connection: 'connecting',
  clockOffset: 0,
  epoch: 0,
  meets: {},
  chats: {},
  rooms: {},
  roomsLoaded: false,
  timelines: {},
  typing: {},
  presence: {},
  settingsVersion: 0,
};

/** `ready` replaces the Meets that were known; one that a newer push had already moved on stays as it is. */
export function withReady(world: World, ready: Ready, now: number): World {
  const meets: Record<string, MeetView> = {};
  for (const meet of ready.meets) {
    const known = world.meets[meet.meetId];
    meets[meet.meetId] = known && known.version > meet.version ? known : meet;
  }
  const serverTime = Date.parse(ready.serverTime);
  return {
    ...world,
    epoch: world.epoch + 1,
    clockOffset: Number.isNaN(serverTime) ? world.clockOffset : serverTime - now,
    meets,
  };
}

export function withMeet(world: World, meet: MeetView): World {
  const meets = mergeById(world.meets, meet.meetId, meet);
  return meets === world.meets ? world : { ...world, meets };
}

export function withChat(world: World, chat: ChatView): World {
  const chats = mergeById(world.chats, chat.chatId, chat);
  return chats === world.chats ? world : { ...world, chats };
}

export function withChats(world: World, chats: readonly ChatView[]): World {
  return chats.reduce(withChat, world);
}

/** An entry counts only where the timeline is loaded: anywhere else it would leave a gap before it. */
export function withChatEntry(world: World, entry: ChatEntryView): World {
  const timeline = world.timelines[entry.chatId];
  const said = entry.kind === 'message' ? withoutTyping(world, entry.chatId, entry.author?.id) : world;
  const next = entry.meet ? withMeet(said, entry.meet) : said;
  if (timeline?.before === undefined) return next;
  return withTimeline(next, entry.chatId, (known) => withEntry(known, entry));
}

export function withTimeline(world: World, chatId: string, change: (timeline: Timeline) => Timeline): World {
  const known = world.timelines[chatId] ?? emptyTimeline;
  const next = change(known);
  return next === known && world.timelines[chatId]
    ? world
    : { ...world, timelines: { ...world.timelines, [chatId]: next } };
}

export function withPresence(world: World, push: HubEvents['presenceChanged']): World {
  const { person, state, at, ready } = push;
  const known = world.presence[person.id];
  if (known && known.at > at) return world;
  return { ...world, presence: { ...world.presence, [person.id]: { state, at, ready } } };
}
