import { ApiClient, MeetClient, Problem } from '@meet/sdk';
import { remember, type Remembered } from './memory';

export interface Opened {
  client: MeetClient;
  meetId: string;
  chatId: string;
}

/** Opens what the tab remembers. `link_not_valid` alike for all that opens nothing; others may work a moment later. */
export async function openSession(what: Remembered | null, onOver: () => void): Promise<Opened> {
  if (what === null) throw new Problem('link_not_valid', 404, 'there is no link');
  let token = 'token' in what ? what.token : null;
  const api = new ApiClient({ token: () => token, onSignedOut: onOver });
  if ('token' in what) {
    const { meetId, chatId } = what;
    return { client: new MeetClient(api, await api.session.get()), meetId, chatId };
  }
  const { meetId, chatId, me, ...session } = await api.session.openLink(what.link);
  token = session.token;
  remember({ token, meetId, chatId });
  return { client: new MeetClient(api, me), meetId, chatId };
}
