import type { Call } from '@meet/sdk';
import { MeetRoom, MeetStatus, useI18n, useStorePick, type StaffTools } from '@meet/ui';
import { useMemo, useState } from 'react';
import { useClient } from '../client';
import { go } from '../shell/route';
import { otherOf, roomTitle } from '../team/rooms';
import { BesideMeet } from './BesideMeet';
import { useDrag } from './useDrag';
import { WindowHead, type WindowSize } from './WindowHead';

/** A Meet that goes on: floats over the console, folds to a bar, or takes the whole page with its chat beside it. */
export function LiveWindow({ call }: { call: Call }) {
  const { t } = useI18n();
  const client = useClient();
  const [size, setSize] = useState<WindowSize>('floating');
  const { element, pointer, onKeyDown, style } = useDrag();
  const offset = useStorePick(client.world, (world) => world.clockOffset);
  const chat = useStorePick(client.world, (world) => world.chats[call.chatId]);
  const room = useStorePick(client.world, (world) => world.rooms[call.chatId]);
  const staff = useMemo<StaffTools>(
    () => ({ colleagues: async () => (await client.api.people.staff()).items }),
    [client],
  );
  const { meet } = call;
  const others =
    meet?.participants.filter((one) => one.person.id !== client.me.id && one.state !== 'left') ?? [];
  const rung = meet?.rings.find((one) => one.person.id !== client.me.id)?.person;
  const expected = room ? otherOf(room, client.me.id) : (chat?.customer ?? null);
  const other = others[0]?.person ?? rung ?? expected;
  const place =
    meet?.place ?? (room ? (room.kind === 'team' ? 'teamChat' : 'directMessage') : 'customerChat');
  const internal = place !== 'customerChat';
  const name = (room ? roomTitle(room, client.me.id) : other?.name) ?? t('chat.meet');
  const full = size === 'full';

  return (
    <section
      ref={element}
      className="meet"
      style={full ? undefined : style}
      aria-label={internal ? `${t('inMeet.internal')} — ${name}` : t('meet.window', { name })}
      data-testid="meet-window"
      data-small={size === 'bar' || undefined}
      data-full={full || undefined}
      data-internal={internal || undefined}
      data-kind={call.kind}
    >
      <WindowHead
        name={name}
        internal={internal}
        size={size}
        people={meet ? others.length + 1 : null}
        onSize={setSize}
        drag={full ? null : { pointer, onKeyDown }}
      >
        <MeetStatus call={call} offset={offset} />
      </WindowHead>
      <div className="meet__room">
        <MeetRoom
          calls={client.calls}
          call={call}
          me={client.me.id}
          other={other}
          staff={staff}
          compact={size === 'bar'}
          chat={full ? <BesideMeet chatId={call.chatId} place={place} /> : null}
          onChat={() => {
            go(
              place === 'teamChat' || place === 'directMessage'
                ? { page: 'team', roomId: call.chatId }
                : { page: 'inbox', chatId: call.chatId },
            );
          }}
        />
      </div>
    </section>
  );
}
