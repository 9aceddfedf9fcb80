import { describe, expect, it } from 'vitest';
import { agent } from '../../../sdk/src/testing';
import { candidates, mentioned, mentionQuery, splitMentions, withMention } from './mentions';

const ken = { ...agent, id: 'ken', name: 'Ken' };
const kenTanaka = { ...agent, id: 'kt', name: 'Ken Tanaka' };
const people = [agent, ken, kenTanaka];

describe('the mention picker', () => {
  it('opens after an @ that begins a word', () => {
    expect(mentionQuery('@', 1)).toEqual({ from: 0, text: '' });
    expect(mentionQuery('hello @ke', 9)).toEqual({ from: 6, text: 'ke' });
    expect(mentionQuery('確認お願いします@田', 10)).toEqual({ from: 8, text: '田' });
  });

  it('stays shut in an address, in a later line, and far behind', () => {
    expect(mentionQuery('mail ken@example', 16)).toBeNull();
    expect(mentionQuery('@ken\nnext', 9)).toBeNull();
    expect(mentionQuery('@ken and so on', 14)).toBeNull();
  });

  it('finds people whatever the case and the spaces', () => {
    expect(candidates(people, { from: 0, text: 'KENT' })).toEqual([kenTanaka]);
    expect(candidates(people, { from: 0, text: '田中葵' })).toEqual([agent]);
  });

  it('puts the name in, with the caret behind it', () => {
    expect(withMention('ask @ke now', 7, { from: 4, text: 'ke' }, ken)).toEqual({
      text: 'ask @Ken now',
      caret: 9,
    });
  });

  it('forgets whose name was deleted', () => {
    expect(mentioned('@Ken please', [ken, agent, ken])).toEqual([ken]);
  });
});

describe('a message with mentions', () => {
  it('shows each name apart, the longest that fits', () => {
    expect(splitMentions('hi @Ken Tanaka and @Ken!', people)).toEqual([
      { text: 'hi ', person: null },
      { text: '@Ken Tanaka', person: kenTanaka },
      { text: ' and ', person: null },
      { text: '@Ken', person: ken },
      { text: '!', person: null },
    ]);
  });

  it('is plain where nobody is named', () => {
    expect(splitMentions('@nobody', people)).toEqual([{ text: '@nobody', person: null }]);
  });
});
