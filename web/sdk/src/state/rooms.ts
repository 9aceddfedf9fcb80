import type { RoomView } from '../api/types';
import { mergeById } from './versions';
import type { World } from './world';

/** Entries of a room that this member has not read. */
export function unreadIn(room: RoomView, me: string): number {
  const read = room.reads.find((one) => one.personId === me)?.position ?? 0;
  return Math.max(0, room.lastPosition - read);
}

/** A room that one was taken out of is told once more, without oneself: then it goes, with what was read of it. */
export function withRoom(world: World, room: RoomView, me: string): World {
  if (!room.members.some((member) => member.id === me)) {
    return {
      ...world,
      rooms: without(world.rooms, room.roomId),
      timelines: without(world.timelines, room.roomId),
    };
  }
  const rooms = mergeById(world.rooms, room.roomId, room);
  return rooms === world.rooms ? world : { ...world, rooms };
}

/** The whole list, as it was read: what it does not name is gone. */
export function withRooms(world: World, listed: readonly RoomView[]): World {
  const rooms: Record<string, RoomView> = {};
  for (const room of listed) {
    const known = world.rooms[room.roomId];
    rooms[room.roomId] = known && known.version > room.version ? known : room;
  }
  return { ...world, rooms, roomsLoaded: true };
}

/** At once on this page; the server's own word follows with a higher version. */
export function withOwnRead(room: RoomView, me: string, position: number): RoomView {
  const others = room.reads.filter((one) => one.personId !== me);
  return { ...room, reads: [...others, { personId: me, position }] };
}

function without<T>(map: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(map).filter(([one]) => one !== key));
}
