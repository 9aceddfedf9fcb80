import type { MeetView } from '@meet/sdk';
import type { I18n } from '../i18n/i18n';

export interface CourseLine {
  at: string;
  text: string;
}

/** How a Meet that people were in went, oldest first: all of it may be read by its customer, too. */
export function courseOf(meet: MeetView, t: I18n['t']): readonly CourseLine[] {
  const lines: CourseLine[] = [
    { at: meet.startedAt, text: t('entry.course.started', { name: meet.startedBy.name }) },
  ];
  for (const { person, joinedAt, leftAt } of meet.participants) {
    // Who only waited for an answer has not been in a Meet.
    if (joinedAt === null) continue;
    lines.push({ at: joinedAt, text: t('entry.course.joined', { name: person.name }) });
    if (leftAt !== null) lines.push({ at: leftAt, text: t('entry.course.left', { name: person.name }) });
  }
  if (meet.videoSince) lines.push({ at: meet.videoSince, text: t('entry.course.video') });
  lines.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  if (meet.endedAt) lines.push({ at: meet.endedAt, text: t('entry.course.ended') });
  return lines;
}
