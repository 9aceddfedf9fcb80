import { enc, query, type Send } from './transport';
import type {
  ChatCounts,
  ChatEntryView,
  ChatListView,
  ChatView,
  EntryPage,
  MentionPage,
  NewMessage,
  NewRoom,
  Page,
  RoomView,
} from './types';

interface PageOptions {
  before?: number | null;
  limit?: number;
}

export function chatsApi(send: Send) {
  const at = (chatId: string) => `/api/chat/chats/${enc(chatId)}`;
  return {
    list: (options: { view?: ChatListView; q?: string; after?: string | null; limit?: number } = {}) =>
      send<Page<ChatView>>('GET', `/api/chat/chats${query(options)}`),
    counts: () => send<ChatCounts>('GET', '/api/chat/chats/counts'),
    create: (clientId: string, text: string) =>
      send<{ chat: ChatView; entry: ChatEntryView }>('POST', '/api/chat/chats', { clientId, text }),
    /** A new chat with no message, assigned to whoever asks (PRODUCT rule 2). */
    forCustomer: (customerId: string, clientId: string) =>
      send<ChatView>('POST', '/api/chat/chats/for-customer', { customerId, clientId }),
    get: (chatId: string) => send<ChatView>('GET', at(chatId)),
    entries: (chatId: string, options: PageOptions = {}) =>
      send<EntryPage>('GET', `${at(chatId)}/entries${query({ ...options })}`),
    send: (chatId: string, message: NewMessage) =>
      send<ChatEntryView>('POST', `${at(chatId)}/messages`, message),
    read: (chatId: string, position: number) => send<undefined>('POST', `${at(chatId)}/read`, { position }),
    typing: (chatId: string, internal = false) =>
      send<undefined>('POST', `${at(chatId)}/typing`, internal ? { internal } : {}),
    assign: (chatId: string, staffId: string | null) =>
      send<ChatView>('PUT', `${at(chatId)}/assignee`, { staffId }),
    close: (chatId: string) => send<ChatView>('POST', `${at(chatId)}/close`),
    reopen: (chatId: string) => send<ChatView>('POST', `${at(chatId)}/reopen`),
    /** One minute to 60 days ahead. */
    snooze: (chatId: string, until: string) => send<ChatView>('POST', `${at(chatId)}/snooze`, { until }),
    wake: (chatId: string) => send<ChatView>('POST', `${at(chatId)}/wake`),
  };
}

export function mentionsApi(send: Send) {
  return {
    list: (options: { after?: string | null; limit?: number } = {}) =>
      send<MentionPage>('GET', `/api/chat/mentions${query(options)}`),
    readAll: () => send<undefined>('POST', '/api/chat/mentions/read', {}),
  };
}

/** Team chats and direct messages: staff only, members only. */
export function roomsApi(send: Send) {
  const at = (roomId: string) => `/api/chat/rooms/${enc(roomId)}`;
  return {
    list: () => send<{ items: RoomView[] }>('GET', '/api/chat/rooms'),
    create: (room: NewRoom) => send<RoomView>('POST', '/api/chat/rooms', room),
    change: (roomId: string, change: { name?: string; add?: string[]; remove?: string[] }) =>
      send<RoomView>('PUT', at(roomId), change),
    get: (roomId: string) => send<RoomView>('GET', at(roomId)),
    entries: (roomId: string, options: PageOptions = {}) =>
      send<EntryPage>('GET', `${at(roomId)}/entries${query({ ...options })}`),
    send: (roomId: string, message: NewMessage) =>
      send<ChatEntryView>('POST', `${at(roomId)}/messages`, message),
    read: (roomId: string, position: number) => send<undefined>('POST', `${at(roomId)}/read`, { position }),
    typing: (roomId: string) => send<undefined>('POST', `${at(roomId)}/typing`, {}),
  };
}
