import { describe, expect, it } from 'vitest';
import { agent, customer, entryView } from '../testing';
import { mentionsMe } from './mentions';

describe('mentions', () => {
  const other = { ...agent, id: 'other' };
  it('count when somebody else names me, in a new message', () => {
    expect(mentionsMe(entryView(1, { author: other, mentions: [agent] }), agent.id)).toBe(true);
    expect(mentionsMe(entryView(1, { author: other, mentions: [agent], version: 2 }), agent.id)).toBe(false);
    expect(mentionsMe(entryView(1, { author: agent, mentions: [agent] }), agent.id)).toBe(false);
    expect(mentionsMe(entryView(1, { author: customer }), agent.id)).toBe(false);
  });
});
