import { describe, expect, it } from 'vitest';
import { keepNamed, namedIn } from './vite.texts';

describe('the texts that an app carries', () => {
  const dictionary = `export const ja = {
  'a.one': 'eins',
  'a.two':
    'it\\'s two',
  'b.x': "x",
  'c': 'c',
} as const;
`;

  it('are those that it names, whole or by their beginning', () => {
    const named = namedIn(["t('a.two')", 't(`b.${kind}`)']);
    expect(keepNamed(dictionary, named)).toBe(`export const ja = {
  'a.two':
    'it\\'s two',
  'b.x': "x",
} as const;
`);
  });

  it('include what is chosen between', () => {
    expect(namedIn(["t(on ? 'a.one' : 'c')"]).whole).toEqual(new Set(['a.one', 'c']));
  });
});
