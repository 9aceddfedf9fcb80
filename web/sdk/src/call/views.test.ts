import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { View } from '../hub/protocol';
import { ViewReporter } from './viewReporter';
import { viewsOf } from './views';

const view = (height: number): View => ({ participantId: 'p', source: 'camera', height });

describe('what is shown', () => {
  it('is said of everything that is sent: hidden where it is on no screen', () => {
    const sources = {
      a: { mic: true, camera: true, screen: false },
      b: { mic: true, camera: false, screen: true },
      c: { mic: true, camera: false, screen: false },
    };
    expect(viewsOf(sources, (key) => (key === 'b screen' ? 700 : 0))).toEqual([
      { participantId: 'a', source: 'camera', height: 0 },
      { participantId: 'b', source: 'screen', height: 700 },
    ]);
  });
});

describe('telling what is shown', () => {
  let views: View[];
  let sessionId: string | null;
  const send = vi.fn<(sessionId: string, views: View[]) => Promise<void>>();
  let reporter: ViewReporter;

  beforeEach(() => {
    vi.useFakeTimers();
    send.mockReset();
    send.mockResolvedValue(undefined);
    views = [view(100)];
    sessionId = 's';
    reporter = new ViewReporter({ sessionId: () => sessionId, views: () => views, send });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gathers what changes in one moment, and tells each change once', () => {
    reporter.changed();
    reporter.changed();
    vi.advanceTimersByTime(50);
    reporter.changed();
    vi.advanceTimersByTime(1_000);
    expect(send.mock.calls).toEqual([['s', [view(100)]]]);
  });

  it('tells at most four times a second, the last state in the end', () => {
    for (let height = 20; height <= 2_000; height += 20) {
      views = [view(height)];
      reporter.changed();
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(250);
    expect(send.mock.calls.length).toBeLessThanOrEqual(6);
    expect(send.mock.lastCall?.[1]).toEqual([view(2_000)]);
  });

  it('rounds up, and stays within what the node takes', () => {
    views = [view(0), view(361), view(9_999)];
    reporter.changed();
    vi.advanceTimersByTime(50);
    expect(send.mock.lastCall?.[1].map((one) => one.height)).toEqual([0, 370, 8_192]);
  });

  it('tells a new session everything, and nobody while there is none', () => {
    sessionId = null;
    reporter.changed();
    vi.advanceTimersByTime(1_000);
    expect(send).not.toHaveBeenCalled();
    for (const session of ['one', 'two']) {
      sessionId = session;
      reporter.changed();
      vi.advanceTimersByTime(1_000);
    }
    expect(send.mock.calls.map(([session]) => session)).toEqual(['one', 'two']);
  });

  it('tells again what did not get through', async () => {
    send.mockRejectedValueOnce(new Error());
    reporter.changed();
    await vi.advanceTimersByTimeAsync(1_000);
    reporter.changed();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(send).toHaveBeenCalledTimes(2);
  });
});
