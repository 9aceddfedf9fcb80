import type { MediaSource } from '../api/types';
import type { HubClient } from '../hub/connection';
import type { Sources, View } from '../hub/protocol';
import type { Store } from '../state/store';
import { ShownSizes } from './shownSizes';
import { ViewReporter } from './viewReporter';

/** Which of the others' pictures are on this page's screen, and how high: the node sends no more than that. */
export class Views {
  readonly #sizes: ShownSizes;
  readonly #reporter: ViewReporter;

  constructor(
    hub: HubClient,
    sources: Store<Readonly<Record<string, Sources>>>,
    sessionId: () => string | null,
  ) {
    this.#reporter = new ViewReporter({
      sessionId,
      views: () => (this.#sizes.isUsed ? viewsOf(sources.get(), (key) => this.#sizes.heightOf(key)) : []),
      send: (session, views) => hub.setViews(session, views),
    });
    this.#sizes = new ShownSizes(() => {
      this.changed();
    });
    sources.subscribe(() => {
      this.changed();
    });
  }

  /** The element shows this picture, until the answer is called. */
  watch(element: Element, participantId: string, source: MediaSource): () => void {
    return this.#sizes.watch(element, keyOf(participantId, source));
  }

  /** Another session, or the hub is back. */
  changed(): void {
    this.#reporter.changed();
  }
}

/** Of everything that is sent at the moment: what is not on the screen is out of sight, and of what is not sent nothing is said. */
export function viewsOf(
  sources: Readonly<Record<string, Sources>>,
  heightOf: (key: string) => number,
): View[] {
  return Object.entries(sources).flatMap(([participantId, sent]) =>
    (['camera', 'screen'] as const)
      .filter((source) => sent[source])
      .map((source) => ({ participantId, source, height: heightOf(keyOf(participantId, source)) })),
  );
}

function keyOf(participantId: string, source: MediaSource): string {
  return `${participantId} ${source}`;
}
