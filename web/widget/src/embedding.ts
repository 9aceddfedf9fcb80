import { isToFrame, type FromFrame, type ToFrame } from '../loader/messages';

export interface Embedding {
  workspace: string;
  /** The origin of the page around us; null when the widget is opened by itself. */
  host: string | null;
  lang: string | null;
}

export function readEmbedding(search: string): Embedding {
  const query = new URLSearchParams(search);
  const host = query.get('host');
  return {
    workspace: query.get('workspace') ?? 'demo',
    host: host !== null && /^https?:\/\/[^/]+$/.test(host) ? host : null,
    lang: query.get('lang'),
  };
}

/** The line to the page around us. */
export class HostPage {
  readonly #host: string | null;

  constructor(embedding: Embedding) {
    this.#host = window.parent === window ? null : embedding.host;
  }

  /** Opened by itself the widget is always shown. */
  get embedded(): boolean {
    return this.#host !== null;
  }

  say(message: FromFrame): void {
    if (this.#host !== null) window.parent.postMessage(message, this.#host);
  }

  listen(heard: (message: ToFrame) => void): () => void {
    const listener = (event: MessageEvent) => {
      if (event.source === window.parent && event.origin === this.#host && isToFrame(event.data))
        heard(event.data);
    };
    window.addEventListener('message', listener);
    return () => {
      window.removeEventListener('message', listener);
    };
  }
}
