import type { ProblemCode } from '../api/problem';

/** What kind of failure it is: decides icon and tone, and whether trying again makes sense. */
export type ProblemCategory = 'network' | 'permission' | 'rule' | 'busy' | 'gone' | 'unexpected';

/** The next step to offer beside the cause. */
export type NextStep =
  'retry' | 'wait' | 'assign' | 'reopen' | 'joinThere' | 'askAdmin' | 'writeInstead' | 'signIn' | 'none';

export interface Advice {
  category: ProblemCategory;
  next: NextStep;
}

const table: Record<ProblemCode, Advice> = {
  network: { category: 'network', next: 'retry' },
  unexpected: { category: 'unexpected', next: 'retry' },
  bad_request: { category: 'unexpected', next: 'none' },
  body_too_large: { category: 'rule', next: 'none' },
  too_many_requests: { category: 'busy', next: 'wait' },
  not_signed_in: { category: 'permission', next: 'signIn' },
  wrong_credentials: { category: 'permission', next: 'retry' },
  foreign_origin: { category: 'permission', next: 'askAdmin' },
  unknown_workspace: { category: 'gone', next: 'askAdmin' },
  not_found: { category: 'gone', next: 'none' },
  not_rung: { category: 'gone', next: 'none' },
  not_a_participant: { category: 'permission', next: 'none' },
  not_the_caller: { category: 'permission', next: 'none' },
  no_operator_seat: { category: 'permission', next: 'askAdmin' },
  plan_not_paid: { category: 'permission', next: 'askAdmin' },
  no_assignee: { category: 'rule', next: 'assign' },
  chat_closed: { category: 'rule', next: 'reopen' },
  input_closed: { category: 'rule', next: 'reopen' },
  external_messenger: { category: 'rule', next: 'writeInstead' },
  customer_may_not_start: { category: 'rule', next: 'writeInstead' },
  customer_offline: { category: 'busy', next: 'writeInstead' },
  meet_in_progress: { category: 'busy', next: 'joinThere' },
  caller_busy: { category: 'busy', next: 'wait' },
  already_answered: { category: 'gone', next: 'none' },
  not_ringing: { category: 'gone', next: 'none' },
  meet_ended: { category: 'gone', next: 'none' },
  meet_full: { category: 'rule', next: 'wait' },
  no_media_node: { category: 'busy', next: 'retry' },
  not_a_missed_meet: { category: 'gone', next: 'none' },
  kind_not_available: { category: 'rule', next: 'none' },
  admin_only: { category: 'permission', next: 'askAdmin' },
  address_taken: { category: 'rule', next: 'none' },
  last_admin: { category: 'rule', next: 'none' },
  file_too_large: { category: 'rule', next: 'none' },
  file_type_not_allowed: { category: 'rule', next: 'none' },
  nobody_to_ring: { category: 'busy', next: 'writeInstead' },
  not_on_team: { category: 'gone', next: 'none' },
  direct_message: { category: 'rule', next: 'none' },
  business_verification_needed: { category: 'rule', next: 'askAdmin' },
  link_not_valid: { category: 'gone', next: 'none' },
  unavailable: { category: 'network', next: 'retry' },
  aborted: { category: 'gone', next: 'none' },
};

export function adviceFor(code: ProblemCode): Advice {
  return table[code];
}
