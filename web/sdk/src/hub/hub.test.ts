import { describe, expect, it } from 'vitest';
import { retryDelay } from './backoff';
import { HubError } from './protocol';

describe('reconnecting', () => {
  it('tries at once, then waits longer, never more than 10 s', () => {
    expect(retryDelay(0, 0.99)).toBe(0);
    const waits = Array.from({ length: 20 }, (_, attempt) => retryDelay(attempt, 0.5));
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(retryDelay(1_000, 1)).toBeLessThanOrEqual(10_000);
  });

  it('spreads the tries of many pages', () => {
    expect(retryDelay(4, 0)).not.toBe(retryDelay(4, 0.9));
  });
});

describe('hub errors', () => {
  it('finds the code in what SignalR makes of it', () => {
    const text =
      "An unexpected error occurred invoking 'Join' on the server. HubException: bad_grant: the grant has expired";
    const error = HubError.of(new Error(text));
    expect(error.code).toBe('bad_grant');
    expect(error.message).toBe('bad_grant: the grant has expired');
  });

  it('finds a bare code', () => {
    expect(HubError.of(new Error('session_over: it ended')).code).toBe('session_over');
  });

  it('takes everything else as a lost connection', () => {
    const error = new Error('Invocation canceled due to the underlying connection being closed.');
    expect(HubError.of(error).code).toBe('not_connected');
  });
});
