import type { JoinGrant, MeetKind, MeetView, MissedReason, PersonRef } from '../api/types';
import type { Problem } from '../api/problem';
import type { ClosedReason, HubErrorCode } from '../hub/protocol';

/** What the person sees: `connecting | ringing | live | reconnecting | ended`. */
export type CallPhase = 'connecting' | 'ringing' | 'live' | 'reconnecting' | 'ended';

export type CallEnd =
  | { kind: 'left' | 'cancelled' | 'over' | 'replaced' | 'lost' | 'connectionFailed' | 'microphoneBlocked' }
  | { kind: 'missed'; reason: MissedReason | null }
  | { kind: 'refused'; problem: Problem };

/** `entering`: into a Meet that runs, without having been rung; `returning`: this person was in it before. */
export type CallRole = 'caller' | 'callee' | 'entering' | 'returning';

/** The Meet that this page takes part in: facts only, the phase follows from them ({@link phaseOf}). */
export interface Call {
  /** Ours, to tell one try from the next: answers for an older one are dropped. */
  key: number;
  role: CallRole;
  me: string;
  chatId: string;
  kind: MeetKind;
  meetId: string | null;
  meet: MeetView | null;
  /** `mending`: the path broke, the session is kept, and a new path is being looked for. */
  media: 'none' | 'joining' | 'connected' | 'mending' | 'lost';
  sessionId: string | null;
  everConnected: boolean;
  /** Tries to come back since media was last up. */
  attempts: number;
  /** Up to when being muted by somebody has been obeyed; undefined before the Meet was seen for the first time. */
  mutedUntil: string | null | undefined;
  end: CallEnd | null;
}

export type CallEvent =
  | { type: 'granted'; meet: MeetView; grant: JoinGrant | null }
  | { type: 'refused'; problem: Problem }
  | { type: 'joined'; sessionId: string }
  | { type: 'joinFailed'; code: HubErrorCode }
  | { type: 'grantFailed'; problem: Problem }
  | { type: 'mediaConnected'; sessionId: string }
  | { type: 'mediaClosed'; sessionId: string; reason: ClosedReason }
  | { type: 'linkDown' }
  | { type: 'linkUp' }
  /** Nothing comes through at the moment; it may mend. */
  | { type: 'linkShaky' }
  /** Another network, or a network again: the old path may be dead without knowing it. */
  | { type: 'networkChanged' }
  | { type: 'restartFailed'; code: HubErrorCode }
  | { type: 'meetChanged'; meet: MeetView }
  | { type: 'meetGone' }
  | { type: 'hubReady' }
  | { type: 'microphoneBlocked' }
  | { type: 'leave' }
  | { type: 'cancel' };

export type CallEffect =
  | { type: 'join'; grant: JoinGrant }
  | { type: 'attach'; sessionId: string }
  /** A new path for the same session (RFC 8445 section 9): what was heard goes on, nobody is told of a loss. */
  | { type: 'iceRestart'; sessionId: string }
  | { type: 'beMuted'; by: PersonRef | null }
  /** Wait, open a fresh peer connection, ask for a new grant. */
  | { type: 'comeBack'; delay: number }
  /** Whoever waits to come back need not wait any longer. */
  | { type: 'hurryBack' }
  | { type: 'closeMedia' }
  | { type: 'tell'; command: 'leave' | 'cancel'; meetId: string }
  | { type: 'reportFailure'; meetId: string; reason: 'microphoneBlocked' | 'connectionFailed' };

export interface Step {
  call: Call;
  effects: CallEffect[];
}

export function phaseOf(call: Call): CallPhase {
  if (call.end) return 'ended';
  if (call.role === 'caller' && call.meet?.state === 'ringing') return 'ringing';
  if (call.media === 'connected') return 'live';
  return call.everConnected || call.role === 'returning' ? 'reconnecting' : 'connecting';
}

/** True while a Meet is being started, rings, or goes on here. */
export function isBusy(call: Call | null): boolean {
  return call !== null && call.end === null;
}

/** Waits before coming back, in ms; when they are used up the call is lost. The server keeps the place for 30 s and more. */
const waits = [0, 300, 1000, 2000, 4000, 6000, 8000, 8000];

/** The whole life of a call as one pure function: what is so now, and what has to be done about it. */
export function step(call: Call, event: CallEvent): Step {
  if (call.end) return afterEnd(call, event);
  switch (event.type) {
    case 'granted': {
      const known = withMeet(call, event.meet);
      if (known.end) return ended(known, known.end);
      if (!event.grant) return ended(known, { kind: 'missed', reason: event.meet.missedReason });
      const heard = obeyMute(withRole(known));
      const join: CallEffect = { type: 'join', grant: event.grant };
      return { call: { ...heard.call, media: 'joining' }, effects: [join, ...heard.effects] };
    }
    case 'refused':
      return ended(call, { kind: 'refused', problem: event.problem });
    case 'joined':
      return follow(same({ ...call, sessionId: event.sessionId }), false);
    case 'joinFailed':
      return event.code === 'full' ? lost(call, 'connectionFailed') : comeBack(call);
    case 'grantFailed':
      return event.problem.transient ? comeBack(call) : ended(call, endOf(event.problem));
    case 'mediaConnected':
      // While a new path is looked for, only the browser knows whether it was found.
      return event.sessionId === call.sessionId && call.media !== 'mending' ? up(call) : same(call);
    case 'mediaClosed':
      return event.sessionId === call.sessionId ? mediaClosed(call, event.reason) : same(call);
    case 'linkUp':
      return call.media === 'joining' || call.media === 'mending' ? up(call) : same(call);
    case 'linkDown':
      return call.media === 'joining' || hasPath(call) ? comeBack(call) : same(call);
    case 'linkShaky':
      return call.media === 'connected' && call.sessionId !== null
        ? {
            call: { ...call, media: 'mending' },
            effects: [{ type: 'iceRestart', sessionId: call.sessionId }],
          }
        : same(call);
    case 'networkChanged':
      return hasPath(call) && call.sessionId !== null
        ? { call, effects: [{ type: 'iceRestart', sessionId: call.sessionId }] }
        : same(call);
    case 'restartFailed':
      return restartFailed(call, event.code);
    case 'meetChanged': {
      const next = withMeet(call, event.meet);
      return next.end
        ? ended(next, next.end)
        : follow(obeyMute(next), call.meet !== null && call.meet.mediaNode !== next.meet?.mediaNode);
    }
    case 'meetGone':
      return call.meetId === null ? same(call) : ended(call, { kind: 'over' });
    case 'hubReady':
      return call.sessionId !== null && hasPath(call)
        ? { call, effects: [{ type: 'attach', sessionId: call.sessionId }] }
        : same(call);
    case 'microphoneBlocked':
      return microphoneBlocked(call);
    case 'leave':
    case 'cancel':
      return leave(call, event.type);
  }
}

function afterEnd(call: Call, event: CallEvent): Step {
  // The answer to our request crossed our leaving: nobody may stay in a Meet that they have left.
  if (
    event.type === 'granted' &&
    event.grant &&
    (call.end?.kind === 'left' || call.end?.kind === 'cancelled')
  ) {
    const command = event.meet.state === 'ringing' && call.role === 'caller' ? 'cancel' : 'leave';
    return { call, effects: [{ type: 'tell', command, meetId: event.meet.meetId }] };
  }
  if (event.type === 'granted' && event.grant && call.end?.kind === 'microphoneBlocked') {
    return {
      call,
      effects: [{ type: 'reportFailure', meetId: event.meet.meetId, reason: 'microphoneBlocked' }],
    };
  }
  // A later version may still bring the reason why it was missed.
  return event.type === 'meetChanged' && event.meet.meetId === call.meetId
    ? same({ ...call, meet: latest(call.meet, event.meet) })
    : same(call);
}

function withMeet(call: Call, seen: MeetView): Call {
  if (call.meetId !== null && seen.meetId !== call.meetId) return call;
  const meet = latest(call.meet, seen);
  return {
    ...call,
    meetId: meet.meetId,
    chatId: meet.chatId,
    kind: meet.kind,
    meet,
    end: endOfMeet(call, meet),
  };
}

function latest(known: MeetView | null, seen: MeetView): MeetView {
  return known?.meetId === seen.meetId && known.version >= seen.version ? known : seen;
}

function endOfMeet(call: Call, meet: MeetView): CallEnd | null {
  if (meet.state === 'ended') {
    return meet.endReason === 'missed' ? { kind: 'missed', reason: meet.missedReason } : { kind: 'over' };
  }
  const mine = meet.participants.find((participant) => participant.person.id === call.me);
  return mine?.state === 'left' && call.everConnected ? { kind: 'left' } : null;
}

function mediaClosed(call: Call, reason: ClosedReason): Step {
  switch (reason) {
    case 'replaced':
      return ended(call, { kind: 'replaced' });
    case 'ended':
      return ended(call, { kind: 'over' });
    case 'left':
      return ended(call, { kind: 'left' });
    case 'lost':
    case 'failed':
      return comeBack(call);
  }
}

function up(call: Call): Step {
  return same({ ...call, media: 'connected', everConnected: true, attempts: 0 });
}

/**
 * To the node where the Meet's media lives now: a session at another one is as good as lost, and what was tried before the move
 * says nothing about the tries after it.
 */
function follow(step: Step, hasMoved: boolean): Step {
  const { effects } = step;
  const call = hasMoved ? { ...step.call, attempts: 0 } : step.call;
  const node = call.meet?.mediaNode;
  if (node && call.sessionId !== null && !call.sessionId.startsWith(`${node}.`)) {
    const back = comeBack({ ...call, attempts: 0 });
    return { call: back.call, effects: [...effects, ...back.effects] };
  }
  return { call, effects: hasMoved ? [...effects, { type: 'hurryBack' }] : effects };
}

function hasPath(call: Call): boolean {
  return call.media === 'connected' || call.media === 'mending';
}

/** A session that is over, or a node that refuses, needs a new one. Without signaling the path may still mend by itself. */
function restartFailed(call: Call, code: HubErrorCode): Step {
  if (!hasPath(call)) return same(call);
  if (code === 'session_over') return comeBack(call);
  return call.media === 'mending' && code !== 'not_connected' && code !== 'too_fast'
    ? comeBack(call)
    : same(call);
}

/** Whoever wanted to start a Meet and found one there is in it like anybody who entered. */
function withRole(call: Call): Call {
  return call.role === 'caller' && call.meet !== null && call.meet.startedBy.id !== call.me
    ? { ...call, role: 'entering' }
    : call;
}

/** "Please be muted" is obeyed once, when it is new; unmuting afterwards is everybody's own choice. */
function obeyMute(call: Call): Step {
  const mine = call.meet?.participants.find((one) => one.person.id === call.me);
  const asked = mine?.mutedAt ?? null;
  if (call.mutedUntil === undefined) return same({ ...call, mutedUntil: asked });
  if (asked === null || Date.parse(asked) <= Date.parse(call.mutedUntil ?? '1970-01-01')) return same(call);
  return { call: { ...call, mutedUntil: asked }, effects: [{ type: 'beMuted', by: mine?.mutedBy ?? null }] };
}

function comeBack(call: Call): Step {
  const delay = waits[call.attempts];
  if (delay === undefined) return lost(call, call.everConnected ? 'lost' : 'connectionFailed');
  return {
    call: { ...call, media: 'lost', sessionId: null, attempts: call.attempts + 1 },
    effects: [{ type: 'comeBack', delay }],
  };
}

function lost(call: Call, kind: 'lost' | 'connectionFailed'): Step {
  const next = ended(call, { kind });
  if (kind === 'connectionFailed' && call.meetId !== null) {
    next.effects.push({ type: 'reportFailure', meetId: call.meetId, reason: 'connectionFailed' });
  }
  return next;
}

/**
 * Blocked before anything was heard: the Meet is told why. Later, and in a Meet that runs anyway, whoever listens may
 * stay; the UI says how to mend it.
 */
function microphoneBlocked(call: Call): Step {
  const runs = call.role === 'entering' || call.role === 'returning';
  if (runs || (call.everConnected && call.meet?.state === 'live')) return same(call);
  const next = ended(call, { kind: 'microphoneBlocked' });
  if (call.meetId !== null) {
    next.effects.push({ type: 'reportFailure', meetId: call.meetId, reason: 'microphoneBlocked' });
  }
  return next;
}

function leave(call: Call, command: 'leave' | 'cancel'): Step {
  const next = ended(call, { kind: command === 'leave' ? 'left' : 'cancelled' });
  // First told, then closed: a connection that just goes looks lost.
  if (call.meetId !== null) next.effects.unshift({ type: 'tell', command, meetId: call.meetId });
  return next;
}

function endOf(problem: Problem): CallEnd {
  return problem.code === 'meet_ended' || problem.code === 'not_found' || problem.code === 'not_a_participant'
    ? { kind: 'over' }
    : { kind: 'refused', problem };
}

function ended(call: Call, end: CallEnd): Step {
  return { call: { ...call, end, media: 'none', sessionId: null }, effects: [{ type: 'closeMedia' }] };
}

function same(call: Call): Step {
  return { call, effects: [] };
}
