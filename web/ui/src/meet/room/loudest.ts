import { speaking } from '@meet/sdk';

/** Who has the floor, and who is about to take it. */
export interface Floor {
  speaker: string | null;
  challenger: { id: string; since: number } | null;
}

export const nobodySpeaks: Floor = { speaker: null, challenger: null };

/** A cough takes nobody's place: this long one has to be the loudest, in ms. */
const patience = 1_200;
/** And this much louder than whoever has the floor and speaks too; on the scale of levels, dB. */
const margin = 6;

/** The floor after hearing `levels` at `now` (ms). The same object when nothing changed. `heard`: who counts, not ourselves. */
export function followLoudest(
  floor: Floor,
  levels: Readonly<Record<string, number>>,
  heard: readonly string[],
  now: number,
): Floor {
  const speaker = floor.speaker !== null && heard.includes(floor.speaker) ? floor.speaker : null;
  const held = speaker !== null && speaking(levels[speaker]) ? (levels[speaker] ?? 0) + margin : 0;
  let best: string | null = null;
  for (const id of heard) {
    const level = levels[id] ?? 0;
    if (id === speaker || !speaking(level) || level < held) continue;
    if (best === null || level > (levels[best] ?? 0)) best = id;
  }
  if (best === null) return settle(floor, speaker, null);
  // While nobody has the floor, the first who speaks has it at once.
  if (speaker === null) return settle(floor, best, null);
  const since = floor.challenger?.id === best ? floor.challenger.since : now;
  return now - since >= patience ? settle(floor, best, null) : settle(floor, speaker, { id: best, since });
}

function settle(floor: Floor, speaker: string | null, challenger: Floor['challenger']): Floor {
  const unchanged =
    floor.speaker === speaker &&
    floor.challenger?.id === challenger?.id &&
    floor.challenger?.since === challenger?.since;
  return unchanged ? floor : { speaker, challenger };
}
