import type { I18n, Language } from '../i18n/i18n';

export interface Formats {
  /** The exact instant, for tooltips. */
  exact: (at: string) => string;
  /** In lists: the time today, "yesterday", else the date. */
  short: (at: string, now: number) => string;
  time: (at: string) => string;
  /** The time with its seconds. */
  seconds: (at: string) => string;
  /** A day and a time, for what is to come. */
  moment: (at: string) => string;
  /** Heading of a day in a timeline. */
  day: (at: string, now: number) => string;
  /** "3 min ago". */
  ago: (at: string, now: number) => string;
  /** Spoken length: "2 min 5 s". */
  duration: (seconds: number) => string;
  /** Running clock: 02:05 or 1:02:05. */
  clock: (seconds: number) => string;
}

const dayMs = 86_400_000;

export function sameDay(a: number, b: number): boolean {
  const x = new Date(a);
  const y = new Date(b);
  return x.getFullYear() === y.getFullYear() && x.getMonth() === y.getMonth() && x.getDate() === y.getDate();
}

export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

export function makeFormats(lang: Language, t: I18n['t']): Formats {
  const locale = lang === 'ja' ? 'ja-JP' : 'en-GB';
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const exact = format({ dateStyle: 'full', timeStyle: 'medium' });
  const time = format({ hour: '2-digit', minute: '2-digit' });
  const seconds = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const monthDay = format({ month: lang === 'ja' ? 'numeric' : 'short', day: 'numeric' });
  const fullDate = format({ year: 'numeric', month: lang === 'ja' ? 'numeric' : 'short', day: 'numeric' });
  const heading = format({ month: 'long', day: 'numeric', weekday: lang === 'ja' ? 'short' : 'long' });

  const moment = format({
    month: lang === 'ja' ? 'numeric' : 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });

  return {
    seconds: (at) => seconds.format(new Date(at)),
    moment: (at) => moment.format(new Date(at)),
    exact: (at) => exact.format(new Date(at)),
    time: (at) => time.format(new Date(at)),
    short: (at, now) => {
      const then = Date.parse(at);
      if (sameDay(then, now)) return time.format(then);
      if (sameDay(then, now - dayMs)) return t('time.yesterday');
      const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear();
      return (sameYear ? monthDay : fullDate).format(then);
    },
    day: (at, now) => {
      const then = Date.parse(at);
      if (sameDay(then, now)) return t('time.today');
      if (sameDay(then, now - dayMs)) return t('time.yesterday');
      return new Date(then).getFullYear() === new Date(now).getFullYear()
        ? heading.format(then)
        : fullDate.format(then);
    },
    ago: (at, now) => {
      const minutes = Math.floor((now - Date.parse(at)) / 60_000);
      if (minutes < 1) return t('time.now');
      if (minutes < 60) return t('time.minutesAgo', { n: minutes });
      if (minutes < 24 * 60) return t('time.hoursAgo', { n: Math.floor(minutes / 60) });
      return t('time.daysAgo', { n: Math.floor(minutes / (24 * 60)) });
    },
    duration: (seconds) => {
      const whole = Math.max(0, Math.round(seconds));
      const hours = Math.floor(whole / 3600);
      const minutes = Math.floor(whole / 60) % 60;
      if (hours > 0) return t('time.hm', { h: hours, m: minutes });
      return minutes > 0 ? t('time.ms', { m: minutes, s: whole % 60 }) : t('time.s', { s: whole });
    },
    clock,
  };
}
