import type { ApiClient } from '../api/client';
import { Problem } from '../api/problem';
import type { JoinGrant, MeetKind, MeetView, PersonRef } from '../api/types';
import type { HubClient } from '../hub/connection';
import { Store } from '../state/store';
import { isBusy, phaseOf, step, type Call, type CallEffect, type CallEvent, type CallRole } from './call';
import type { CallContext } from './callContext';
import { CallPeer } from './callPeer';
import { CallPeople } from './callPeople';
import { ignore } from './ignore';
import { Leaving } from './leaving';
import { mark } from './marks';
import { MediaSession } from './mediaSession';
import { Publisher } from './publisher';
import { remember } from './rejoin';
import { Ringer, ringbackPattern, type Sound } from './ringtone';
import { Views } from './views';

/**
 * In ms. Devices and the media connection take the server and the machine for a moment in which the ring is on its way; nobody answers
 * before this is over.
 */
const ringHeadStart = 250;

export interface CallsOptions {
  api: ApiClient;
  hub: HubClient;
  sound: Sound;
  me: () => string;
  /** Answers of commands carry the newest view: the world learns it here, before the push comes. */
  onMeet: (meet: MeetView) => void;
}

/** What the person wanted when the call began. */
export interface CallWish {
  role: CallRole;
  chatId: string;
  kind: MeetKind;
  meetId: string | null;
  mic: boolean;
  camera: boolean;
  mutedUntil?: string | null;
}

export interface Granted {
  meet: MeetView;
  grant: JoinGrant | null;
}

/** What it means when the server refuses: the end, or another try to come back. */
export type GrantError = 'refused' | 'grantFailed';

/** Carries out what {@link step} decides, each part of it in a class of its own. */
export class CallRunner {
  readonly call = new Store<Call | null>(null);
  readonly mutedBy = new Store<{ by: PersonRef | null; count: number } | null>(null);
  readonly ringback: Ringer;
  readonly peer: CallPeer;
  readonly session: MediaSession;
  readonly publisher: Publisher;
  readonly people: CallPeople;
  readonly views: Views;
  readonly leaving: Leaving;
  readonly #o: CallsOptions;
  #comeBackTimer: ReturnType<typeof setTimeout> | null = null;
  #keys = 0;

  constructor(options: CallsOptions) {
    const { api, hub, sound, me, onMeet } = options;
    const { call } = this;
    this.#o = options;
    this.ringback = new Ringer(sound, ringbackPattern, false);
    const context: CallContext = {
      hub,
      call,
      dispatch: (key, event) => {
        this.dispatch(key, event);
      },
    };
    this.peer = new CallPeer(context);
    this.session = new MediaSession(context, this.peer, () => this.publisher.sources);
    this.publisher = new Publisher(context, this.peer, this.session, (meetId) => {
      api.meets.video(meetId).then(({ meet }) => {
        onMeet(meet);
      }, ignore);
    });
    this.people = new CallPeople({
      hub,
      sound,
      me,
      local: this.publisher.local.state,
      peer: () => this.peer.current,
      sessionId: () => call.get()?.sessionId ?? null,
    });
    this.views = new Views(hub, this.people.sources, () => call.get()?.sessionId ?? null);
    this.leaving = new Leaving(api, onMeet);
  }

  begin(wish: CallWish): number {
    const key = ++this.#keys;
    this.people.clear();
    this.mutedBy.set(null);
    this.peer.soundBlocked.set(false);
    this.publisher.local.want(wish.mic, wish.camera);
    const { role, chatId, kind, meetId, mutedUntil } = wish;
    this.call.set({
      key,
      role,
      chatId,
      kind,
      meetId,
      me: this.#o.me(),
      meet: null,
      media: 'none',
      sessionId: null,
      everConnected: false,
      attempts: 0,
      mutedUntil,
      end: null,
    });
    return key;
  }

  /** Gets the connection and the devices ready while the server answers. */
  async enter(key: number, asked: Promise<Granted>, onError: GrantError): Promise<void> {
    void this.#o.sound.resume();
    this.#newPeer();
    // Who starts a Meet has the whole ring for it: their devices are not opened for one that is refused.
    if (this.call.get()?.role === 'caller')
      asked.then(() => this.#afterRing(key, () => this.#send(key))).catch(ignore);
    else this.#send(key);
    await this.#grant(key, asked, onError);
  }

  /** Runs it at once, but a caller's when the ring has had its head start and is not over by then. */
  #afterRing(key: number, run: () => void): void {
    const call = this.call.get();
    if (call?.role !== 'caller' || call.everConnected) run();
    else setTimeout(() => this.#isOn(key) && run(), ringHeadStart);
  }

  #isOn(key: number): boolean {
    const call = this.call.get();
    return call?.key === key && isBusy(call);
  }

  #send(key: number): void {
    if (!this.#isOn(key)) return;
    void this.publisher.sendMic();
    if (this.publisher.local.state.get().camera) void this.publisher.sendCamera();
  }

  dispatch(key: number, event: CallEvent): void {
    const call = this.call.get();
    if (call?.key !== key) return;
    const next = step(call, event);
    if (event.type === 'joined' || event.type === 'hubReady') this.views.changed();
    this.call.set(next.call);
    remember(next.call, this.publisher.local.state.get());
    this.ringback.set(phaseOf(next.call) === 'ringing');
    this.people.measure(next.call.media === 'connected' && next.call.sessionId !== null);
    for (const effect of next.effects) this.#run(key, effect);
  }

  /** Another network, or another node: whatever waits to come back does so now. */
  hurryBack(): void {
    const call = this.call.get();
    if (this.#comeBackTimer && call) this.#comeBack(call.key, 0);
  }

  #run(key: number, effect: CallEffect): void {
    switch (effect.type) {
      case 'join':
        this.#afterRing(key, () => void this.session.join(key, effect.grant));
        break;
      case 'attach':
        this.session.attach(key, effect.sessionId);
        break;
      case 'iceRestart':
        void this.session.restartIce(key, effect.sessionId);
        break;
      case 'beMuted':
        if (this.publisher.local.state.get().mic) {
          void this.publisher.setMic(false);
          this.mutedBy.update((last) => ({ by: effect.by, count: (last?.count ?? 0) + 1 }));
        }
        break;
      case 'comeBack':
        this.#comeBack(key, effect.delay);
        break;
      case 'hurryBack':
        this.hurryBack();
        break;
      case 'closeMedia':
        this.#closeMedia();
        break;
      case 'tell':
        this.leaving.tell(effect.command, effect.meetId);
        break;
      case 'reportFailure':
        this.#o.api.meets.failure(effect.meetId, effect.reason).then(({ meet }) => {
          this.#o.onMeet(meet);
        }, ignore);
        break;
    }
  }

  async #grant(key: number, asked: Promise<Granted>, onError: GrantError): Promise<void> {
    try {
      const { meet, grant } = await asked;
      if (grant) mark('meet:granted', { meetId: meet.meetId });
      this.#o.onMeet(meet);
      this.dispatch(key, { type: 'granted', meet, grant });
    } catch (error) {
      this.dispatch(key, { type: onError, problem: Problem.of(error) });
    }
  }

  #newPeer(): void {
    this.peer.renew();
    this.publisher.carryOver();
  }

  #comeBack(key: number, wait: number): void {
    if (this.#comeBackTimer) clearTimeout(this.#comeBackTimer);
    this.#comeBackTimer = setTimeout(() => {
      this.#comeBackTimer = null;
      if (!this.#isOn(key)) return;
      this.#newPeer();
      const meetId = this.call.get()?.meetId ?? null;
      if (meetId !== null) void this.#grant(key, this.#o.api.meets.join(meetId), 'grantFailed');
    }, wait);
  }

  #closeMedia(): void {
    if (this.#comeBackTimer) clearTimeout(this.#comeBackTimer);
    this.#comeBackTimer = null;
    this.peer.close(this.leaving.told);
    this.publisher.local.closeAll();
  }
}
