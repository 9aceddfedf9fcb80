/** Runs work once the page has nothing more urgent to do; Safari, which cannot tell, runs it after half a second. */
export function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work);
  else setTimeout(work, 500);
}
