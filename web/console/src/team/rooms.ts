import type { PersonRef, RoomView } from '@meet/sdk';

/** A direct message is called by the other one's name. */
export function roomTitle(room: RoomView, me: string): string {
  return room.kind === 'team' ? room.name : (otherOf(room, me)?.name ?? room.members[0]?.name ?? '');
}

export function otherOf(room: RoomView, me: string): PersonRef | null {
  return room.members.find((member) => member.id !== me) ?? null;
}

/** The newest conversation first. */
export function byNewest(rooms: Readonly<Record<string, RoomView>>): readonly RoomView[] {
  const at = (room: RoomView) => room.lastEntry?.at ?? room.createdAt;
  return Object.values(rooms).sort((a, b) => at(b).localeCompare(at(a)));
}
