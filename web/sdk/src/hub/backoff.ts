/** Waits between tries to reconnect: at once, then longer, never more than 8 s; ± 20 % so that a restart is no stampede. */
const steps = [0, 400, 1000, 2000, 4000, 8000];

/** Milliseconds before try number `attempt` (from 0); `random` in [0, 1). */
export function retryDelay(attempt: number, random: number): number {
  const base = steps[Math.min(attempt, steps.length - 1)] ?? 8000;
  return Math.round(base * (0.8 + 0.4 * random));
}
