import { describe, expect, it } from 'vitest';
import { arrived, changed, pieces, type Sent } from './messages';

describe('links in a message', () => {
  it('can be tapped, up to the end of the address', () => {
    const text = 'Meetの着信です。\nhttps://meet.example/m#abc_1-2。お待ちしています';
    expect(pieces(text)).toEqual([
      { text: 'Meetの着信です。\n', href: null },
      { text: 'https://meet.example/m#abc_1-2', href: 'https://meet.example/m#abc_1-2' },
      { text: '。お待ちしています', href: null },
    ]);
  });

  it('do not take the sentence’s full stop with them', () => {
    expect(pieces('Open http://127.0.0.1:8080/m#t. Thank you').map((piece) => piece.text)).toEqual([
      'Open ',
      'http://127.0.0.1:8080/m#t',
      '. Thank you',
    ]);
  });

  it('are made of web addresses only', () => {
    expect(pieces('javascript:alert(1) mailto:a@b.example')).toEqual([
      { text: 'javascript:alert(1) mailto:a@b.example', href: null },
    ]);
  });
});

describe('what is new', () => {
  const sent = (id: string, state = 'sent') => ({ id, state }) as Sent;

  it('is drawn when something came or changed its state', () => {
    expect(changed([sent('a')], [sent('a')])).toBe(false);
    expect(changed([sent('a')], [sent('b'), sent('a')])).toBe(true);
    expect(changed([sent('a', 'queued')], [sent('a', 'delivered')])).toBe(true);
    expect(arrived(new Set(['a']), [sent('b'), sent('a')])).toEqual(['b']);
  });
});
