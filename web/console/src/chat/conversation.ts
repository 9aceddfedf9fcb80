import type { ChatEntryView, ChatView, MeetPlace, RoomView } from '@meet/sdk';
import { unreadIn } from '@meet/sdk';
import { meetObstacle, type Obstacle } from './obstacle';
import { chatReadMark, roomReadMark, type ReadMark } from './readMarks';

/** What a timeline has to know of what it shows: a customer chat and a room look alike but for this. */
export interface Conversation {
  id: string;
  /** Where a Meet that is started from here goes on. */
  place: MeetPlace;
  unread: number;
  side: (entry: ChatEntryView) => 'start' | 'end';
  readMark: (entries: readonly ChatEntryView[]) => ReadMark | null;
  /** Why nobody can be called back from here. */
  obstacle: (busy: boolean) => Obstacle | null;
}

export function ofChat(chat: ChatView, seat: boolean): Conversation {
  return {
    id: chat.chatId,
    place: 'customerChat',
    unread: chat.unread,
    side: (entry) => (entry.author?.kind === 'staff' ? 'end' : 'start'),
    readMark: (entries) => chatReadMark(entries, chat.readByOther),
    obstacle: (busy) => meetObstacle(chat, seat, busy),
  };
}

export function ofRoom(room: RoomView, me: string): Conversation {
  return {
    id: room.roomId,
    place: room.kind === 'direct' ? 'directMessage' : 'teamChat',
    unread: unreadIn(room, me),
    side: (entry) => (entry.author?.id === me ? 'end' : 'start'),
    readMark: (entries) => roomReadMark(entries, room.reads, me),
    obstacle: (busy) => (room.liveMeetId ? 'chat.meet.inProgress' : busy ? 'chat.meet.busy' : null),
  };
}
