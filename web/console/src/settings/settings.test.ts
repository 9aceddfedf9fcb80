import type { Settings } from '@meet/sdk';
import { describe, expect, it } from 'vitest';
import { cellOf, isBeyond, rowName } from './capabilities';
import { merged } from './useSettings';

const settings: Settings = {
  version: 1,
  plan: 'paid',
  customerMayStart: false,
  autoAssign: false,
  replyNotification: { sms: true, email: true, senderName: 'Meet' },
  beyond: { recording: false, speechToText: false, summary: false },
  webhook: { path: '/hook', secretHint: null },
  admin: true,
};

describe('settings', () => {
  it('change one by one, and leave the rest', () => {
    const next = merged(settings, { replyNotification: { sms: false }, beyond: { summary: true } });
    expect(next.replyNotification).toEqual({ sms: false, email: true, senderName: 'Meet' });
    expect(next.beyond).toEqual({ recording: false, speechToText: false, summary: true });
    expect(merged(settings, { customerMayStart: true }).customerMayStart).toBe(true);
  });
});

describe('the capability matrix', () => {
  it('reads every kind of cell', () => {
    expect(cellOf(true)).toEqual({ type: 'yes' });
    expect(cellOf(200)).toEqual({ type: 'people', n: 200 });
    expect(cellOf('opensNewChat')).toEqual({ type: 'word', key: 'cap.is.opensNewChat' });
    expect(cellOf('somethingNew')).toEqual({ type: 'text', text: 'somethingNew' });
  });

  it('knows what goes beyond the source', () => {
    expect(isBeyond('recording')).toBe(true);
    expect(isBeyond('callCharges')).toBe(false);
    expect(rowName('maxParticipants')).toBe('cap.row.maxParticipants');
    expect(rowName('new')).toBeNull();
  });
});
