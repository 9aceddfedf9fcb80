import type { PresenceState, StaffMember } from '@meet/sdk';
import { describe, expect, it } from 'vitest';
import { findColleagues } from './findColleagues';
import { meterPercent } from './meterPercent';

const member = (id: string, name: string, presence: PresenceState): StaffMember => ({
  person: { kind: 'staff', id, name },
  presence,
  operatorSeat: true,
  ready: true,
  admin: false,
  email: `${id}@demo.example`,
});
const team = [
  member('aoi', '田中 葵', 'offline'),
  member('ken', 'Ken Tanaka', 'online'),
  member('hana', '佐藤 花子', 'idle'),
];
const found = (query: string, taken: string[] = []) =>
  findColleagues(team, query, taken).map((one) => one.person.id);

describe('colleagues to fetch', () => {
  it('are those first who would hear it', () => {
    expect(found('')).toEqual(['ken', 'hana', 'aoi']);
  });

  it('are found by name or address, every word of it, in any width and case', () => {
    expect(found('ＫＥＮ tana')).toEqual(['ken']);
    expect(found('hana@')).toEqual(['hana']);
    expect(found('ken 花子')).toEqual([]);
  });

  it('are not those who are in or rung already', () => {
    expect(found('', ['ken', 'aoi'])).toEqual(['hana']);
  });
});

describe('the microphone’s meter', () => {
  it('is empty in a quiet room and full at full scale', () => {
    expect(meterPercent(0)).toBe(0);
    expect(meterPercent(55)).toBe(0);
    expect(meterPercent(127)).toBe(100);
    expect(meterPercent(87)).toBe(40);
  });
});
