import type { CallEnd, ChatEntryView, MeetView } from '@meet/sdk';
import type { I18n } from '../i18n/i18n';

type T = I18n['t'];

/** A note as staff read it. */
export function noteText(entry: ChatEntryView, t: T): string {
  const by = entry.author?.name ?? t('note.system');
  const who = entry.about?.name ?? t('chat.assignee.none');
  switch (entry.note) {
    case 'assigned':
      return !entry.author || entry.author.id === entry.about?.id
        ? t('note.assigned.self', { who })
        : t('note.assigned', { by, who });
    case 'unassigned':
      return t('note.unassigned', { by });
    case 'closed':
      return t('note.closed', { by });
    case 'reopened':
      return t('note.reopened', { by });
    case 'snoozed':
      return t('note.snoozed', { by });
    case 'woken':
      return entry.author ? t('note.woken', { by }) : t('note.woken.byItself');
    case null:
      return '';
  }
}

/** The same note as the customer reads it: without names of who did it. */
export function customerNoteText(entry: ChatEntryView, t: T): string {
  switch (entry.note) {
    case 'assigned':
      return t('note.assigned.customer', { who: entry.about?.name ?? '' });
    case 'unassigned':
      return t('note.unassigned.customer');
    case 'closed':
      return t('note.closed.customer');
    case 'reopened':
      return t('note.reopened.customer');
    case 'snoozed': // Never sent to a customer.
    case 'woken':
    case null:
      return '';
  }
}

/** Cause, and what to do next where there is something to do. `staff` also reads the reason of a missed Meet. */
export function endTexts(end: CallEnd, t: T, staff: boolean): { title: string; hint: string | null } {
  switch (end.kind) {
    case 'left':
    case 'cancelled':
    case 'over':
      return { title: t(`end.${end.kind}`), hint: null };
    case 'replaced':
    case 'lost':
    case 'connectionFailed':
    case 'microphoneBlocked':
      return { title: t(`end.${end.kind}`), hint: t(`end.${end.kind}.hint`) };
    case 'missed':
      return staff
        ? { title: t('end.missed'), hint: end.reason ? t(`missed.${end.reason}`) : null }
        : { title: t('end.over'), hint: t('widget.end.missed') };
    case 'refused':
      return { title: t(`problem.${end.problem.code}`), hint: null };
  }
}

/** Seconds that somebody could talk; null while or when nobody did. */
export function talkSeconds(meet: MeetView, now: number): number | null {
  if (!meet.liveAt) return null;
  const end = meet.endedAt ? Date.parse(meet.endedAt) : now;
  return Math.max(0, (end - Date.parse(meet.liveAt)) / 1000);
}
