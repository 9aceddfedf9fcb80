import { unreadIn, type RoomView } from '@meet/sdk';
import { Avatar, Button, Empty, IconButton, Skeleton, useI18n, useNow, useStorePick } from '@meet/ui';
import { Hash, Phone, Plus, Users } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useClient } from '../client';
import { hrefOf } from '../shell/route';
import { VirtualList } from '../shell/VirtualList';
import { NewRoomDialog } from './NewRoomDialog';
import { byNewest, otherOf, roomTitle } from './rooms';

export function RoomList({ roomId }: { roomId: string | null }) {
  const { t } = useI18n();
  const client = useClient();
  const known = useStorePick(client.world, (world) => world.rooms);
  const loaded = useStorePick(client.world, (world) => world.roomsLoaded);
  const rooms = useMemo(() => byNewest(known), [known]);
  const [creating, setCreating] = useState(false);
  const now = useNow(30_000);
  const create = () => {
    setCreating(true);
  };

  return (
    <section className="list" aria-label={t('team.title')} data-internal>
      <header className="list__head list__head--row">
        <h1 className="list__title">{t('team.title')}</h1>
        <IconButton label={t('team.new')} side="bottom" onClick={create} data-testid="room-new">
          <Plus size={18} aria-hidden />
        </IconButton>
      </header>
      {rooms.length > 0 ? (
        <VirtualList items={rooms} keyOf={(room) => room.roomId} label={t('team.rooms')} rowHeight={66}>
          {(room) => <RoomRow room={room} here={room.roomId === roomId} now={now} />}
        </VirtualList>
      ) : loaded ? (
        <Empty icon={<Users size={22} />} title={t('team.empty.rooms')} hint={t('team.empty.rooms.hint')}>
          <Button tone="internal" onClick={create}>
            {t('team.new')}
          </Button>
        </Empty>
      ) : (
        <div className="form list__wait" aria-busy="true">
          <span className="sr-only">{t('common.loading')}</span>
          {[70, 55, 80, 60].map((width) => (
            <Skeleton key={width} w={`${width}%`} h={32} />
          ))}
        </div>
      )}
      <NewRoomDialog
        open={creating}
        onClose={() => {
          setCreating(false);
        }}
      />
    </section>
  );
}

function RoomRow({ room, here, now }: { room: RoomView; here: boolean; now: number }) {
  const { t, fmt } = useI18n();
  const client = useClient();
  const me = client.me.id;
  const other = room.kind === 'direct' ? otherOf(room, me) : null;
  const presence = useStorePick(client.world, (world) => other && world.presence[other.id]?.state);
  const unread = unreadIn(room, me);
  const at = room.lastEntry?.at ?? room.createdAt;
  return (
    <a
      className="row row--room"
      href={hrefOf({ page: 'team', roomId: room.roomId })}
      aria-current={here ? 'true' : undefined}
      data-testid="room-row"
      data-room-id={room.roomId}
      data-unread={unread > 0 || undefined}
    >
      {other ? (
        <Avatar person={other} size={38} presence={presence ?? undefined} />
      ) : (
        <span className="room-icon" aria-hidden>
          <Hash size={18} />
        </span>
      )}
      <span className="row__lines">
        <span className="row__top">
          <span className="row__name truncate">{roomTitle(room, me)}</span>
          <time className="row__time tabular" dateTime={at} title={fmt.exact(at)}>
            {fmt.short(at, now)}
          </time>
        </span>
        <span className="row__bottom">
          <span className="row__preview truncate" data-tone={room.liveMeetId ? 'live' : undefined}>
            {room.liveMeetId && <Phone size={13} aria-hidden />}
            {preview()}
          </span>
          {unread > 0 && (
            <span className="badge badge--internal" aria-label={t('inbox.unread', { n: unread })}>
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </span>
      </span>
    </a>
  );

  function preview(): string {
    if (room.liveMeetId) return t('inbox.liveMeet');
    const entry = room.lastEntry;
    if (!entry) return t('team.noMessages');
    if (entry.kind !== 'message') return entry.missed ? t('preview.missed') : t('preview.meet');
    const text = entry.text || t('preview.file');
    if (room.kind === 'direct' && entry.author?.id !== me) return text;
    const name = entry.author?.id === me ? t('common.you') : (entry.author?.name ?? '');
    return t('preview.by', { name, text });
  }
}
