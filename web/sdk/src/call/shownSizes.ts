interface Watched {
  key: string;
  onScreen: boolean;
  /** CSS pixels. */
  height: number;
}

/** What one window's elements are watched with; the small window of a Meet has its own. */
interface Observers {
  resize: ResizeObserver;
  intersection: IntersectionObserver;
}

/** How high elements are shown, each under a name; several may have the same one. */
export class ShownSizes {
  /** Whether anything was ever watched: an app that shows pictures its own way is not taken for one that hides them. */
  isUsed = false;
  readonly #onChange: () => void;
  readonly #watched = new Map<Element, Watched>();
  readonly #observers = new WeakMap<Window, Observers>();

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Until the answer is called. */
  watch(element: Element, key: string): () => void {
    const view = element.ownerDocument.defaultView;
    if (!view) return () => undefined;
    const { resize, intersection } = this.#observersOf(view);
    // As it stands, until the browser has looked.
    this.#watched.set(element, { key, onScreen: true, height: element.clientHeight });
    this.isUsed = true;
    this.#onChange();
    resize.observe(element);
    intersection.observe(element);
    return () => {
      resize.unobserve(element);
      intersection.unobserve(element);
      this.#watched.delete(element);
      this.#onChange();
    };
  }

  /** The largest under that name, in device pixels; 0: none is on the screen. */
  heightOf(key: string): number {
    let most = 0;
    for (const [element, one] of this.#watched) {
      if (one.key === key) most = Math.max(most, shownHeight(element, one));
    }
    return most;
  }

  #observersOf(view: Window): Observers {
    let found = this.#observers.get(view);
    if (!found) {
      const { ResizeObserver, IntersectionObserver } = view as Window & typeof globalThis;
      found = {
        resize: new ResizeObserver((entries) => {
          for (const { target, contentRect } of entries) this.#note(target, { height: contentRect.height });
        }),
        intersection: new IntersectionObserver((entries) => {
          for (const { target, isIntersecting } of entries) this.#note(target, { onScreen: isIntersecting });
        }),
      };
      this.#observers.set(view, found);
      view.document.addEventListener('visibilitychange', this.#onChange);
      for (const name of ['enterpictureinpicture', 'leavepictureinpicture'])
        view.document.addEventListener(name, this.#onChange);
    }
    return found;
  }

  #note(element: Element, change: Partial<Watched>): void {
    const one = this.#watched.get(element);
    if (!one) return;
    Object.assign(one, change);
    this.#onChange();
  }
}

function shownHeight(element: Element, { onScreen, height }: Watched): number {
  const { defaultView: view, visibilityState, pictureInPictureElement } = element.ownerDocument;
  const pixels = height * (view?.devicePixelRatio ?? 1);
  // A video in a window of its own is seen whatever becomes of the page.
  if (pictureInPictureElement && element.contains(pictureInPictureElement)) return pixels;
  return onScreen && visibilityState === 'visible' ? pixels : 0;
}
