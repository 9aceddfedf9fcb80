import type { ChatEntryView, EntryPreview, Instant, MeetKind, MeetPlace, PersonRef } from './types';
import type { ProblemCode } from './problem';

/** Numbers of chats; `…Unread` are those with something unread. */
export interface ChatCounts {
  mine: number;
  unassigned: number;
  all: number;
  snoozed: number;
  missed: number;
  mineUnread: number;
  unassignedUnread: number;
}

/** What a message holds: text, files or both. */
export interface NewMessage {
  clientId: string;
  text?: string;
  internal?: boolean;
  /** Team members, at most 20; in the internal conversation and in rooms only. */
  mentions?: readonly string[];
  /** At most 10. */
  files?: readonly string[];
}

export type RoomKind = 'team' | 'direct';

/** A conversation among staff, as its members see it. */
export interface RoomView {
  roomId: string;
  version: number;
  tenantId: string;
  kind: RoomKind;
  /** Empty for a direct message, which is called by the other one's name. */
  name: string;
  members: PersonRef[];
  lastEntry: EntryPreview | null;
  lastPosition: number;
  reads: { personId: string; position: number }[];
  liveMeetId: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

export interface NewRoom {
  clientId: string;
  kind: RoomKind;
  name?: string;
  members: readonly string[];
}

export interface MentionView {
  entry: ChatEntryView;
  chatId: string;
  /** The room it stands in; null in a customer chat's internal conversation. */
  roomId: string | null;
  title: string;
  read: boolean;
}

export interface MentionPage {
  items: MentionView[];
  after: string | null;
  unread: number;
}

export interface StartOptions {
  /** `customerChat` unless told. */
  place?: MeetPlace;
  /** The missed Meet that this one answers. */
  callbackOf?: string;
  /** Whom an internal conversation's Meet rings; without: all staff in that chat. */
  staffIds?: readonly string[];
}

/** One browser, the same over reloads. `device` is for people: "Chrome · Windows". */
export interface DeviceRef {
  deviceId: string;
  device: string;
}

/** What the server would say now to somebody who wants to start a Meet of this kind. */
export interface MeetOffer {
  kind: MeetKind;
  offered: boolean;
  code?: ProblemCode | null;
  title?: string | null;
}

export type CapabilityColumn = 'voiceAndVideo' | 'phone';

export interface Capabilities {
  columns: CapabilityColumn[];
  rows: CapabilityRow[];
}

export interface CapabilityRow {
  key: string;
  /** Yes or no, a number of people, or a word of the matrix. */
  voiceAndVideo: boolean | number | string;
  phone: boolean | number | string;
}

export interface Settings {
  version: number;
  plan: string;
  customerMayStart: boolean;
  autoAssign: boolean;
  replyNotification: ReplyNotification;
  beyond: BeyondTheSource;
  webhook: { path: string; secretHint: string | null };
  /** Whether the reader may change them. */
  admin: boolean;
}

export interface ReplyNotification {
  sms: boolean;
  email: boolean;
  /** 1 to 11 of [A-Za-z0-9 ], or empty. */
  senderName: string;
}

export interface BeyondTheSource {
  recording: boolean;
  speechToText: boolean;
  summary: boolean;
}

export type SettingsChange = Partial<
  Pick<Settings, 'customerMayStart' | 'autoAssign'> & {
    replyNotification: Partial<ReplyNotification>;
    beyond: Partial<BeyondTheSource>;
  }
>;

export interface NewStaff {
  name: string;
  email: string;
  password: string;
  operatorSeat: boolean;
  admin: boolean;
}

export interface CustomerContact {
  name: string;
  email: string | null;
  phone: string | null;
}
