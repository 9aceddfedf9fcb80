import { describe, expect, it } from 'vitest';
import { checkContact } from './contactRules';

describe('contact', () => {
  const phone = (text: string) => checkContact({ name: 'a', email: null, phone: text });
  it.each(['090-1234-5678', '03 1234 5678', '+81 90 1234 5678', '０９０１２３４５６７８'])(
    'takes %s',
    (text) => {
      expect(phone(text)).toEqual([]);
    },
  );

  it.each(['1234', '090-1234-567x', '+0901234567'])('does not take %s', (text) => {
    expect(phone(text)).toEqual(['phone']);
  });

  it('wants a name and an address that is one', () => {
    expect(checkContact({ name: '', email: 'a@b', phone: null })).toEqual(['name', 'email']);
    expect(checkContact({ name: 'a', email: 'a@b.example', phone: null })).toEqual([]);
  });
});
