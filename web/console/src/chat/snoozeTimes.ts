export interface SnoozeTimes {
  hour: Date;
  tomorrow: Date;
  monday: Date;
}

/** In an hour, tomorrow at nine, next Monday at nine in this computer's time zone. `now` is the server's: a computer's clock may be wrong. */
export function snoozeTimes(now: Date): SnoozeTimes {
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return { hour: new Date(now.getTime() + 3_600_000), tomorrow: nine(now, 1), monday: nine(now, toMonday) };
}

function nine(from: Date, days: number): Date {
  return new Date(from.getFullYear(), from.getMonth(), from.getDate() + days, 9);
}

/** One minute to 60 days ahead, with a little room for clocks that differ. */
export function snoozable(until: Date, now: Date): boolean {
  const ahead = until.getTime() - now.getTime();
  return ahead >= 2 * 60_000 && ahead <= 60 * 86_400_000 - 60_000;
}

/** What `<input type="datetime-local">` wants. */
export function localInput(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
