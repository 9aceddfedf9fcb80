/** What the address bar shows: in a frame, the page around us. */
export function pageHost(): string {
  if (window.parent === window) return location.host;
  try {
    return new URL(document.referrer).host;
  } catch {
    return location.host;
  }
}
