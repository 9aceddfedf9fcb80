import type { PersonRef } from '../api/types';
import type { TypingPush } from '../hub/protocol';
import type { World } from './world';

/** How long somebody counts as writing after the last word of it, in ms. */
export const typingLasts = 6_000;
/** A page that is written in says so this often, in ms. */
export const typingEvery = 3_000;

export interface Typing {
  person: PersonRef;
  internal: boolean;
  /** This page's clock, in ms. */
  until: number;
}

export function withTyping(world: World, push: TypingPush, now: number): World {
  const others = (world.typing[push.chatId] ?? []).filter((one) => one.person.id !== push.person.id);
  const one = { person: push.person, internal: push.internal, until: now + typingLasts };
  return { ...world, typing: { ...world.typing, [push.chatId]: [...others, one] } };
}

/** Somebody said what they were writing. */
export function withoutTyping(world: World, chatId: string, person: string | undefined): World {
  return keep(world, (id, one) => id !== chatId || one.person.id !== person);
}

export function withoutStaleTyping(world: World, now: number): World {
  return keep(world, (_, one) => one.until > now);
}

function keep(world: World, wanted: (chatId: string, one: Typing) => boolean): World {
  const typing: Record<string, readonly Typing[]> = {};
  let changed = false;
  for (const [chatId, all] of Object.entries(world.typing)) {
    const left = all.filter((one) => wanted(chatId, one));
    if (left.length !== all.length) changed = true;
    if (left.length > 0) typing[chatId] = left;
  }
  return changed ? { ...world, typing } : world;
}
