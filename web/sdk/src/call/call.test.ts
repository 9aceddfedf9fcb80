import { describe, expect, it } from 'vitest';
import { Problem } from '../api/problem';
import type { JoinGrant, MeetView } from '../api/types';
import { agent, customer, meetView, participantView } from '../testing';
import { phaseOf, step, type Call, type CallEvent } from './call';

const grant: JoinGrant = {
  token: 'token',
  meetId: 'meet',
  participantId: 'agent',
  mediaNode: 'media-1',
  expiresAt: '2026-11-22T03:01:00Z',
};
const live = meetView({
  version: 2,
  state: 'live',
  liveAt: '2026-11-22T03:00:05Z',
  participants: [
    participantView(customer, { state: 'joined', joinedAt: '2026-11-22T03:00:05Z' }),
    participantView(agent),
  ],
});
const over = (change: Partial<MeetView> = {}) =>
  meetView({ version: 9, state: 'ended', endReason: 'everyoneLeft', ...change });

function call(change: Partial<Call> = {}): Call {
  return {
    key: 1,
    role: 'callee',
    me: agent.id,
    chatId: 'chat',
    kind: 'voice',
    meetId: 'meet',
    meet: null,
    media: 'none',
    sessionId: null,
    everConnected: false,
    attempts: 0,
    mutedUntil: undefined,
    end: null,
    ...change,
  };
}

function run(start: Call, ...events: CallEvent[]) {
  let now = start;
  const effects = events.flatMap((event) => {
    const next = step(now, event);
    now = next.call;
    return next.effects;
  });
  return { call: now, effects, phase: phaseOf(now) };
}

const granted: CallEvent = { type: 'granted', meet: live, grant };
const joined: CallEvent = { type: 'joined', sessionId: 's1' };
const linkUp: CallEvent = { type: 'linkUp' };

describe('answering', () => {
  it('joins with the grant, and is live once media is up', () => {
    const { effects, phase } = run(call(), granted, joined, linkUp);
    expect(effects).toEqual([{ type: 'join', grant }]);
    expect(phase).toBe('live');
  });

  it('is connecting until media is up', () => {
    expect(run(call(), granted, joined).phase).toBe('connecting');
  });

  it('says why it was refused, and closes the media that was being prepared', () => {
    const problem = new Problem('already_answered', 409, '');
    const { call: after, effects } = run(call(), { type: 'refused', problem });
    expect(after.end).toEqual({ kind: 'refused', problem });
    expect(effects).toEqual([{ type: 'closeMedia' }]);
  });
});

describe('calling', () => {
  const caller = call({ role: 'caller', me: customer.id, meetId: null });

  it('rings while the Meet rings, though its own media is up already', () => {
    expect(run(caller, { type: 'granted', meet: meetView(), grant }, joined, linkUp).phase).toBe('ringing');
  });

  it('is live at once when somebody answers, since media is up already', () => {
    const answered: CallEvent = { type: 'meetChanged', meet: live };
    expect(run(caller, { type: 'granted', meet: meetView(), grant }, joined, linkUp, answered).phase).toBe(
      'live',
    );
  });

  it('ends with the reason when it was missed at once', () => {
    const missed = over({ endReason: 'missed', missedReason: 'assigneeOffline' });
    const { call: after } = run(caller, { type: 'granted', meet: missed, grant: null });
    expect(after.end).toEqual({ kind: 'missed', reason: 'assigneeOffline' });
  });

  it('cancels a Meet whose answer comes after the caller gave up', () => {
    const { effects } = run(caller, { type: 'cancel' }, { type: 'granted', meet: meetView(), grant });
    expect(effects).toEqual([{ type: 'closeMedia' }, { type: 'tell', command: 'cancel', meetId: 'meet' }]);
  });
});

describe('a Meet whose media moves to another node', () => {
  const at = (mediaNode: string, version: number): CallEvent => ({
    type: 'meetChanged',
    meet: { ...live, version, mediaNode },
  });
  const atFirst: CallEvent = { type: 'granted', meet: { ...live, mediaNode: 'media-1' }, grant };
  const joinedAtFirst: CallEvent = { type: 'joined', sessionId: 'media-1.s1' };
  const up = run(call(), atFirst, joinedAtFirst, linkUp).call;

  it('is followed there at once, though the old path may still look alive', () => {
    const { call: after, effects, phase } = run(up, at('media-2', 3));
    expect(effects).toEqual([{ type: 'comeBack', delay: 0 }]);
    expect([after.sessionId, phase]).toEqual([null, 'reconnecting']);
    const again: CallEvent = { type: 'granted', meet: { ...live, version: 3, mediaNode: 'media-2' }, grant };
    expect(run(after, again, { type: 'joined', sessionId: 'media-2.s2' }, linkUp).phase).toBe('live');
  });

  it('is nothing new while it stays where it is', () => {
    expect(run(up, at('media-1', 3)).effects).toEqual([]);
  });

  it('makes whoever waits to come back try now, with all tries to come', () => {
    const failed: CallEvent = { type: 'grantFailed', problem: new Problem('network', 0, '') };
    const waiting = run(up, { type: 'linkDown' }, failed, failed, failed).call;
    const { call: after, effects } = run(waiting, at('media-2', 3));
    expect(effects).toEqual([{ type: 'hurryBack' }]);
    expect(after.attempts).toBe(0);
  });

  it('does not stay with a session that was opened at the old node meanwhile', () => {
    const { call: after, effects } = run(call(), atFirst, at('media-2', 3), joinedAtFirst);
    expect(effects.at(-1)).toEqual({ type: 'comeBack', delay: 0 });
    expect(after.sessionId).toBeNull();
  });

  it('comes back when a node sends people elsewhere before the move is known', () => {
    expect(run(call(), atFirst, { type: 'joinFailed', code: 'elsewhere' }).effects.at(-1)).toEqual({
      type: 'comeBack',
      delay: 0,
    });
  });

  it('is not looked for in Meets of a release that does not tell', () => {
    expect(run(call(), granted, joined, linkUp).effects).toEqual([{ type: 'join', grant }]);
  });
});

describe('losing the connection', () => {
  const up = run(call(), granted, joined, linkUp).call;

  it('is not what leaving looks like: the server is told before the connection goes', () => {
    expect(run(up, { type: 'leave' }).effects).toEqual([
      { type: 'tell', command: 'leave', meetId: 'meet' },
      { type: 'closeMedia' },
    ]);
  });

  it('comes back with a new grant and is live again', () => {
    const lost = run(up, { type: 'linkDown' });
    expect(lost.phase).toBe('reconnecting');
    expect(lost.effects).toEqual([{ type: 'comeBack', delay: 0 }]);
    const back = run(lost.call, granted, { type: 'joined', sessionId: 's2' }, linkUp);
    expect(back.phase).toBe('live');
    expect(back.call.attempts).toBe(0);
  });

  it('counts one loss once, whoever tells it', () => {
    const { effects } = run(
      up,
      { type: 'linkDown' },
      { type: 'mediaClosed', sessionId: 's1', reason: 'lost' },
    );
    expect(effects).toHaveLength(1);
  });

  it('waits longer each time and gives up in the end', () => {
    let now = run(up, { type: 'linkDown' }).call;
    const delays: number[] = [];
    for (let i = 0; i < 20 && !now.end; i++) {
      const next = step(now, { type: 'grantFailed', problem: new Problem('network', 0, '') });
      for (const effect of next.effects) if (effect.type === 'comeBack') delays.push(effect.delay);
      now = next.call;
    }
    expect(now.end).toEqual({ kind: 'lost' });
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(delays.length).toBeGreaterThan(3);
  });

  it('does not come back into a Meet that is over', () => {
    const problem = new Problem('meet_ended', 409, '');
    const { call: after } = run(up, { type: 'linkDown' }, { type: 'grantFailed', problem });
    expect(after.end).toEqual({ kind: 'over' });
  });

  it('tells the Meet when it never connected at all', () => {
    let now = run(call(), granted).call;
    const effects: unknown[] = [];
    for (let i = 0; i < 20 && !now.end; i++) {
      const next = step(now, { type: 'joinFailed', code: 'unavailable' });
      effects.push(...next.effects);
      now = next.call;
    }
    expect(now.end).toEqual({ kind: 'connectionFailed' });
    expect(effects).toContainEqual({ type: 'reportFailure', meetId: 'meet', reason: 'connectionFailed' });
  });

  it('asks for the present state after the hub was away', () => {
    expect(run(up, { type: 'hubReady' }).effects).toEqual([{ type: 'attach', sessionId: 's1' }]);
  });
});

describe('a path that breaks', () => {
  const up = run(call(), granted, joined, linkUp).call;
  const shaky: CallEvent = { type: 'linkShaky' };

  it('is mended for the same session first: nobody is told of a loss', () => {
    const mending = run(up, shaky);
    expect(mending.phase).toBe('reconnecting');
    expect(mending.effects).toEqual([{ type: 'iceRestart', sessionId: 's1' }]);
    const mended = run(mending.call, linkUp);
    expect(mended.phase).toBe('live');
    expect(mended.call.sessionId).toBe('s1');
    expect(mended.call.attempts).toBe(0);
  });

  it('is not taken as mended because the node says that it knows the session', () => {
    expect(run(up, shaky, { type: 'mediaConnected', sessionId: 's1' }).phase).toBe('reconnecting');
  });

  it('is given up for a new connection when it does not mend', () => {
    const { call: after, effects } = run(up, shaky, { type: 'linkDown' });
    expect(effects.at(-1)).toEqual({ type: 'comeBack', delay: 0 });
    expect(after.sessionId).toBeNull();
  });

  it('is given up at once when the session is over there', () => {
    const { effects } = run(up, shaky, { type: 'restartFailed', code: 'session_over' });
    expect(effects.at(-1)).toEqual({ type: 'comeBack', delay: 0 });
  });

  it('waits for signaling, which may have gone with it', () => {
    const { effects } = run(up, shaky, { type: 'restartFailed', code: 'not_connected' });
    expect(effects).toEqual([{ type: 'iceRestart', sessionId: 's1' }]);
    expect(run(up, shaky, { type: 'hubReady' }).effects.at(-1)).toEqual({
      type: 'attach',
      sessionId: 's1',
    });
  });

  it('is looked for anew on another network, while the call goes on', () => {
    const changed = run(up, { type: 'networkChanged' });
    expect(changed.phase).toBe('live');
    expect(changed.effects).toEqual([{ type: 'iceRestart', sessionId: 's1' }]);
    const refused: CallEvent = { type: 'restartFailed', code: 'unavailable' };
    expect(run(changed.call, refused).phase).toBe('live');
  });

  it('is not looked for before there was one', () => {
    expect(run(call(), granted, joined, shaky, { type: 'networkChanged' }).effects).toEqual([
      { type: 'join', grant },
    ]);
  });
});

describe('being muted by somebody', () => {
  const withMute = (version: number, mutedAt: string | null): MeetView => ({
    ...live,
    version,
    participants: [participantView(customer), participantView(agent, { mutedAt, mutedBy: customer })],
  });
  const muted = (version: number, mutedAt: string | null): CallEvent => ({
    type: 'meetChanged',
    meet: withMute(version, mutedAt),
  });
  const up = run(call(), granted, joined, linkUp).call;
  const first = '2026-11-22T03:00:10Z';

  it('is obeyed once, and says who it was', () => {
    const { call: after, effects } = run(up, muted(3, first));
    expect(effects).toEqual([{ type: 'beMuted', by: customer }]);
    expect(run(after, muted(4, first)).effects).toEqual([]);
  });

  it('is obeyed again when it is asked again, though the clock writes fewer digits', () => {
    const after = run(up, muted(3, '2026-11-22T03:00:10.5Z')).call;
    expect(run(after, muted(4, '2026-11-22T03:00:11Z')).effects).toHaveLength(1);
    expect(run(after, muted(4, first)).effects).toEqual([]);
  });

  it('is not obeyed when it was before we came in', () => {
    const entering = call({ role: 'entering' });
    const { effects } = run(entering, { type: 'granted', meet: withMute(3, first), grant });
    expect(effects).toEqual([{ type: 'join', grant }]);
  });

  it('is obeyed after a reload that it fell into', () => {
    const back = call({ role: 'returning', mutedUntil: null });
    const { effects } = run(back, { type: 'granted', meet: withMute(3, first), grant });
    expect(effects).toContainEqual({ type: 'beMuted', by: customer });
  });
});

describe('entering a Meet that runs', () => {
  it('connects like an answer, without ringing', () => {
    const started = call({ role: 'caller', meetId: null });
    const joining = run(started, { type: 'granted', meet: live, grant }, joined);
    expect(joining.call.role).toBe('entering');
    expect(joining.phase).toBe('connecting');
    expect(run(joining.call, linkUp).phase).toBe('live');
  });

  it('stays without a microphone: it can still be listened to', () => {
    const blocked = run(call({ role: 'entering' }), granted, { type: 'microphoneBlocked' });
    expect(blocked.call.end).toBeNull();
    expect(run(call({ role: 'returning' }), { type: 'microphoneBlocked' }).call.end).toBeNull();
  });
});

describe('ending', () => {
  const up = run(call(), granted, joined, linkUp).call;

  it('stops and says so when another device took over', () => {
    const { call: after, effects } = run(up, { type: 'mediaClosed', sessionId: 's1', reason: 'replaced' });
    expect(after.end).toEqual({ kind: 'replaced' });
    expect(effects).toEqual([{ type: 'closeMedia' }]);
  });

  it('ignores what happens to a session that is not its own', () => {
    expect(run(up, { type: 'mediaClosed', sessionId: 'other', reason: 'replaced' }).phase).toBe('live');
  });

  it('leaves by telling the Meet', () => {
    expect(run(up, { type: 'leave' }).effects).toContainEqual({
      type: 'tell',
      command: 'leave',
      meetId: 'meet',
    });
  });

  it('ends with the Meet', () => {
    expect(run(up, { type: 'meetChanged', meet: over() }).call.end).toEqual({ kind: 'over' });
  });

  it('ignores an older version of the Meet', () => {
    const stale = { ...over(), version: 1 };
    expect(run(up, { type: 'meetChanged', meet: stale }).phase).toBe('live');
  });

  it('never comes to life again', () => {
    const { phase } = run(up, { type: 'leave' }, granted, joined, linkUp, { type: 'linkDown' });
    expect(phase).toBe('ended');
  });
});

describe('a blocked microphone', () => {
  it('ends a Meet that has not begun for us, and tells it why', () => {
    const { call: after, effects } = run(call(), granted, { type: 'microphoneBlocked' });
    expect(after.end).toEqual({ kind: 'microphoneBlocked' });
    expect(effects).toContainEqual({ type: 'reportFailure', meetId: 'meet', reason: 'microphoneBlocked' });
  });

  it('is told also when the answer comes after the browser said no', () => {
    const caller = call({ role: 'caller', meetId: null });
    const { effects } = run(
      caller,
      { type: 'microphoneBlocked' },
      { type: 'granted', meet: meetView(), grant },
    );
    expect(effects).toContainEqual({ type: 'reportFailure', meetId: 'meet', reason: 'microphoneBlocked' });
  });

  it('lets whoever listens already stay', () => {
    const up = run(call(), granted, joined, linkUp).call;
    expect(run(up, { type: 'microphoneBlocked' }).phase).toBe('live');
  });
});
