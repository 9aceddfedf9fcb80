import { enc, query, type Send } from './transport';
import type {
  ChatView,
  CustomerContact,
  CustomerProfile,
  Me,
  NewStaff,
  Page,
  Settings,
  SettingsChange,
  StaffMember,
} from './types';

interface CustomerSession {
  token: string;
  expiresAt: string;
  me: Me;
}

export function sessionApi(send: Send) {
  return {
    get: () => send<{ me: Me } | Me>('GET', '/api/session').then(unwrapMe),
    signIn: (email: string, password: string) =>
      send<{ me: Me } | Me>('POST', '/api/session', { email, password }).then(unwrapMe),
    signOut: () => send<undefined>('DELETE', '/api/session'),
    hubTicket: () => send<{ ticket: string; expiresAt: string }>('POST', '/api/session/hub-ticket'),
    startCustomer: (workspace: string, locale: string) =>
      send<CustomerSession>('POST', '/api/customer-session', { workspace, locale }),
    /** Opens the session that a link or a hand-over stands for; `link_not_valid` for all that is not one. */
    openLink: (token: string) =>
      send<CustomerSession & { meetId: string; chatId: string }>('POST', '/api/link-session', { token }),
    /** A token for the same person in another browser: one use, 5 minutes. */
    handover: (meetId: string) =>
      send<{ token: string; expiresAt: string }>('POST', '/api/link-session/handover', { meetId }),
  };
}

export function peopleApi(send: Send) {
  const customer = (id: string) => `/api/chat/customers/${enc(id)}`;
  return {
    staff: () => send<{ items: StaffMember[] }>('GET', '/api/chat/staff'),
    addStaff: (staff: NewStaff) => send<StaffMember>('POST', '/api/chat/staff', staff),
    changeStaff: (id: string, change: { name?: string; operatorSeat?: boolean; admin?: boolean }) =>
      send<StaffMember>('PUT', `/api/chat/staff/${enc(id)}`, change),
    customers: (options: { q?: string; after?: string | null } = {}) =>
      send<Page<CustomerProfile>>('GET', `/api/chat/customers${query(options)}`),
    customer: (id: string) => send<CustomerProfile>('GET', customer(id)),
    changeCustomer: (id: string, contact: CustomerContact) =>
      send<CustomerProfile>('PUT', customer(id), contact),
    chatsOf: (id: string) => send<{ items: ChatView[] }>('GET', `${customer(id)}/chats`),
    /** The customer's own; only what is given changes. */
    changeMe: (change: { name?: string; email?: string | null; phone?: string | null }) =>
      send<{ name: string; email: string | null; phone: string | null }>('PUT', '/api/chat/me', change),
  };
}

export function settingsApi(send: Send) {
  return {
    get: () => send<Settings>('GET', '/api/chat/settings'),
    change: (change: SettingsChange) => send<Settings>('PUT', '/api/chat/settings', change),
    /** Told once, never again. */
    newWebhookSecret: () => send<{ secret: string }>('POST', '/api/chat/settings/webhook-secret'),
  };
}

function unwrapMe(answer: { me: Me } | Me): Me {
  return 'me' in answer ? answer.me : answer;
}
