import type { ChatEntryView, ChatView, MeetView, ParticipantView, PersonRef, RoomView } from './api/types';

/** Views for tests: whole, plausible, changed where a test needs it. */
export const agent: PersonRef = { kind: 'staff', id: 'agent', name: '田中 葵' };
export const customer: PersonRef = { kind: 'customer', id: 'customer', name: '山本 陽子' };

export function meetView(change: Partial<MeetView> = {}): MeetView {
  return {
    meetId: 'meet',
    version: 1,
    tenantId: 'demo',
    chatId: 'chat',
    place: 'customerChat',
    kind: 'voice',
    state: 'ringing',
    startedBy: customer,
    startedAt: '2026-11-22T03:00:00Z',
    liveAt: null,
    endedAt: null,
    endReason: null,
    missedReason: null,
    rings: [
      {
        ringId: 'ring',
        person: agent,
        state: 'ringing',
        startedAt: '2026-11-22T03:00:00Z',
        expiresAt: '2026-11-22T03:02:00Z',
        reason: null,
        channel: 'page',
        legs: [],
      },
    ],
    participants: [participantView(customer)],
    callbackOf: null,
    calledBackBy: null,
    endedBy: null,
    videoSince: null,
    mediaNode: null,
    ...change,
  };
}

export function chatView(change: Partial<ChatView> = {}): ChatView {
  return {
    chatId: 'chat',
    version: 1,
    tenantId: 'demo',
    customer,
    customerPresence: 'online',
    assignee: agent,
    assigneePresence: 'online',
    source: 'web',
    state: 'open',
    inputOpen: true,
    customerMayStartMeet: true,
    lastEntry: null,
    unread: 0,
    missedMeetId: null,
    liveMeetId: null,
    createdAt: '2026-11-22T02:00:00Z',
    updatedAt: '2026-11-22T02:00:00Z',
    snoozedUntil: null,
    readByOther: 0,
    ...change,
  };
}

export function entryView(position: number, change: Partial<ChatEntryView> = {}): ChatEntryView {
  return {
    entryId: `entry-${position}`,
    chatId: 'chat',
    position,
    version: 1,
    kind: 'message',
    internal: false,
    author: customer,
    text: `text ${position}`,
    clientId: null,
    meet: null,
    note: null,
    about: null,
    files: [],
    mentions: [],
    delivery: [],
    at: new Date(Date.UTC(2026, 10, 22, 3, position)).toISOString(),
    ...change,
  };
}

export function participantView(person: PersonRef, change: Partial<ParticipantView> = {}): ParticipantView {
  return {
    person,
    state: 'joining',
    joinedAt: null,
    leftAt: null,
    handRaisedAt: null,
    mutedAt: null,
    mutedBy: null,
    quality: null,
    ...change,
  };
}

export function roomView(change: Partial<RoomView> = {}): RoomView {
  return {
    roomId: 'room',
    version: 1,
    tenantId: 'demo',
    kind: 'team',
    name: '企画',
    members: [agent],
    lastEntry: null,
    lastPosition: 0,
    reads: [],
    liveMeetId: null,
    createdAt: '2026-11-22T02:00:00Z',
    updatedAt: '2026-11-22T02:00:00Z',
    ...change,
  };
}
