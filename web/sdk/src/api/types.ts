/** The views of docs/api.md as they come over the wire. Instants are ISO 8601 in UTC. */

export type Instant = string;
export type PersonKind = 'staff' | 'customer';
export type PresenceState = 'online' | 'idle' | 'offline';
export type MeetKind = 'voice' | 'video' | 'phone';
export type MeetPlace = 'customerChat' | 'internalConversation' | 'teamChat' | 'directMessage';
export type MeetState = 'ringing' | 'live' | 'ended';
export type EndReason = 'missed' | 'everyoneLeft' | 'connectionLost' | 'endedByStaff';
export type MissedReason =
  | 'notAnswered'
  | 'declined'
  | 'callerGaveUp'
  | 'assigneeOffline'
  | 'assigneeInAnotherMeet'
  | 'connectionFailed'
  | 'microphoneBlocked'
  | 'assigneeNotReady';
export type RingState = 'ringing' | 'answered' | 'declined' | 'timedOut' | 'stopped';
/** On their pages, for 120 s, or by a link in a message, for 10 minutes. */
export type RingChannel = 'page' | 'link';
export type RingLegOutcome =
  'ringing' | 'answered' | 'answeredElsewhere' | 'declined' | 'declinedElsewhere' | 'timedOut' | 'stopped';
export type ParticipantState = 'joining' | 'joined' | 'reconnecting' | 'left';
export type ChatState = 'open' | 'closed';
export type ChatSource = 'web' | 'line' | 'instagram' | 'messenger';
export type EntryKind = 'message' | 'meet' | 'note';
export type NoteKind = 'assigned' | 'unassigned' | 'closed' | 'reopened' | 'snoozed' | 'woken';
export type ChatListView = 'mine' | 'unassigned' | 'all' | 'snoozed' | 'missed' | 'closed';
export type MediaSource = 'mic' | 'camera' | 'screen';

export interface PersonRef {
  kind: PersonKind;
  id: string;
  name: string;
}

/** Who is signed in. */
export interface Me extends PersonRef {
  tenantId: string;
  tenantName: string;
  operatorSeat: boolean;
  admin: boolean;
  /** The only chat that a session of a link sees. */
  chatId?: string | null;
}

/** One device that a ring sounded on. */
export interface RingLegView {
  deviceId: string;
  /** For people: "Chrome · Windows". */
  device: string;
  rangAt: Instant;
  outcome: RingLegOutcome;
  endedAt: Instant | null;
}

export interface RingView {
  ringId: string;
  person: PersonRef;
  state: RingState;
  startedAt: Instant;
  expiresAt: Instant;
  reason: MissedReason | null;
  channel: RingChannel;
  /** Staff's cut only. */
  legs: RingLegView[];
}

/** How a connection was: means over `seconds`. `score` is 0 (unusable) to 100 (perfect). */
export interface QualityView {
  score: number;
  lossPercent: number;
  jitterMs: number;
  roundTripMs: number;
  seconds: number;
}

export interface ParticipantView {
  person: PersonRef;
  state: ParticipantState;
  joinedAt: Instant | null;
  leftAt: Instant | null;
  handRaisedAt: Instant | null;
  /** When staff last asked this person to be quiet. */
  mutedAt: Instant | null;
  mutedBy: PersonRef | null;
  /** Staff's cut only. */
  quality: QualityView | null;
}

export interface MeetView {
  meetId: string;
  version: number;
  tenantId: string;
  chatId: string;
  place: MeetPlace;
  kind: MeetKind;
  state: MeetState;
  startedBy: PersonRef;
  startedAt: Instant;
  liveAt: Instant | null;
  endedAt: Instant | null;
  endReason: EndReason | null;
  missedReason: MissedReason | null;
  rings: RingView[];
  participants: ParticipantView[];
  callbackOf: string | null;
  calledBackBy: string | null;
  /** Staff's cut only. */
  endedBy: PersonRef | null;
  /** When voice became video. */
  videoSince: Instant | null;
  /** Where its media lives: ids of sessions there begin with it and a dot. Null in what older releases told. */
  mediaNode: string | null;
}

export interface EntryPreview {
  kind: EntryKind;
  text: string | null;
  author: PersonRef | null;
  at: Instant;
  meetState: MeetState | null;
  missed: boolean;
}

export interface ChatView {
  chatId: string;
  version: number;
  tenantId: string;
  customer: PersonRef;
  customerPresence: PresenceState;
  assignee: PersonRef | null;
  assigneePresence: PresenceState;
  source: ChatSource;
  state: ChatState;
  inputOpen: boolean;
  customerMayStartMeet: boolean;
  lastEntry: EntryPreview | null;
  unread: number;
  missedMeetId: string | null;
  liveMeetId: string | null;
  createdAt: Instant;
  updatedAt: Instant;
  /** Staff's cut only. */
  snoozedUntil: Instant | null;
  /** The position, in the reader's counting, up to which the other side has read. */
  readByOther: number;
}

/** A file of a message; its content is at `/api/chat/files/{fileId}`. */
export interface FileView {
  fileId: string;
  name: string;
  /** Bytes. */
  size: number;
  contentType: string;
  /** Of a picture, in pixels. */
  width: number | null;
  height: number | null;
}

/** What became of one message to somebody who is not on the site. */
export interface DeliveryView {
  channel: 'sms' | 'email';
  state: 'queued' | 'sent' | 'delivered' | 'failed' | 'refused';
  error: string | null;
  at: Instant;
}

export interface ChatEntryView {
  entryId: string;
  chatId: string;
  position: number;
  version: number;
  kind: EntryKind;
  internal: boolean;
  author: PersonRef | null;
  text: string | null;
  clientId: string | null;
  meet: MeetView | null;
  note: NoteKind | null;
  about: PersonRef | null;
  at: Instant;
  files: FileView[];
  mentions: PersonRef[];
  /** Of a Meet that went out by link; staff's cut only. */
  delivery: DeliveryView[];
}

export interface StaffMember {
  person: PersonRef;
  presence: PresenceState;
  operatorSeat: boolean;
  /** On some device that can ring and talk. */
  ready: boolean;
  admin: boolean;
  email: string;
}

export interface CustomerProfile {
  person: PersonRef;
  presence: PresenceState;
  fields: { label: string; value: string }[];
  firstSeenAt: Instant;
  lastSeenAt: Instant;
  email: string | null;
  /** E.164. */
  phone: string | null;
  locale: string | null;
  source: ChatSource;
}

/** Good for 60 s, for one participant of one Meet on one media node. */
export interface JoinGrant {
  token: string;
  meetId: string;
  participantId: string;
  mediaNode: string;
  expiresAt: Instant;
  /** Relays for the way to the node, where there are some. */
  iceServers?: RTCIceServer[];
}

export interface StartedMeet {
  meet: MeetView;
  /** Null when the Meet was missed at once. */
  grant: JoinGrant | null;
}

export interface JoinedMeet {
  meet: MeetView;
  grant: JoinGrant;
}

export interface MeetEvent {
  version: number;
  type: string;
  at: Instant;
  data: unknown;
}

export interface Page<T> {
  items: T[];
  after: string | null;
}

export interface EntryPage {
  items: ChatEntryView[];
  /** Null at the chat's beginning. */
  before: number | null;
}

export * from './types.more';
