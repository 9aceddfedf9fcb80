import { describe, expect, it } from 'vitest';
import { isFromFrame, isToFrame } from './messages';

describe('what the page and the frame believe', () => {
  it('takes well-formed messages', () => {
    expect(isFromFrame({ meet: 'unread', count: 3 })).toBe(true);
    expect(isFromFrame({ meet: 'ring', on: true, caller: '田中 葵' })).toBe(true);
    expect(isToFrame({ meet: 'shown', open: false })).toBe(true);
  });

  it('takes nothing else', () => {
    for (const data of [
      null,
      'open',
      3,
      {},
      { meet: 'other' },
      { meet: 'unread', count: '3' },
      { meet: 'ring' },
    ]) {
      expect(isFromFrame(data)).toBe(false);
      expect(isToFrame(data)).toBe(false);
    }
  });
});
