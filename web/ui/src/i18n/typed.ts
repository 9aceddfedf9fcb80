import type { ja } from './ja';

export type Key = keyof typeof ja;
/** Every language has exactly the keys of the Japanese one. */
export type Dictionary = Record<Key, string>;

type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

/** What a text needs filled in, read from its Japanese form. */
export type Params<K extends Key> =
  Names<(typeof ja)[K]> extends never ? [] : [Record<Names<(typeof ja)[K]>, string | number>];

export function fill(text: string, params?: Record<string, string | number>): string {
  return params ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole)) : text;
}

export function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();
}
