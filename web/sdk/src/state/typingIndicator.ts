import type { TypingPush } from '../hub/protocol';
import type { Store } from './store';
import { typingEvery, withoutStaleTyping, withTyping } from './typing';
import type { World } from './world';

/** Who writes: tells the others of us, and forgets the others when they have gone quiet. */
export class TypingIndicator {
  readonly #world: Store<World>;
  readonly #tell: (chatId: string, internal: boolean) => void;
  #told: { chatId: string; internal: boolean; at: number } | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(world: Store<World>, tell: (chatId: string, internal: boolean) => void) {
    this.#world = world;
    this.#tell = tell;
  }

  /** We write: told to the others every few seconds. */
  note(chatId: string, internal: boolean): void {
    const told = this.#told;
    const now = Date.now();
    if (told?.chatId === chatId && told.internal === internal && now - told.at < typingEvery) return;
    this.#told = { chatId, internal, at: now };
    this.#tell(chatId, internal);
  }

  /** We said it: whatever is written next is told at once. */
  sent(): void {
    this.#told = null;
  }

  /** Somebody else writes. */
  hear(push: TypingPush): void {
    this.#world.update((world) => withTyping(world, push, Date.now()));
    this.#timer ??= setInterval(() => {
      this.#world.update((world) => withoutStaleTyping(world, Date.now()));
      if (Object.keys(this.#world.get().typing).length === 0) this.stop();
    }, 1_000);
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }
}
