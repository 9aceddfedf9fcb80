import { readFileSync } from 'node:fs';
import type { MeetEvent } from '@meet/sdk';
import { describe, expect, it } from 'vitest';
import { agent, customer } from '../../../sdk/src/testing';
import { makeI18n } from '../../../ui/src/i18n/i18n';
import { storyOf } from './story';

const en = makeI18n('en', () => undefined).t;
const ja = makeI18n('ja', () => undefined).t;
const event = (type: string, data: unknown): MeetEvent => ({
  version: 1,
  type,
  at: '2026-11-22T03:00:00Z',
  data,
});
const tell = (type: string, data: unknown) => storyOf([event(type, data)], en)[0]?.text ?? '';

describe('a Meet’s story', () => {
  it('tells who was rung, on which device, and who answered where', () => {
    const lines = storyOf(
      [
        event('meet_started_v1', { startedBy: customer, kind: 'video' }),
        event('ring_started_v1', { ringId: 'r', person: agent }),
        event('ring_rang_v1', { ringId: 'r', deviceId: 'd', device: 'Chrome · Windows' }),
        event('meet_accepted_v1', { ringId: 'r', person: agent }),
        event('ring_settled_v1', { ringId: 'r', deviceId: 'd', device: 'Chrome · Windows' }),
      ],
      en,
    );
    expect(lines.map((line) => line.type)).toEqual([
      'meet_started',
      'ring_started',
      'ring_rang',
      'meet_accepted',
    ]);
    expect(lines[2]?.text).toContain(agent.name);
    expect(lines[2]?.text).toContain('Chrome · Windows');
    expect(lines[3]?.text).toContain('Chrome · Windows');
    expect(lines[3]?.tone).toBe('live');
  });

  it('tells why it was missed, as the chat does', () => {
    expect(tell('meet_missed_v1', { reason: 'declined' })).toContain(en('missed.declined'));
    expect(storyOf([event('meet_missed_v1', { reason: 'declined' })], ja)[0]?.text).toContain(
      ja('missed.declined'),
    );
  });

  it('tells how good a connection was', () => {
    expect(tell('participant_quality_v1', { person: agent, score: 87 })).toContain('87/100');
  });

  it('tells who ended it', () => {
    expect(tell('meet_ended_for_all_v1', { by: agent })).toContain(agent.name);
    expect(tell('media_moved_v1', { reason: 'nodeLost' })).toBe(en('story.moved.lost'));
    expect(tell('media_moved_v1', { reason: 'nodeLeaving' })).toBe(en('story.moved'));
    expect(tell('meet_ended_v1', { reason: 'everyoneLeft' })).toBe(en('story.ended'));
  });

  it('knows every event that the meets service stores', () => {
    const registry = readFileSync('../services/meets/Domain/EventNames.cs', 'utf8');
    const names = [...registry.matchAll(/Stored<\w+>\("(\w+)"/g)].map((match) => match[1] ?? '');
    expect(names.length).toBeGreaterThan(20);
    const settled = names.filter((name) => name !== 'ring_settled');
    expect(settled.filter((name) => tell(`${name}_v1`, {}).includes(name))).toEqual([]);
  });

  it('tells of an event that it does not know by its name, and of data that is not there', () => {
    expect(tell('something_new_v1', null)).toContain('something_new');
    expect(tell('ring_declined_v1', {})).toContain(en('story.somebody'));
  });
});
