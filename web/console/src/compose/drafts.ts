import { Uploads, type MeetClient, type PersonRef } from '@meet/sdk';

/** What was begun and not sent: it is there again when the agent comes back to the conversation. */
export interface Begun {
  text: string;
  picked: readonly PersonRef[];
  uploads: Uploads;
}

const begun = new Map<string, Begun>();

export function draftOf(client: MeetClient, key: string): Begun {
  let draft = begun.get(key);
  if (!draft) {
    const uploads = new Uploads((file, options) => client.api.files.upload(file, file.name, options));
    begun.set(key, (draft = { text: '', picked: [], uploads }));
  }
  return draft;
}
