import { describe, expect, it } from 'vitest';
import { en } from './en';
import { browserLanguage, makeI18n } from './i18n';
import { ja } from './ja';
import { fill, placeholders, type Key } from './typed';

const keys = Object.keys(ja) as Key[];
/** A list's comma is the one text that may look the same or be blank around it. */
const blankable = new Set<Key>(['next.none']);

describe('the dictionaries', () => {
  it('have the same keys', () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
  });

  it('fill in the same places', () => {
    for (const key of keys) expect(placeholders(en[key]), key).toEqual(placeholders(ja[key]));
  });

  it('leave nothing empty', () => {
    for (const key of keys.filter((one) => !blankable.has(one))) {
      expect(ja[key].trim(), key).not.toBe('');
      expect(en[key].trim(), key).not.toBe('');
    }
  });

  it('are translated: no Japanese in the English one', () => {
    for (const key of keys)
      expect(en[key], key).not.toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
  });
});

describe('texts', () => {
  it('fill in what they name', () => {
    expect(fill('{a} and {b}', { a: 1, b: 'two' })).toBe('1 and two');
  });

  it('follow the browser’s first language that we speak', () => {
    expect(browserLanguage(['ja-JP', 'en'])).toBe('ja');
    expect(browserLanguage(['fr', 'ja'])).toBe('ja');
    expect(browserLanguage(['en-GB', 'ja'])).toBe('en');
    expect(browserLanguage(['fr'])).toBe('en');
  });
});

describe('times', () => {
  const { fmt } = makeI18n('en', () => undefined);
  const now = Date.parse('2026-11-22T12:00:00');

  it('tell short spans in words and lengths in full', () => {
    expect(fmt.ago(new Date(now - 20_000).toISOString(), now)).toBe('just now');
    expect(fmt.ago(new Date(now - 5 * 60_000).toISOString(), now)).toBe('5 min ago');
    expect(fmt.duration(125)).toBe('2 min 5 s');
    expect(fmt.duration(3_720)).toBe('1 h 2 min');
  });

  it('tell the time today, then the day', () => {
    expect(fmt.short(new Date(now - 3_600_000).toISOString(), now)).toBe('11:00');
    expect(fmt.short(new Date(now - 86_400_000).toISOString(), now)).toBe('Yesterday');
  });

  it('run as a clock', () => {
    expect(fmt.clock(65)).toBe('01:05');
    expect(fmt.clock(3_725)).toBe('1:02:05');
  });
});
