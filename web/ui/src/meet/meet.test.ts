import { Problem, type CallEnd, type MeetView } from '@meet/sdk';
import { describe, expect, it } from 'vitest';
import { initialsOf } from '../components/basics';
import { makeI18n } from '../i18n/i18n';
import { endTexts, talkSeconds } from './texts';

const { t } = makeI18n('ja', () => undefined);

describe('how a Meet ended', () => {
  const missed: CallEnd = { kind: 'missed', reason: 'declined' };

  it('tells staff why it was missed, and the customer never', () => {
    expect(endTexts(missed, t, true).hint).toBe(t('missed.declined'));
    const said = JSON.stringify(endTexts(missed, t, false));
    expect(said).not.toContain(t('missed.declined'));
    expect(said).not.toContain(t('entry.missed'));
  });

  it('names the cause of a refusal', () => {
    const end: CallEnd = { kind: 'refused', problem: new Problem('no_assignee', 409, '') };
    expect(endTexts(end, t, true).title).toBe(t('problem.no_assignee'));
  });

  it('counts from the first answer to the end', () => {
    const meet = { liveAt: '2026-11-22T03:00:00Z', endedAt: '2026-11-22T03:02:05Z' } as MeetView;
    expect(talkSeconds(meet, 0)).toBe(125);
    expect(talkSeconds({ ...meet, liveAt: null }, 0)).toBeNull();
  });
});

describe('initials', () => {
  it('are one character in Japanese, two in Latin script', () => {
    expect(initialsOf('山本 陽子')).toBe('山');
    expect(initialsOf('James Walker')).toBe('JW');
    expect(initialsOf('ゲスト 4821')).toBe('ゲ');
    expect(initialsOf('')).toBe('?');
  });
});
