import type { HubClient } from '../hub/connection';
import type { Store } from '../state/store';
import type { Call, CallEvent } from './call';

/** What the parts of a call share: the hub, the call's facts, and a way to say what happened to it. */
export interface CallContext {
  readonly hub: HubClient;
  readonly call: Store<Call | null>;
  /** `key`: which call it happened to. What happened to an older one is dropped. */
  readonly dispatch: (key: number, event: CallEvent) => void;
}
