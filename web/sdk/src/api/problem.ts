/** The codes of docs/api.md, and three of our own for what never reached the server, came back unreadable, or was called off. */
export type ProblemCode =
  | 'bad_request'
  | 'not_found'
  | 'not_rung'
  | 'not_a_participant'
  | 'not_the_caller'
  | 'no_operator_seat'
  | 'plan_not_paid'
  | 'no_assignee'
  | 'chat_closed'
  | 'input_closed'
  | 'external_messenger'
  | 'customer_may_not_start'
  | 'customer_offline'
  | 'meet_in_progress'
  | 'caller_busy'
  | 'already_answered'
  | 'not_ringing'
  | 'meet_ended'
  | 'meet_full'
  | 'no_media_node'
  | 'not_a_missed_meet'
  | 'kind_not_available'
  | 'not_signed_in'
  | 'wrong_credentials'
  | 'foreign_origin'
  | 'unknown_workspace'
  | 'too_many_requests'
  | 'body_too_large'
  | 'admin_only'
  | 'address_taken'
  | 'last_admin'
  | 'file_too_large'
  | 'file_type_not_allowed'
  | 'nobody_to_ring'
  | 'not_on_team'
  | 'direct_message'
  | 'business_verification_needed'
  | 'link_not_valid'
  | 'unavailable'
  | 'aborted'
  | 'network'
  | 'unexpected';

const known: ReadonlySet<string> = new Set<ProblemCode>([
  'bad_request',
  'not_found',
  'not_rung',
  'not_a_participant',
  'not_the_caller',
  'no_operator_seat',
  'plan_not_paid',
  'no_assignee',
  'chat_closed',
  'input_closed',
  'external_messenger',
  'customer_may_not_start',
  'customer_offline',
  'meet_in_progress',
  'caller_busy',
  'already_answered',
  'not_ringing',
  'meet_ended',
  'meet_full',
  'no_media_node',
  'not_a_missed_meet',
  'kind_not_available',
  'not_signed_in',
  'wrong_credentials',
  'foreign_origin',
  'unknown_workspace',
  'too_many_requests',
  'body_too_large',
  'admin_only',
  'address_taken',
  'last_admin',
  'file_too_large',
  'file_type_not_allowed',
  'nobody_to_ring',
  'not_on_team',
  'direct_message',
  'business_verification_needed',
  'link_not_valid',
  'unavailable',
  'aborted',
  'network',
  'unexpected',
]);

/** A request that failed; it has changed nothing, except perhaps with `network`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  /** 0 when there was no answer. */
  readonly status: number;
  /** Seconds, from `Retry-After`. */
  readonly retryAfter: number | null;
  /** With `meet_in_progress`: the Meet that is in the way. */
  readonly meetId: string | null;

  constructor(
    code: ProblemCode,
    status: number,
    title: string,
    more: { retryAfter?: number | null; meetId?: string | null } = {},
  ) {
    super(`${code}: ${title}`);
    this.code = code;
    this.status = status;
    this.retryAfter = more.retryAfter ?? null;
    this.meetId = more.meetId ?? null;
  }

  /** True when the same request may well succeed a moment later. */
  get transient(): boolean {
    return this.code === 'network' || this.code === 'too_many_requests' || this.status >= 500;
  }

  static of(error: unknown): Problem {
    if (error instanceof Problem) return error;
    return new Problem('unexpected', 0, error instanceof Error ? error.message : String(error));
  }

  static async fromResponse(response: Response): Promise<Problem> {
    const text = await response.text().catch(() => '');
    return Problem.fromAnswer(response.status, text, response.headers.get('Retry-After'));
  }

  static fromAnswer(status: number, text: string, retryAfter: string | null): Problem {
    const body = readObject(text);
    const code = typeof body['code'] === 'string' && known.has(body['code']) ? body['code'] : 'unexpected';
    const seconds = Number(retryAfter);
    return new Problem(code as ProblemCode, status, typeof body['title'] === 'string' ? body['title'] : '', {
      retryAfter: Number.isFinite(seconds) && seconds > 0 ? seconds : null,
      meetId: typeof body['meetId'] === 'string' ? body['meetId'] : null,
    });
  }
}

function readObject(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
