import type { ChatView } from '@meet/sdk';
import type { Key } from '@meet/ui';

export type Obstacle = Exclude<Extract<Key, `chat.meet.${string}`>, `${string}.hint`>;

/** What this page knows of why no Meet can start here, in the order in which it would have to be mended; null when one can. */
export function meetObstacle(chat: ChatView, seat: boolean, busy: boolean): Obstacle | null {
  if (!seat) return 'chat.meet.seat';
  if (chat.source !== 'web') return 'chat.meet.external';
  if (chat.state === 'closed') return 'chat.meet.closed';
  if (!chat.assignee) return 'chat.meet.noAssignee';
  if (chat.liveMeetId) return 'chat.meet.inProgress';
  return busy ? 'chat.meet.busy' : null;
}
