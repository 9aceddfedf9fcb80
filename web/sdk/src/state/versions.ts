/** Pushes may repeat and overtake each other: only a higher version replaces what is known. */
export function newer<T extends { version: number }>(known: T | undefined, seen: T): boolean {
  return !known || seen.version > known.version;
}

/** `map` with `seen` in it, or the same object when `seen` is stale. */
export function mergeById<T extends { version: number }>(
  map: Readonly<Record<string, T>>,
  id: string,
  seen: T,
): Readonly<Record<string, T>> {
  return newer(map[id], seen) ? { ...map, [id]: seen } : map;
}
