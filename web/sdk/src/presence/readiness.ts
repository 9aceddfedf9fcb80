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
  readonly #read = () => {
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
      microphone: this.#permission?.state ?? this.state.get().microphone,
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
    this.look();
    return told === 'granted';
  }
}
