import type { Sound } from './ringtone';

/** Loudness of our own microphone, on the scale of the hub's `levels`: 0 (silence) to 127. */
export class OwnLevel {
  readonly #source: MediaStreamAudioSourceNode;
  readonly #analyser: AnalyserNode;
  readonly #timer: ReturnType<typeof setInterval>;

  private constructor(context: AudioContext, track: MediaStreamTrack, onLevel: (level: number) => void) {
    this.#source = context.createMediaStreamSource(new MediaStream([track]));
    this.#analyser = new AnalyserNode(context, { fftSize: 512 });
    this.#source.connect(this.#analyser);
    const samples = new Float32Array(this.#analyser.fftSize);
    let last = 0;
    this.#timer = setInterval(() => {
      this.#analyser.getFloatTimeDomainData(samples);
      const level = track.enabled ? levelOf(samples) : 0;
      if (level !== last) onLevel(level);
      last = level;
    }, 100);
  }

  static of(sound: Sound, track: MediaStreamTrack, onLevel: (level: number) => void): OwnLevel | null {
    const context = sound.context();
    return context ? new OwnLevel(context, track, onLevel) : null;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#source.disconnect();
  }
}

/** RFC 6464 turned round: 127 minus the level below full scale in dB. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  if (rms <= 1e-6) return 0;
  return Math.max(0, Math.min(127, Math.round(127 + 20 * Math.log10(rms))));
}

/** Whether a level counts as speaking. */
export function speaking(level: number | undefined): boolean {
  return (level ?? 0) >= 87;
}
