/** Levels are dB below full scale turned round: what is quieter than a quiet room shows nothing. 0 to 100. */
export function meterPercent(level: number): number {
  const quiet = 60;
  return Math.round((100 * Math.max(0, Math.min(127, level) - quiet)) / (127 - quiet));
}
