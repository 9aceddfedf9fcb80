import { microphonePermission } from '../call/devices';
import type { ReadinessReport } from '../hub/protocol';
import { Store } from '../state/store';

/** Whether this page could take a call: watches the microphone's permission, and is told of the sound. */
export class ReadinessWatcher {
  readonly state = new Store<ReadinessReport>({ microphone: 'prompt', sound: false });
  /** The browser has told what it allows. */
  readonly known = new Store(false);
  readonly #soundAllowed: () => boolean;
  #permission: PermissionStatus | null = null;
  /** What a question on this page came to; until the browser tells of a change, which is newer. */
  #told: 'granted' | null = null;
  readonly #read = () => {
    this.#told = null;
    this.look();
  };

  constructor(soundAllowed: () => boolean) {
    this.#soundAllowed = soundAllowed;
  }

  async start(): Promise<void> {
    this.#permission = await microphonePermission();
    this.#permission?.addEventListener('change', this.#read);
    this.look();
    this.known.set(true);
  }

  stop(): void {
    this.#permission?.removeEventListener('change', this.#read);
  }

  look(): void {
    const seen = {
      microphone: this.#allowed(),
      sound: this.#soundAllowed(),
    };
    const known = this.state.get();
    if (seen.microphone !== known.microphone || seen.sound !== known.sound) this.state.set(seen);
  }

  /** From a click: asks the browser, and lets go of the microphone at once. Answers whether it was allowed. */
  async askMicrophone(): Promise<boolean> {
    const told = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      (stream) => {
        for (const track of stream.getTracks()) track.stop();
        return 'granted' as const;
      },
      () => 'denied' as const,
    );
    // Where the browser tells of the permission, that is the truth: a dialog closed without an answer denies nothing.
    if (!this.#permission) this.state.update((known) => ({ ...known, microphone: told }));
    else if (told === 'granted') this.#told = told;
    this.look();
    return told === 'granted';
  }

  /** A browser may go on to say `prompt` of what was allowed for a while only, as Firefox does. */
  #allowed(): ReadinessReport['microphone'] {
    const state = this.#permission?.state ?? this.state.get().microphone;
    return state === 'prompt' && this.#told ? this.#told : state;
  }
}
