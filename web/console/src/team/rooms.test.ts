import { describe, expect, it } from 'vitest';
import { agent, entryView, roomView } from '../../../sdk/src/testing';
import { byNewest, otherOf, roomTitle } from './rooms';

const ken = { ...agent, id: 'ken', name: 'Ken' };

describe('rooms', () => {
  it('are called by their name, or by the other one’s', () => {
    expect(roomTitle(roomView({ name: '企画' }), agent.id)).toBe('企画');
    const dm = roomView({ kind: 'direct', name: '', members: [agent, ken] });
    expect(roomTitle(dm, agent.id)).toBe('Ken');
    expect(otherOf(dm, 'ken')).toEqual(agent);
  });

  it('stand with the newest on top', () => {
    const { author, kind, text } = entryView(1);
    const lastEntry = { author, kind, text, at: '2026-11-23T00:00:00Z', meetState: null, missed: false };
    const rooms = { a: roomView({ roomId: 'a' }), b: roomView({ roomId: 'b', lastEntry }) };
    expect(byNewest(rooms).map((room) => room.roomId)).toEqual(['b', 'a']);
  });
});
