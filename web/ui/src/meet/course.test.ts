import { describe, expect, it } from 'vitest';
import { agent, customer, meetView, participantView } from '../../../sdk/src/testing';
import { courseOf } from './course';

const t = (key: string, values?: Readonly<Record<string, string | number>>) =>
  [key, values?.name].filter(Boolean).join(' ');

describe('courseOf', () => {
  it('tells who came and went and when it became video, in order, and its end last', () => {
    const meet = meetView({
      state: 'ended',
      startedBy: agent,
      startedAt: '2026-11-25T10:00:00Z',
      liveAt: '2026-11-25T10:00:10Z',
      videoSince: '2026-11-25T10:02:00Z',
      endedAt: '2026-11-25T10:05:00Z',
    });
    const been = (person: typeof agent, joinedAt: string | null, leftAt: string | null) =>
      participantView(person, { state: 'left', joinedAt, leftAt });
    const participants = [
      been(agent, '2026-11-25T10:00:11Z', '2026-11-25T10:05:00Z'),
      been(customer, '2026-11-25T10:00:12Z', '2026-11-25T10:04:00Z'),
      been({ ...agent, id: 'never', name: 'Nobody' }, null, '2026-11-25T10:00:30Z'),
    ];

    expect(courseOf({ ...meet, participants }, t as never).map((line) => line.text)).toEqual([
      `entry.course.started ${agent.name}`,
      `entry.course.joined ${agent.name}`,
      `entry.course.joined ${customer.name}`,
      'entry.course.video',
      `entry.course.left ${customer.name}`,
      `entry.course.left ${agent.name}`,
      'entry.course.ended',
    ]);
  });
});
