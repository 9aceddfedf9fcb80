import type {
  ChatEntryView,
  ChatView,
  Instant,
  MediaSource,
  MeetView,
  PersonRef,
  PresenceState,
  RoomView,
} from '../api/types';

/** docs/signaling.md in types. */

export interface Sources {
  mic: boolean;
  camera: boolean;
  screen: boolean;
}

export interface Offer {
  sdp: string;
  publish: { mid: string; source: MediaSource }[];
}

export interface Binding {
  mid: string;
  participantId: string;
  source: MediaSource;
}

export interface Receiving {
  bindings: Binding[];
  moreAudio: number;
  moreVideo: number;
  /** Tracks in a codec that this browser lacks: their people are shown without. Left out where there are none. */
  unplayable?: { participantId: string; source: MediaSource }[];
  /** Grows with each change within a session. */
  version: number;
}

export interface JoinAnswer extends Receiving {
  sessionId: string;
  answer: string;
}

export interface Ready {
  connectionId: string;
  serverTime: Instant;
  me: PersonRef;
  meets: MeetView[];
}

/** 0 unknown, 1 bad, 2 weak, 3 fair, 4 good. */
export type NetworkLevel = 0 | 1 | 2 | 3 | 4;

export interface PeerSources {
  participantId: string;
  sources: Sources;
  quality?: NetworkLevel;
}

/** Whether this page could take a call: sent whenever it changes, and after each `ready`. */
export interface ReadinessReport {
  microphone: 'granted' | 'prompt' | 'denied';
  sound: boolean;
}

/** How this page receives, every 5 s. */
export interface QualityReport {
  sessionId: string;
  /** 0 to 100. */
  lossPercent: number;
  /** 0 to 10,000. */
  jitterMs: number;
  /** 0 to 10,000. */
  roundTripMs: number;
}

/** How high this page shows somebody's picture. */
export interface View {
  participantId: string;
  source: MediaSource;
  /** Device pixels, at most 8192; 0: out of sight. */
  height: number;
}

/** Somebody writes, now; it is never told that they stopped. */
export interface TypingPush {
  /** A customer chat's, or a room's. */
  chatId: string;
  person: PersonRef;
  internal: boolean;
}

export type ClosedReason = 'left' | 'replaced' | 'lost' | 'failed' | 'ended';

/** What happened to one media session; exactly one member beside `sessionId` is there. */
export interface MediaPush {
  sessionId: string;
  connected?: object | null;
  closed?: { reason: ClosedReason } | null;
  bindings?: Receiving | null;
  peers?: PeerSources[] | null;
  levels?: { participantId: string; level: number }[] | null;
  /** Whether somebody watches each layer of our own pictures, in the order of our offer. */
  watched?: { source: MediaSource; layers: boolean[] }[] | null;
}

export interface HubEvents {
  ready: Ready;
  meetChanged: { cause: string; meet: MeetView };
  chatChanged: ChatView;
  entryChanged: ChatEntryView;
  presenceChanged: { person: PersonRef; state: PresenceState; at: Instant; ready: boolean };
  roomChanged: RoomView;
  roomEntryChanged: ChatEntryView;
  typing: TypingPush;
  settingsChanged: { version: number };
  media: MediaPush;
  sessionEnded: object;
}

export type HubErrorCode =
  | 'bad_request'
  | 'bad_offer'
  | 'bad_grant'
  | 'session_over'
  | 'elsewhere'
  | 'full'
  | 'too_fast'
  | 'unavailable'
  | 'not_connected';

const codes: ReadonlySet<string> = new Set<HubErrorCode>([
  'bad_request',
  'bad_offer',
  'bad_grant',
  'session_over',
  'elsewhere',
  'full',
  'too_fast',
  'unavailable',
]);

/** A hub method that failed. `not_connected` is ours: the call never reached the hub, or its answer never came back. */
export class HubError extends Error {
  override readonly name = 'HubError';
  readonly code: HubErrorCode;

  constructor(code: HubErrorCode, text: string) {
    super(`${code}: ${text}`);
    this.code = code;
  }

  /** SignalR wraps the server's text in a sentence of its own: the code is searched, not expected at the start. */
  static of(error: unknown): HubError {
    if (error instanceof HubError) return error;
    const text = error instanceof Error ? error.message : String(error);
    const match = /\b([a-z]+(?:_[a-z]+)*): (.*)$/s.exec(text.replace(/^.*HubException: /s, ''));
    const code = match?.[1];
    if (code !== undefined && codes.has(code)) return new HubError(code as HubErrorCode, match?.[2] ?? '');
    return new HubError('not_connected', text);
  }
}
