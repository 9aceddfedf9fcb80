import { enc, query, type Send } from './transport';
import type {
  Capabilities,
  DeviceRef,
  JoinedMeet,
  MeetEvent,
  MeetKind,
  MeetOffer,
  MeetPlace,
  MeetView,
  StartedMeet,
  StartOptions,
} from './types';

export function meetsApi(send: Send) {
  const command = <T>(id: string, name: string, body?: unknown) =>
    send<T>('POST', `/api/meets/${enc(id)}/${name}`, body);
  return {
    /** For a team chat or a direct message `chatId` is the room's id. */
    start: (chatId: string, kind: MeetKind, options: StartOptions = {}) =>
      send<StartedMeet>('POST', '/api/meets', { chatId, kind, ...options }),
    get: (id: string) => send<MeetView>('GET', `/api/meets/${enc(id)}`),
    ofChat: (chatId: string) => send<{ items: MeetView[] }>('GET', `/api/meets${query({ chatId })}`),
    ofCustomer: (customerId: string) =>
      send<{ items: MeetView[] }>('GET', `/api/meets${query({ customerId })}`),
    events: (id: string) => send<{ items: MeetEvent[] }>('GET', `/api/meets/${enc(id)}/events`),
    offers: (chatId: string, place?: MeetPlace) =>
      send<{ items: MeetOffer[] }>('GET', `/api/meets/offers${query({ chatId, place })}`),
    capabilities: () => send<Capabilities>('GET', '/api/meets/capabilities'),
    accept: (id: string, device?: DeviceRef) => command<JoinedMeet>(id, 'accept', device),
    join: (id: string) => command<JoinedMeet>(id, 'join'),
    decline: (id: string, device?: DeviceRef) => command<{ meet: MeetView }>(id, 'decline', device),
    /** This device rings now; the same one again changes nothing. */
    rang: (id: string, device: DeviceRef) => command<{ meet: MeetView }>(id, 'rang', device),
    cancel: (id: string) => command<{ meet: MeetView }>(id, 'cancel'),
    leave: (id: string) => command<{ meet: MeetView }>(id, 'leave'),
    video: (id: string) => command<{ meet: MeetView }>(id, 'video'),
    /** 1 to 50 team members. */
    invite: (id: string, staffIds: readonly string[]) =>
      command<{ meet: MeetView }>(id, 'invite', { staffIds }),
    /** Over for all. */
    end: (id: string) => command<{ meet: MeetView }>(id, 'end'),
    /** Asks one participant's page to mute; whoever it is may unmute again. */
    mute: (id: string, personId: string) => command<{ meet: MeetView }>(id, 'mute', { personId }),
    hand: (id: string, raised: boolean) => command<{ meet: MeetView }>(id, 'hand', { raised }),
    failure: (id: string, reason: 'microphoneBlocked' | 'connectionFailed') =>
      command<{ meet: MeetView }>(id, 'failure', { reason }),
  };
}
