import type { View } from '../hub/protocol';

/** One change is told at once, with what changes in the same moment; many are told this often. In ms. */
const gathering = 50;
const interval = 250;
/** The node's limits. */
const mostViews = 400;
const mostPixels = 8192;

export interface ViewReporterOptions {
  /** Null while there is no session to tell. */
  sessionId: () => string | null;
  /** What is shown now. */
  views: () => View[];
  send: (sessionId: string, views: View[]) => Promise<void>;
}

/** Tells the node how high the others' pictures are shown whenever that changes: all of it each time, so that nothing is lost with a message. */
export class ViewReporter {
  readonly #o: ViewReporterOptions;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #toldAt = -interval;
  #told = '';

  constructor(options: ViewReporterOptions) {
    this.#o = options;
  }

  /** Something may be shown otherwise now. */
  changed(): void {
    const wait = Math.max(gathering, this.#toldAt + interval - performance.now());
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#tell();
    }, wait);
  }

  #tell(): void {
    const sessionId = this.#o.sessionId();
    if (!sessionId) return;
    const views = this.#o
      .views()
      .slice(0, mostViews)
      .map((view) => ({ ...view, height: Math.min(mostPixels, rounded(view.height)) }));
    const telling = JSON.stringify([sessionId, views]);
    if (telling === this.#told) return;
    this.#told = telling;
    this.#toldAt = performance.now();
    this.#o.send(sessionId, views).catch(() => {
      // The next change, or the hub's return, tells it again.
      if (this.#told === telling) this.#told = '';
    });
  }
}

/** Up, in steps: a window that is being pulled larger is told of less often. */
function rounded(height: number): number {
  return Math.ceil(height / 10) * 10;
}
