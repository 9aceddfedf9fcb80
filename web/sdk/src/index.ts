export * from './api/types';
export { ApiClient, type ApiOptions } from './api/client';
export { Problem, type ProblemCode } from './api/problem';
export type { ConnectionState } from './hub/connection';
export { HubError, type NetworkLevel, type ReadinessReport, type Sources } from './hub/protocol';
export { maxFileSize } from './api/files';
export { deviceLabel, thisDevice } from './presence/device';
export { Store } from './state/store';
export { emptyTimeline, type Draft, type PendingMessage, type Timeline } from './state/timeline';
export { unreadIn } from './state/rooms';
export type { Typing } from './state/typing';
export type { World } from './state/world';
export { phaseOf, type Call, type CallEnd, type CallPhase } from './call/call';
export type { Calls } from './call/calls';
export {
  canChooseSpeaker,
  chosenDevices,
  lastCaptureFailure,
  noteCaptureFailure,
  listDevices,
  microphonePermission,
  type CaptureError,
  type CaptureFailure,
  type Device,
  type DeviceKind,
  type Devices,
} from './call/devices';
export type { BlurState, Blurrer, LocalState } from './call/localMedia';
export { processing, type Processing } from './call/processing';
export { mark } from './call/marks';
export { speaking } from './call/ownLevel';
export { meetsIamIn } from './call/rejoin';
export { ringLeft, type IncomingRing } from './call/rings';
export { adviceFor, type Advice, type ProblemCategory } from './call/advice';
export { exposeDiagnostics } from './diagnostics';
export { MeetClient } from './meetClient';
export { newId } from './newId';
export { maxFiles, Uploads, type Upload } from './state/uploads';
