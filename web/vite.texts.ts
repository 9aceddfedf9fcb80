import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** One line of a dictionary, as prettier writes it: a key and its text, perhaps on the next line. */
const line = /^ {2}'([^']+)':\s+(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"),\n/gm;
/** What may name a text: a whole string, or the beginning of a template before its first `${`. */
const names = /(?<quote>['"`])(?<name>[a-zA-Z]\w*(?:\.\w+)*\.?)(?:\k<quote>|\$\{)/g;

/** `whole` are keys, `beginnings` what is made into keys at run time. */
export interface Named {
  whole: ReadonlySet<string>;
  beginnings: readonly string[];
}

export function namedIn(sources: readonly string[]): Named {
  const whole = new Set<string>();
  const beginnings = new Set<string>();
  for (const source of sources) {
    for (const { groups } of source.matchAll(names)) {
      const name = groups?.['name'] ?? '';
      if (groups?.['quote'] === '`' && name.endsWith('.')) beginnings.add(name);
      else whole.add(name);
    }
  }
  return { whole, beginnings: [...beginnings] };
}

export function keepNamed(dictionary: string, named: Named): string {
  return dictionary.replace(line, (text, key: string) =>
    named.whole.has(key) || named.beginnings.some((beginning) => key.startsWith(beginning)) ? text : '',
  );
}

/** Of the shared dictionaries an app carries only the texts that it, or something it is made of, names. */
export function onlyNamedTexts(folders: readonly string[]): Plugin {
  let named: Named | null = null;
  return {
    name: 'only-named-texts',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/ui\/src\/i18n\/(?:ja|en)\.ts$/.test(id)) return null;
      named ??= namedIn(folders.flatMap(sourcesIn));
      return keepNamed(code, named);
    },
  };
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|(?:^|\/)i18n\/(?:ja|en)\.ts$/.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'));
}
