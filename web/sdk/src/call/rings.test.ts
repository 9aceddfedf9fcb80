import { describe, expect, it } from 'vitest';
import { agent, customer, meetView, participantView } from '../testing';
import { meetsIamIn, meetToRejoin } from './rejoin';
import { incomingRings, ringLeft } from './rings';

const start = Date.parse('2026-11-22T03:00:00Z');

describe('incoming rings', () => {
  it('rings whom the Meet rings, and nobody else', () => {
    const meets = { meet: meetView() };
    expect(incomingRings(meets, agent.id, start)).toHaveLength(1);
    expect(incomingRings(meets, customer.id, start)).toHaveLength(0);
  });

  it('stops at the deadline by the server’s clock', () => {
    const meets = { meet: meetView() };
    expect(incomingRings(meets, agent.id, start + 119_999)).toHaveLength(1);
    expect(incomingRings(meets, agent.id, start + 120_000)).toHaveLength(0);
  });

  it('stops when it was answered elsewhere', () => {
    const [ring] = meetView().rings;
    const meet = meetView({ rings: ring ? [{ ...ring, state: 'stopped' }] : [] });
    expect(incomingRings({ meet }, agent.id, start)).toHaveLength(0);
  });

  it('draws what is left of it', () => {
    const [ring] = meetView().rings;
    if (!ring) throw new Error('no ring');
    expect(ringLeft(ring, start)).toBe(1);
    expect(ringLeft(ring, start + 60_000)).toBeCloseTo(0.5);
    expect(ringLeft(ring, start + 500_000)).toBe(0);
  });
});

describe('coming back after a reload', () => {
  const inIt = (state: 'joined' | 'reconnecting' | 'left') =>
    meetView({ state: 'live', participants: [participantView(agent, { state })] });

  it('goes back into the Meet that this tab was in', () => {
    expect(meetToRejoin([inIt('joined')], agent.id, 'meet')?.meetId).toBe('meet');
  });

  it('leaves a Meet alone that goes on in another tab', () => {
    expect(meetToRejoin([inIt('joined')], agent.id, null)).toBeNull();
    expect(meetsIamIn([inIt('joined')], agent.id)).toHaveLength(1);
  });

  it('goes back where nobody is connected for this person any more', () => {
    expect(meetToRejoin([inIt('reconnecting')], agent.id, null)?.meetId).toBe('meet');
  });

  it('does not go back where the person has left', () => {
    expect(meetToRejoin([inIt('left')], agent.id, 'meet')).toBeNull();
  });

  it('goes on calling when the caller reloads', () => {
    expect(meetToRejoin([meetView()], customer.id, 'meet')?.meetId).toBe('meet');
  });

  it('does not join a Meet that only rings us', () => {
    expect(meetToRejoin([meetView()], agent.id, 'meet')).toBeNull();
  });
});
