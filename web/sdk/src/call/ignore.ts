export function ignore(): void {
  // The next push, or the next try, brings the state of things.
}
