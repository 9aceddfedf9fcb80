import { Problem } from '../api/problem';
import type { MediaSource, MeetKind, MeetView, PersonRef, StartOptions } from '../api/types';
import type { MediaPush } from '../hub/protocol';
import { thisDevice } from '../presence/device';
import type { Store } from '../state/store';
import { isBusy, phaseOf, type Call } from './call';
import type { Prospect } from './callPeer';
import type { CallPeople } from './callPeople';
import { CallRunner, type CallsOptions, type Granted } from './callRunner';
import { MeetCommands } from './commands';
import { chooseDevice, chosenDevices, type DeviceKind } from './devices';
import type { LocalMedia } from './localMedia';
import { mark } from './marks';
import { MediaPushes } from './mediaPushes';
import { MicPermission } from './micPermission';
import { onNetworkChange } from './network';
import type { Peer } from './peer';
import { meetsIamIn, meetToRejoin, tabMemory } from './rejoin';
import { testSpeaker } from './speakerTest';
import type { Views } from './views';

/** What apps can know of the call and ask of it, and where the hub's word about it arrives. One call at a time. */
export class Calls {
  readonly call: Store<Call | null>;
  readonly levels: CallPeople['levels'];
  readonly sources: CallPeople['sources'];
  /** Counts changes of the received tracks; read them with {@link track}. */
  readonly tracksChanged: Store<number>;
  /** The browser will not play what we hear until the person touches the page. */
  readonly soundBlocked: Store<boolean>;
  /** How each person's connection is; our own among them. */
  readonly qualities: CallPeople['qualities'];
  /** Who turned our microphone off last, to be told; counted, since the same person may do it twice. */
  readonly mutedBy: Store<{ by: PersonRef | null; count: number } | null>;
  readonly local: LocalMedia;
  readonly views: Views;
  readonly commands: MeetCommands;
  readonly #o: CallsOptions;
  readonly #runner: CallRunner;
  readonly #permission: MicPermission;
  readonly #pushes: MediaPushes;

  constructor(options: CallsOptions) {
    this.#o = options;
    this.#runner = new CallRunner(options);
    const { call, mutedBy, peer, people, publisher, session, views } = this.#runner;
    this.call = call;
    this.levels = people.levels;
    this.sources = people.sources;
    this.tracksChanged = peer.tracksChanged;
    this.soundBlocked = peer.soundBlocked;
    this.qualities = people.qualities;
    this.mutedBy = mutedBy;
    this.local = publisher.local;
    this.views = views;
    this.commands = new MeetCommands(options.api, () => call.get()?.meetId ?? null, options.onMeet);
    this.#pushes = new MediaPushes(call, (key, push) => {
      session.hear(key, push);
      people.hear(push);
    });
    this.#permission = new MicPermission(() => {
      // Allowed after all, in the browser's settings: nobody has to press anything for it.
      if (this.busy && this.local.state.get().micError === 'blocked') void publisher.sendMic();
    });
    onNetworkChange(() => {
      const now = call.get();
      if (now) this.#runner.dispatch(now.key, { type: 'networkChanged' });
      peer.dropSpare();
      this.#runner.hurryBack();
    });
  }

  get peer(): Peer | null {
    return this.#runner.peer.current;
  }

  get me(): string {
    return this.#o.me();
  }

  get busy(): boolean {
    return isBusy(this.call.get());
  }

  /** Gets ready what a call would otherwise wait for. */
  prepare(): void {
    this.#runner.ringback.prepare();
  }

  /** A call may come of this soon, or no longer: its connection gets ready. */
  expect(prospect: Prospect, open: boolean): void {
    this.#runner.peer.expect(prospect, open);
  }

  /** The page is left. */
  stop(): void {
    this.#runner.peer.dropSpare();
  }

  async start(chatId: string, kind: MeetKind, options: StartOptions = {}): Promise<void> {
    if (this.busy) return;
    mark('meet:click', { chatId });
    // The question first: the other side is to ring while the devices and the connection get ready here.
    const asked = this.#permission.denied ? null : this.#o.api.meets.start(chatId, kind, options);
    const camera = kind === 'video';
    const key = this.#runner.begin({ role: 'caller', chatId, kind, meetId: null, mic: true, camera });
    await this.#enterUnlessBlocked(key, asked);
  }

  /** `camera`: also show ourselves. The offer and the microphone get ready while the server answers. */
  async accept(meet: MeetView, camera = meet.kind === 'video'): Promise<void> {
    if (this.busy) return;
    const { meetId, chatId, kind } = meet;
    mark('meet:accept', { meetId });
    const asked = this.#permission.denied ? null : this.#o.api.meets.accept(meetId, thisDevice());
    const key = this.#runner.begin({ role: 'callee', chatId, kind, meetId, mic: true, camera });
    await this.#enterUnlessBlocked(key, asked);
  }

  /** Into a Meet that runs: back after a reload or from another device, or in for the first time. */
  async join(meet: MeetView, mic = true, camera = false, mutedUntil?: string | null): Promise<void> {
    if (this.busy) return;
    const { meetId, chatId, kind } = meet;
    this.#runner.leaving.forget(meetId);
    const role = meetsIamIn([meet], this.#o.me()).length > 0 ? 'returning' : 'entering';
    const asked = this.#o.api.meets.join(meetId);
    const key = this.#runner.begin({ role, chatId, kind, meetId, mic, camera, mutedUntil });
    await this.#runner.enter(key, asked, role === 'returning' ? 'grantFailed' : 'refused');
  }

  async decline(meetId: string): Promise<void> {
    const { meet } = await this.#o.api.meets.decline(meetId, thisDevice());
    this.#o.onMeet(meet);
  }

  leave(): void {
    const call = this.call.get();
    if (!call) return;
    this.#runner.dispatch(call.key, { type: phaseOf(call) === 'ringing' ? 'cancel' : 'leave' });
  }

  /** Takes the ended call off the screen. */
  dismiss(): void {
    if (!this.busy) this.call.set(null);
  }

  setMic(on: boolean): Promise<void> {
    return this.#runner.publisher.setMic(on);
  }

  setCamera(on: boolean): Promise<void> {
    return this.#runner.publisher.setCamera(on);
  }

  setScreen(on: boolean): Promise<void> {
    return this.#runner.publisher.setScreen(on);
  }

  async choose(kind: DeviceKind, id: string): Promise<void> {
    if (kind !== 'speaker') return this.#runner.publisher.choose(kind, id);
    chooseDevice(kind, id);
    this.peer?.setSpeaker(id);
  }

  setProcessing(change: { noise?: boolean; echo?: boolean }): Promise<void> {
    return this.#runner.publisher.setProcessing(change);
  }

  setBlur(on: boolean): Promise<void> {
    return this.#runner.publisher.setBlur(on);
  }

  /** Plays a tone where the others would be heard. */
  testSpeaker(): Promise<void> {
    return testSpeaker(this.#o.sound, chosenDevices().speaker);
  }

  /** To be called from a click: lets the browser play what it held back. */
  playSound(): void {
    void this.#o.sound.resume();
    this.peer?.playAll();
  }

  /** For diagnostics: the connection dies as it does when a network goes away, and the call comes back by itself. */
  dropMedia(): void {
    const call = this.call.get();
    this.peer?.close();
    if (call) this.#runner.dispatch(call.key, { type: 'linkDown' });
  }

  track(participantId: string, source: MediaSource): MediaStreamTrack | null {
    if (participantId === this.#o.me()) {
      const { cameraTrack, screenTrack } = this.local.state.get();
      return source === 'camera' ? cameraTrack : source === 'screen' ? screenTrack : null;
    }
    return this.peer?.track(participantId, source) ?? null;
  }

  /** True where this browser cannot play what this person sends. */
  lacks(participantId: string, source: MediaSource): boolean {
    return this.peer?.lacks(participantId, source) === true;
  }

  /** The hub is back, or here for the first time. */
  onReady(listed: readonly MeetView[]): void {
    const { leaving } = this.#runner;
    const call = this.call.get();
    const meets = listed.filter((meet) => !leaving.hasLeft(meet.meetId));
    for (const { meetId } of meetsIamIn(listed, this.#o.me()))
      if (leaving.hasLeft(meetId)) leaving.tell('leave', meetId);
    if (!call || call.end) {
      const memory = tabMemory.read();
      const meet = meetToRejoin(meets, this.#o.me(), memory?.meetId ?? null);
      if (!meet) return;
      // What the tab remembers of another Meet says nothing about this one.
      const here = memory?.meetId === meet.meetId ? memory : null;
      void this.join(meet, here?.mic ?? true, here?.camera ?? false, here?.mutedUntil);
      return;
    }
    const { meetId } = call;
    const mine = meets.find((meet) => meet.meetId === meetId);
    // First where it is: it may have moved to another node while nothing was heard.
    if (mine) this.onMeet(mine);
    this.#runner.dispatch(call.key, { type: 'hubReady' });
    if (meetId === null || mine) return;
    // `ready` may be a moment behind a Meet that has just begun: only the Meet itself can say that it is gone.
    this.#o.api.meets.get(meetId).then(
      (meet) => {
        this.#o.onMeet(meet);
      },
      (error: unknown) => {
        if (Problem.of(error).code === 'not_found') this.#runner.dispatch(call.key, { type: 'meetGone' });
      },
    );
  }

  onMeet(meet: MeetView): void {
    const call = this.call.get();
    if (call?.meetId === meet.meetId) this.#runner.dispatch(call.key, { type: 'meetChanged', meet });
  }

  onMedia(push: MediaPush): void {
    this.#pushes.take(push);
  }

  /** `asked` is null when the microphone is known to be blocked: then nobody shall be rung or answered for nothing. */
  async #enterUnlessBlocked(key: number, asked: Promise<Granted> | null): Promise<void> {
    if (asked) await this.#runner.enter(key, asked, 'refused');
    else this.#runner.dispatch(key, { type: 'microphoneBlocked' });
  }
}
