/** Plays one receiving audio line for as long as the line lives, whoever is on it. */
export class AudioSink {
  readonly #element: HTMLAudioElement;
  #poll: ReturnType<typeof setInterval> | null = null;
  readonly #onBlocked: (blocked: boolean) => void;

  constructor(
    receiver: RTCRtpReceiver,
    speaker: string | undefined,
    onFirstAudio: () => void,
    onBlocked: (blocked: boolean) => void,
  ) {
    this.#onBlocked = onBlocked;
    this.#element = new Audio();
    this.#element.autoplay = true;
    this.#element.srcObject = new MediaStream([receiver.track]);
    if (speaker) this.setSpeaker(speaker);
    receiver.track.addEventListener('unmute', () => {
      this.play();
      // A synchronisation source appears when its first packet is played out: that is when something can be heard.
      this.#poll ??= setInterval(() => {
        if (receiver.getSynchronizationSources().length === 0) return;
        this.#stopPolling();
        onFirstAudio();
      }, 10);
    });
  }

  play(): void {
    this.#element.play().then(
      () => {
        this.#onBlocked(false);
      },
      (error: unknown) => {
        if (error instanceof DOMException && error.name === 'NotAllowedError') this.#onBlocked(true);
      },
    );
  }

  setSpeaker(id: string): void {
    if ('setSinkId' in this.#element) void this.#element.setSinkId(id).catch(() => undefined);
  }

  close(): void {
    this.#stopPolling();
    this.#element.pause();
    this.#element.srcObject = null;
  }

  #stopPolling(): void {
    if (this.#poll) clearInterval(this.#poll);
    this.#poll = null;
  }
}
