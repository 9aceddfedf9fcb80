import type { RoomView, World } from '@meet/sdk';
import { Avatar, Button, Empty, Skeleton, useI18n, useStorePick } from '@meet/ui';
import { ArrowLeft, Hash, SearchX, Users } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { ofRoom } from '../chat/conversation';
import { MeetMenu } from '../chat/MeetMenu';
import { Timeline } from '../chat/Timeline';
import { TypingLine } from '../chat/TypingLine';
import { useClient } from '../client';
import { MessageBox } from '../compose/MessageBox';
import { hrefOf } from '../shell/route';
import { MembersDialog } from './MembersDialog';
import { otherOf, roomTitle } from './rooms';

/** A room is a chat without a customer: the same timeline and message box, all in the colour of what is internal. */
export function RoomPane({ roomId }: { roomId: string }) {
  const { t } = useI18n();
  const client = useClient();
  const pick = useCallback((world: World) => world.rooms[roomId], [roomId]);
  const room = useStorePick(client.world, pick);
  const loaded = useStorePick(client.world, (world) => world.roomsLoaded);
  const me = client.me.id;
  const people = useMemo(() => room?.members.filter((one) => one.id !== me) ?? [], [room?.members, me]);

  if (!room) {
    return loaded ? (
      <Empty icon={<SearchX size={22} />} title={t('team.gone')} hint={t('team.gone.hint')} />
    ) : (
      <div className="chat" aria-busy="true">
        <div className="chat__head">
          <Skeleton w={160} h={18} />
        </div>
      </div>
    );
  }
  const title = roomTitle(room, me);
  const placeholder = t('team.placeholder', { name: title });
  return (
    <section className="chat" aria-label={title} data-internal data-testid="room">
      <RoomHeader room={room} title={title} />
      <Timeline conversation={ofRoom(room, me)} />
      <TypingLine id={roomId} />
      <div className="composer" data-target="internal">
        <MessageBox
          id={roomId}
          draftKey={roomId}
          internal={false}
          tone="internal"
          placeholder={placeholder}
          people={people}
        />
      </div>
    </section>
  );
}

function RoomHeader({ room, title }: { room: RoomView; title: string }) {
  const { t } = useI18n();
  const client = useClient();
  const other = room.kind === 'direct' ? otherOf(room, client.me.id) : null;
  const presence = useStorePick(client.world, (world) => other && world.presence[other.id]?.state);
  const [members, setMembers] = useState(false);
  return (
    <header className="chat__head">
      <a
        className="icon-btn chat__back"
        href={hrefOf({ page: 'team', roomId: null })}
        aria-label={t('common.back')}
      >
        <ArrowLeft size={18} aria-hidden />
      </a>
      {other ? (
        <Avatar person={other} size={34} presence={presence ?? undefined} />
      ) : (
        <span className="room-icon" aria-hidden>
          <Hash size={18} />
        </span>
      )}
      <div className="chat__who">
        <h2 className="chat__name truncate">{title}</h2>
        <p className="chat__sub truncate">
          <span className="tag tag--internal">{t('chat.internal.tag')}</span>{' '}
          {other && presence ? t(`presence.${presence}`) : t(`ring.where.${placeOf(room)}`)}
        </p>
      </div>
      <div className="chat__actions">
        {room.kind === 'team' && (
          <Button
            onClick={() => {
              setMembers(true);
            }}
            data-testid="room-members"
            aria-label={t('team.members.n', { n: room.members.length })}
          >
            <Users size={15} aria-hidden />
            <span className="tabular">{room.members.length}</span>
          </Button>
        )}
        <MeetMenu id={room.roomId} place={placeOf(room)} label={t('chat.meet')} testId="room-meet-menu" />
      </div>
      <MembersDialog
        room={room}
        open={members}
        onClose={() => {
          setMembers(false);
        }}
      />
    </header>
  );
}

function placeOf(room: RoomView): 'directMessage' | 'teamChat' {
  return room.kind === 'direct' ? 'directMessage' : 'teamChat';
}
