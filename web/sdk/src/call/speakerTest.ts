import type { Sound } from './ringtone';

const seconds = 1.4;

/** Plays a short rising chord on one output; resolves when it is over. Rejects when that output cannot be played on. */
export async function testSpeaker(sound: Sound, speaker: string | undefined): Promise<void> {
  await sound.resume();
  const context = sound.context();
  if (!context) throw new Error('this browser has no audio context');
  const out = context.createMediaStreamDestination();
  const element = new Audio();
  element.srcObject = out.stream;
  try {
    if (speaker && 'setSinkId' in element) await element.setSinkId(speaker);
    await element.play();
    await Promise.all([523.25, 659.25, 783.99].map((hz, index) => note(context, out, hz, index * 0.22)));
  } finally {
    element.pause();
    element.srcObject = null;
  }
}

function note(context: AudioContext, out: AudioNode, hz: number, after: number): Promise<void> {
  const start = context.currentTime + 0.05 + after;
  const end = start + seconds - after;
  const tone = new OscillatorNode(context, { frequency: hz });
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.14, start + 0.03);
  volume.gain.exponentialRampToValueAtTime(0.001, end);
  tone.connect(volume).connect(out);
  tone.start(start);
  tone.stop(end);
  return new Promise((resolve) => {
    tone.addEventListener('ended', () => {
      volume.disconnect();
      resolve();
    });
  });
}
