import type { ApiClient } from '@meet/sdk';
import type { Handover } from '../guide';

/** The same person in the same Meet in another browser: good for one use and 5 minutes. */
export async function handoverToMeet(api: ApiClient, meetId: string): Promise<Handover> {
  const { token, expiresAt } = await api.session.handover(meetId);
  return { url: `${location.origin}/m#${token}`, until: Date.parse(expiresAt) };
}

/** Before there is a Meet: the page that one is on. In a frame, that is the page around us, as far as it tells. */
export function handoverToPage(): Promise<Handover> {
  const url = window.parent !== window && document.referrer ? document.referrer : location.href;
  return Promise.resolve({ url, until: null });
}
