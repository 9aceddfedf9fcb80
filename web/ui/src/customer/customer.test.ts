import type { Call, ChatEntryView, FileView, MeetView } from '@meet/sdk';
import { describe, expect, it } from 'vitest';
import { contactMistake } from './contactRules';
import { isPicture, pictureSize, sizeText } from './kinds';
import { readMark } from './readMark';
import { unansweredOf } from './unansweredOf';

describe('a customer’s call that nobody answered', () => {
  const startedAt = '2026-11-25T03:00:00Z';
  const call = (endedAt: string, more: Partial<MeetView> = {}): Call => ({
    ...{ key: 1, me: 'c1', chatId: 'chat', kind: 'voice', meetId: 'm1', media: 'none', sessionId: null },
    ...{ everConnected: false, attempts: 0, mutedUntil: null, role: 'caller', end: { kind: 'over' } },
    meet: { startedAt, endedAt, liveAt: null, ...more } as MeetView,
  });

  it('rang nobody when it was over at once', () => {
    expect(unansweredOf(call('2026-11-25T03:00:00.180Z'))).toBe('nobody');
    expect(unansweredOf({ ...call(startedAt), end: { kind: 'missed', reason: null } })).toBe('nobody');
  });

  it('rang and was not answered', () => {
    expect(unansweredOf(call('2026-11-25T03:02:00Z'))).toBe('later');
  });

  it('is none when they spoke, gave up, were called themselves, or could not join', () => {
    expect(unansweredOf(call('2026-11-25T03:02:00Z', { liveAt: '2026-11-25T03:00:09Z' }))).toBeNull();
    expect(unansweredOf({ ...call(startedAt), end: { kind: 'cancelled' } })).toBeNull();
    expect(unansweredOf({ ...call(startedAt), role: 'callee' })).toBeNull();
    expect(unansweredOf({ ...call(startedAt), end: { kind: 'microphoneBlocked' } })).toBeNull();
  });
});

describe('contact details', () => {
  it('need one of the two', () => {
    expect(contactMistake({ email: ' ', phone: '' })).toBe('none');
    expect(contactMistake({ email: 'a@b.example', phone: '' })).toBeNull();
    expect(contactMistake({ email: '', phone: '090-1234-5678' })).toBeNull();
  });

  it.each(['09012345678', '03-1234-5678', '+81 90 1234 5678', '+4930123456', '０９０－１２３４－５６７８'])(
    'take %s as a telephone number',
    (phone) => {
      expect(contactMistake({ email: '', phone })).toBeNull();
    },
  );

  it.each(['12345', '0901234', '+0123456789', '090-1234-567a'])('do not take %s', (phone) => {
    expect(contactMistake({ email: '', phone })).toBe('phone');
  });

  it('do not take what is no address', () => {
    for (const email of ['a', 'a@b', 'a b@c.example'])
      expect(contactMistake({ email, phone: '' })).toBe('email');
  });
});

describe('read marks', () => {
  const entry = (position: number, author: string, kind: ChatEntryView['kind'] = 'message') =>
    ({
      entryId: `e${position}`,
      position,
      kind,
      author: { kind: 'customer', id: author, name: '' },
    }) as ChatEntryView;
  const entries = [entry(1, 'me'), entry(2, 'staff'), entry(3, 'me'), entry(4, 'me', 'meet'), entry(5, 'me')];

  it('stand at the newest of one’s own messages that was read', () => {
    expect(readMark(entries, 'me', 4)).toBe('e3');
    expect(readMark(entries, 'me', 5)).toBe('e5');
    expect(readMark(entries, 'me', 0)).toBeUndefined();
  });
});

describe('files', () => {
  const file = (
    contentType: string,
    width: number | null = null,
    height: number | null = null,
  ): FileView => ({
    ...{ fileId: 'f', name: 'n', size: 1, contentType, width, height },
  });

  it('are pictures only when every browser shows them safely', () => {
    expect(isPicture(file('image/png'))).toBe(true);
    expect(isPicture(file('image/svg+xml'))).toBe(false);
    expect(isPicture(file('application/pdf'))).toBe(false);
  });

  it('have their place before they are there', () => {
    expect(pictureSize(file('image/png', 4800, 2400))).toEqual({ width: 240, height: 120 });
    expect(pictureSize(file('image/png', 100, 60))).toEqual({ width: 100, height: 60 });
    expect(pictureSize(file('image/png'))).toEqual({ width: 240, height: 180 });
  });

  it('say how large they are', () => {
    expect([sizeText(900), sizeText(348_160), sizeText(1_258_291)]).toEqual(['900 B', '340 KB', '1.2 MB']);
  });
});
