import type { MeetEvent, MissedReason, PersonRef } from '@meet/sdk';
import type { I18n } from '@meet/ui';

type T = I18n['t'];
export type Tone = 'plain' | 'live' | 'bad' | 'ring' | 'end';

/** What an event's data may hold: docs of the meets service. All of it may be missing in events of a later version. */
interface Data {
  ringId?: string;
  person?: PersonRef;
  startedBy?: PersonRef;
  by?: PersonRef | null;
  kind?: string;
  reason?: string;
  device?: string | null;
  callbackOf?: string | null;
  score?: number;
}

export interface Line {
  version: number;
  at: string;
  type: string;
  text: string;
  tone: Tone;
}

const tones: Record<string, Tone> = {
  ring_started: 'ring',
  link_ring_started: 'ring',
  ring_rang: 'ring',
  ring_prevented: 'bad',
  ring_declined: 'bad',
  ring_timed_out: 'bad',
  ring_failed: 'bad',
  meet_missed: 'bad',
  meet_accepted: 'live',
  participant_entered: 'live',
  participant_joined: 'live',
  participant_reconnected: 'live',
  participant_reconnecting: 'bad',
  media_moved: 'bad',
  meet_ended: 'end',
  meet_ended_for_all: 'end',
};

/** The Meet's events in plain words, oldest first. An event that this page does not know yet is told by its name. */
export function storyOf(events: readonly MeetEvent[], t: T): readonly Line[] {
  const rung = new Map<string, PersonRef>();
  const lines: Line[] = [];
  for (const { version, type, at, data } of events) {
    const name = type.replace(/_v\d+$/, '');
    const facts = (typeof data === 'object' && data !== null ? data : {}) as Data;
    if (facts.ringId && facts.person) rung.set(facts.ringId, facts.person);
    const person = facts.person ?? (facts.ringId ? rung.get(facts.ringId) : undefined);
    const before = lines.at(-1);
    // On which device the ring was answered or declined: no line of its own, it ends the one before.
    if (name === 'ring_settled' && before) {
      if (facts.device) before.text += t('story.on', { device: facts.device });
      continue;
    }
    lines.push({
      version,
      at,
      type: name,
      tone: tones[name] ?? 'plain',
      text: textOf(name, facts, person, t),
    });
  }
  return lines;
}

function textOf(type: string, data: Data, person: PersonRef | undefined, t: T): string {
  const who = person?.name ?? t('story.somebody');
  switch (type) {
    case 'meet_started': {
      const caller = data.startedBy?.name ?? t('story.somebody');
      const kind = data.kind === 'video' || data.kind === 'phone' ? data.kind : 'voice';
      const text = t('story.started', { who: caller, kind: t(`kind.${kind}`) });
      return data.callbackOf ? `${text} ${t('story.asCallback')}` : text;
    }
    case 'ring_started':
      return t('story.ring', { who });
    case 'link_ring_started':
      return t('story.ring.link', { who });
    case 'ring_rang':
      return t('story.rang', { who, device: data.device ?? t('story.device') });
    case 'ring_prevented':
      return t('story.prevented', { who, why: why(data.reason, t) });
    case 'meet_accepted':
      return t('story.accepted', { who });
    case 'ring_declined':
      return t('story.declined', { who });
    case 'ring_timed_out':
      return t('story.timedOut', { who });
    case 'ring_failed':
      return t('story.ringFailed', { who, why: why(data.reason, t) });
    case 'participant_entered':
      return t('story.entered', { who });
    case 'participant_joined':
      return t('story.joined', { who });
    case 'participant_reconnecting':
      return t('story.reconnecting', { who });
    case 'participant_reconnected':
      return t('story.reconnected', { who });
    case 'participant_returned':
      return t('story.returned', { who });
    case 'participant_left':
      return t(leaving[data.reason ?? ''] ?? 'story.left', { who });
    case 'hand_raised':
      return t('story.handRaised', { who });
    case 'hand_lowered':
      return t('story.handLowered', { who });
    case 'participant_muted':
      return t('story.muted', { who, by: data.by?.name ?? t('story.somebody') });
    case 'meet_turned_video':
      return t('story.video', { who });
    case 'media_moved':
      return t(data.reason === 'nodeLost' ? 'story.moved.lost' : 'story.moved');
    case 'meet_missed':
      return t('story.missed', { why: why(data.reason, t) });
    case 'meet_ended':
      return data.reason === 'connectionLost' ? t('story.ended.lost') : t('story.ended');
    case 'meet_ended_for_all':
      return t('story.ended.by', { by: data.by?.name ?? t('story.somebody') });
    case 'meet_called_back':
      return t('story.calledBack');
    case 'participant_quality':
      return t('story.quality', { who, score: data.score ?? '–' });
    default:
      return t('story.other', { name: type });
  }
}

const leaving: Record<string, 'story.left' | 'story.left.lost' | 'story.left.failed' | 'story.left.blocked'> =
  {
    left: 'story.left',
    connectionLost: 'story.left.lost',
    connectionFailed: 'story.left.failed',
    microphoneBlocked: 'story.left.blocked',
  };

const reasons = [
  'notAnswered',
  'declined',
  'callerGaveUp',
  'assigneeOffline',
  'assigneeInAnotherMeet',
  'connectionFailed',
  'microphoneBlocked',
  'assigneeNotReady',
] as const satisfies readonly MissedReason[];

function why(reason: string | undefined, t: T): string {
  const known = reasons.find((one) => one === reason);
  return known ? t(`missed.${known}`) : (reason ?? '');
}
