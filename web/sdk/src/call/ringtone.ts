import { whenIdle } from '../state/idle';

/** Sounds are computed, not shipped: PRODUCT rule 4 lets nobody choose them. */

interface Tone {
  hz: readonly number[];
  /** Seconds from the beginning of the pattern. */
  from: number;
  to: number;
}

export interface Pattern {
  seconds: number;
  volume: number;
  tones: readonly Tone[];
}

/** Two rising double notes, then a rest. */
export const incomingPattern: Pattern = {
  seconds: 3,
  volume: 0.22,
  tones: [
    { hz: [659.25, 1318.5], from: 0, to: 0.32 },
    { hz: [880, 1760], from: 0.22, to: 0.62 },
    { hz: [659.25, 1318.5], from: 0.8, to: 1.12 },
    { hz: [987.77, 1975.5], from: 1.02, to: 1.6 },
  ],
};

/** The Japanese ringback tone: 400 Hz with 16 Hz modulation, one second in three. */
export const ringbackPattern: Pattern = {
  seconds: 3,
  volume: 0.08,
  tones: [{ hz: [392, 408], from: 0, to: 1 }],
};

/** Hz; a context with another rate resamples. */
const sampleRate = 48_000;

/** One period of the pattern as samples in [-1, 1]: it loops without a click because every tone fades out inside it. */
export function renderPattern(pattern: Pattern, sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(pattern.seconds * sampleRate));
  for (const tone of pattern.tones) {
    const first = Math.floor(tone.from * sampleRate);
    const last = Math.min(samples.length, Math.floor(tone.to * sampleRate));
    const length = last - first;
    for (let i = 0; i < length; i++) {
      const t = i / sampleRate;
      const attack = Math.min(1, t / 0.012);
      const release = Math.min(1, (length - 1 - i) / sampleRate / 0.09);
      let wave = 0;
      for (const [harmonic, hz] of tone.hz.entries()) wave += Math.sin(2 * Math.PI * hz * t) / (harmonic + 1);
      samples[first + i] =
        (samples[first + i] ?? 0) + (wave / tone.hz.length) * attack * release * pattern.volume;
    }
  }
  return samples;
}

/** The page's one AudioContext. Browsers keep it silent until the person has touched the page. */
export class Sound {
  #context: AudioContext | null = null;
  readonly #onChange: () => void;

  constructor(onChange: () => void = () => undefined) {
    this.#onChange = onChange;
    const unlock = () => {
      void this.resume();
    };
    for (const name of ['pointerdown', 'keydown', 'touchend']) {
      globalThis.addEventListener(name, unlock, { passive: true, capture: true });
    }
  }

  get allowed(): boolean {
    return this.#context?.state === 'running';
  }

  context(): AudioContext | null {
    if (!this.#context && typeof AudioContext !== 'undefined') {
      this.#context = new AudioContext();
      this.#context.addEventListener('statechange', this.#onChange);
    }
    return this.#context;
  }

  async resume(): Promise<void> {
    const context = this.context();
    if (!context || context.state === 'running') return;
    await context.resume().catch(() => undefined);
    this.#onChange();
  }
}

/** A pattern that sounds until it is stopped. The loop runs in the audio thread: a page in the background rings on. */
export class Ringer {
  readonly #sound: Sound;
  readonly #pattern: Pattern;
  readonly #vibrate: boolean;
  #buffer: AudioBuffer | null = null;
  #source: AudioBufferSourceNode | null = null;
  #buzz: ReturnType<typeof setInterval> | null = null;

  constructor(sound: Sound, pattern: Pattern, vibrate: boolean) {
    this.#sound = sound;
    this.#pattern = pattern;
    this.#vibrate = vibrate;
  }

  /** Computes the sound when the page has nothing to do: when it is to be heard, it would hold up what is to be seen. */
  prepare(): void {
    whenIdle(() => {
      this.#sample();
    });
  }

  set(on: boolean): void {
    if (on === (this.#source !== null || this.#buzz !== null)) return;
    if (on) this.#start();
    else this.#stop();
  }

  #start(): void {
    const context = this.#sound.context();
    if (context) {
      void this.#sound.resume();
      this.#source = new AudioBufferSourceNode(context, { buffer: this.#sample(), loop: true });
      this.#source.connect(context.destination);
      this.#source.start();
    }
    if (this.#vibrate && 'vibrate' in navigator) {
      const buzz = () => {
        navigator.vibrate([350, 150, 350]);
      };
      // A page that nobody has touched may not vibrate; Chrome logs it as an error if one tries.
      if (navigator.userActivation.hasBeenActive) buzz();
      this.#buzz = setInterval(() => {
        if (navigator.userActivation.hasBeenActive) buzz();
      }, 2_000);
    }
  }

  #sample(): AudioBuffer {
    if (!this.#buffer) {
      const samples = renderPattern(this.#pattern, sampleRate);
      this.#buffer = new AudioBuffer({ length: samples.length, sampleRate });
      this.#buffer.copyToChannel(samples, 0);
    }
    return this.#buffer;
  }

  #stop(): void {
    this.#source?.stop();
    this.#source?.disconnect();
    this.#source = null;
    if (this.#buzz) {
      clearInterval(this.#buzz);
      this.#buzz = null;
      if (navigator.userActivation.hasBeenActive) navigator.vibrate(0);
    }
  }
}
