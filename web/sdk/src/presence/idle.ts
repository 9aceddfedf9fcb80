/** PRODUCT rule 1: nobody touched the page for this long, and the person counts as away. Milliseconds. */
export const idleAfter = 270_000;

export interface IdleState {
  lastTouched: number;
  idle: boolean;
}

/** Busy (in a Meet) is never idle: talking does not move the mouse. */
export function observe(state: IdleState, now: number, touched: boolean, busy: boolean): IdleState {
  const lastTouched = touched || busy ? now : state.lastTouched;
  const idle = now - lastTouched >= idleAfter;
  return idle === state.idle && lastTouched === state.lastTouched ? state : { lastTouched, idle };
}

const touches = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'focus'] as const;

/** Watches this page; `onChange` hears each turn between idle and not. */
export class IdleWatcher {
  #state: IdleState = { lastTouched: Date.now(), idle: false };
  #timer: ReturnType<typeof setInterval> | null = null;
  readonly #busy: () => boolean;
  readonly #onChange: (idle: boolean) => void;
  readonly #touch = () => {
    this.touch();
  };

  constructor(busy: () => boolean, onChange: (idle: boolean) => void) {
    this.#busy = busy;
    this.#onChange = onChange;
  }

  get idle(): boolean {
    return this.#state.idle;
  }

  start(): void {
    if (this.#timer) return;
    for (const name of touches)
      globalThis.addEventListener(name, this.#touch, { passive: true, capture: true });
    this.#timer = setInterval(() => {
      this.#observe(false);
    }, 5_000);
  }

  stop(): void {
    for (const name of touches) globalThis.removeEventListener(name, this.#touch, { capture: true });
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Also called by the widget when the page around it was touched. */
  touch(): void {
    this.#observe(true);
  }

  #observe(touched: boolean): void {
    const next = observe(this.#state, Date.now(), touched, this.#busy());
    const turned = next.idle !== this.#state.idle;
    this.#state = next;
    if (turned) this.#onChange(next.idle);
  }
}
