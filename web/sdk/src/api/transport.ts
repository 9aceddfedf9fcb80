import { Problem } from './problem';

export interface ApiOptions {
  /** Origin of the gateway; empty for the page's own. */
  base?: string;
  /** The customer's session token. Staff are known by their cookie. */
  token?: () => string | null;
  /** Told when the session is over, so that the app can show its sign-in. */
  onSignedOut?: () => void;
  fetch?: typeof fetch;
}

/** One request of the API: answers the body, or throws a {@link Problem}. */
export type Send = <T>(method: string, path: string, body?: unknown) => Promise<T>;

export const enc = encodeURIComponent;

const sessionPath = '/api/session';
const asking = new WeakSet<ApiOptions>();

/** The request itself, for what is no JSON. */
export async function request(
  options: ApiOptions,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
  const token = options.token?.();
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (token) headers['Authorization'] = `Bearer ${token}`;
  let response: Response;
  try {
    response = await (options.fetch ?? fetch)(`${options.base ?? ''}${path}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      credentials: token === undefined ? 'same-origin' : 'omit',
    });
  } catch (error) {
    throw new Problem('network', 0, error instanceof Error ? error.message : 'no answer');
  }
  if (response.ok) return response;
  throw failed(options, path, await Problem.fromResponse(response));
}

/** Only the session itself says that it is over: a service may refuse a token that was about to be renewed. */
export function failed(options: ApiOptions, path: string, problem: Problem): Problem {
  if (problem.code !== 'not_signed_in') return problem;
  if (path === sessionPath) options.onSignedOut?.();
  else if (!asking.has(options)) {
    asking.add(options);
    request(options, 'GET', sessionPath)
      .catch(() => undefined)
      .finally(() => asking.delete(options));
  }
  return problem;
}

export function sender(options: ApiOptions): Send {
  return async <T>(method: string, path: string, body?: unknown) => {
    const response = await request(options, method, path, body);
    if (response.status === 204) return undefined as T;
    try {
      return (await response.json()) as T;
    } catch {
      throw new Problem('unexpected', response.status, 'the answer is not JSON');
    }
  };
}

export function query(values: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}
