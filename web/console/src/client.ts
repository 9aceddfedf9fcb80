import type { MeetClient } from '@meet/sdk';
import { createContext, useContext } from 'react';

export const ClientContext = createContext<MeetClient | null>(null);

export function useClient(): MeetClient {
  const client = useContext(ClientContext);
  if (!client) throw new Error('nobody is signed in');
  return client;
}
