import type { CapabilityRow } from '@meet/sdk';
import type { Key } from '@meet/ui';

type NameKey = Extract<Key, `cap.row.${string}`>;
type ValueKey = Extract<Key, `cap.is.${string}`>;

const names: Record<string, NameKey> = {
  businessVerificationNeeded: 'cap.row.businessVerificationNeeded',
  phoneNumberNeeded: 'cap.row.phoneNumberNeeded',
  mayUse: 'cap.row.mayUse',
  callCharges: 'cap.row.callCharges',
  speechToText: 'cap.row.speechToText',
  recording: 'cap.row.recording',
  summary: 'cap.row.summary',
  maxParticipants: 'cap.row.maxParticipants',
  start: 'cap.row.start',
  automaticRouting: 'cap.row.automaticRouting',
  classifiedAs: 'cap.row.classifiedAs',
};
const words: Record<string, ValueKey> = {
  staffWithOperatorSeatOnPaidPlan: 'cap.is.staffWithOperatorSeatOnPaidPlan',
  insideHandledChat: 'cap.is.insideHandledChat',
  opensNewChat: 'cap.is.opensNewChat',
  chat: 'cap.is.chat',
  phone: 'cap.is.phone',
};

/** The rows that a workspace can switch on for voice and video, beyond the source. */
export const beyondRows = ['recording', 'speechToText', 'summary'] as const;
export type BeyondRow = (typeof beyondRows)[number];

export function isBeyond(key: string): key is BeyondRow {
  return (beyondRows as readonly string[]).includes(key);
}

/** A row whose name this page does not know yet is shown by its key rather than left out. */
export function rowName(key: string): NameKey | null {
  return names[key] ?? null;
}

export type Cell =
  | { type: 'yes' }
  | { type: 'no' }
  | { type: 'people'; n: number }
  | { type: 'word'; key: ValueKey }
  | { type: 'text'; text: string };

export function cellOf(value: CapabilityRow['voiceAndVideo']): Cell {
  if (typeof value === 'boolean') return { type: value ? 'yes' : 'no' };
  if (typeof value === 'number') return { type: 'people', n: value };
  const key = words[value];
  return key ? { type: 'word', key } : { type: 'text', text: value };
}
