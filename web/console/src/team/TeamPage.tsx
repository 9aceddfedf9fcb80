import { Empty, useI18n } from '@meet/ui';
import { MessagesSquare } from 'lucide-react';
import { RoomList } from './RoomList';
import { RoomPane } from './RoomPane';

export function TeamPage({ roomId }: { roomId: string | null }) {
  const { t } = useI18n();
  return (
    <div className="inbox">
      <RoomList roomId={roomId} />
      <main className="inbox__chat">
        {roomId ? (
          <RoomPane key={roomId} roomId={roomId} />
        ) : (
          <Empty icon={<MessagesSquare size={22} />} title={t('team.none')} hint={t('team.none.hint')} />
        )}
      </main>
    </div>
  );
}
