import type { MeetPlace } from '@meet/sdk';
import { ChatPane } from '../chat/ChatPane';
import { RoomPane } from '../team/RoomPane';

/** The conversation that a Meet belongs to, next to it. */
export function BesideMeet({ chatId, place }: { chatId: string; place: MeetPlace }) {
  return (
    <div className="meet__chat">
      {place === 'teamChat' || place === 'directMessage' ? (
        <RoomPane roomId={chatId} />
      ) : (
        <ChatPane chatId={chatId} profileShown={false} onProfile={() => undefined} />
      )}
    </div>
  );
}
