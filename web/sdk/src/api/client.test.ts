import { describe, expect, it, vi } from 'vitest';
import { ApiClient } from './client';
import { maxFileSize } from './files';
import { Problem } from './problem';

function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = body === undefined ? null : JSON.stringify(body);
  return vi.fn<typeof fetch>(() => Promise.resolve(new Response(text, { status, headers })));
}

async function failureOf(work: Promise<unknown>): Promise<Problem> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error('it did not fail with a problem');
}

describe('the API client', () => {
  it('sends a customer’s token and no cookie', async () => {
    const fetch = answering(200, { items: [], after: null });
    await new ApiClient({ fetch, token: () => 'secret' }).chats.list();
    const [, init] = fetch.mock.calls[0] ?? [];
    expect(init?.headers).toMatchObject({ Authorization: 'Bearer secret' });
    expect(init?.credentials).toBe('omit');
  });

  it('leaves out what was not asked for', async () => {
    const fetch = answering(200, { items: [], after: null });
    await new ApiClient({ fetch }).chats.list({ view: 'mine', q: '', after: null });
    expect(fetch.mock.calls[0]?.[0]).toBe('/api/chat/chats?view=mine');
  });

  it('turns a problem into its code', async () => {
    const fetch = answering(409, { status: 409, code: 'meet_in_progress', title: 'busy', meetId: 'm1' });
    const problem = await failureOf(new ApiClient({ fetch }).meets.start('chat', 'voice'));
    expect(problem.code).toBe('meet_in_progress');
    expect(problem.meetId).toBe('m1');
    expect(problem.transient).toBe(false);
  });

  it('reads how long to wait', async () => {
    const fetch = answering(429, { code: 'too_many_requests', title: '' }, { 'Retry-After': '7' });
    const problem = await failureOf(new ApiClient({ fetch }).chats.get('chat'));
    expect(problem.retryAfter).toBe(7);
    expect(problem.transient).toBe(true);
  });

  it('survives answers that are no problem documents', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(() =>
      Promise.resolve(new Response('<html>', { status: 502 })),
    );
    const problem = await failureOf(new ApiClient({ fetch }).chats.get('chat'));
    expect(problem.code).toBe('unexpected');
    expect(problem.transient).toBe(true);
  });

  it('tells a request that never arrived', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(() => Promise.reject(new TypeError('Failed to fetch')));
    expect((await failureOf(new ApiClient({ fetch }).chats.get('chat'))).code).toBe('network');
  });

  it('says when the session is over', async () => {
    const onSignedOut = vi.fn();
    const fetch = answering(401, { code: 'not_signed_in', title: '' });
    await failureOf(new ApiClient({ fetch, onSignedOut }).session.get());
    expect(onSignedOut).toHaveBeenCalledOnce();
  });

  it('asks the session itself, once, before it is said to be over', async () => {
    const onSignedOut = vi.fn();
    let session = 200;
    const fetch = vi.fn<typeof globalThis.fetch>((path) => {
      const status = path === '/api/session' ? session : 401;
      return Promise.resolve(
        new Response(JSON.stringify({ code: status === 401 ? 'not_signed_in' : undefined }), { status }),
      );
    });
    const client = new ApiClient({ fetch, onSignedOut });
    await Promise.all([failureOf(client.chats.get('a')), failureOf(client.chats.get('b'))]);
    await vi.waitFor(() => {
      expect(fetch.mock.calls.filter(([path]) => path === '/api/session')).toHaveLength(1);
    });
    expect(onSignedOut).not.toHaveBeenCalled();
    session = 401;
    await vi.waitFor(async () => {
      await failureOf(client.chats.get('a'));
      expect(onSignedOut).toHaveBeenCalled();
    });
  });

  it('starts a Meet where it is told to', async () => {
    const fetch = answering(201, { meet: {}, grant: null });
    await new ApiClient({ fetch }).meets.start('room', 'voice', { place: 'teamChat', staffIds: ['s1'] });
    expect(JSON.parse(String(fetch.mock.calls[0]?.[1]?.body))).toEqual({
      chatId: 'room',
      kind: 'voice',
      place: 'teamChat',
      staffIds: ['s1'],
    });
  });

  it('does not send a file that would be refused for its size', async () => {
    const file = new Blob([new Uint8Array(maxFileSize + 1)]);
    expect((await failureOf(new ApiClient().files.upload(file, 'big.bin'))).code).toBe('file_too_large');
  });

  it('knows the codes of the API', () => {
    expect(Problem.fromAnswer(403, '{"code":"admin_only","title":"no"}', null).code).toBe('admin_only');
    expect(Problem.fromAnswer(403, '{"code":"something_new"}', null).code).toBe('unexpected');
  });
});
