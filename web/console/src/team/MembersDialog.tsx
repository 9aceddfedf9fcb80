import { Problem, type RoomView } from '@meet/sdk';
import { Avatar, Button, Dialog, IconButton, useI18n, useStorePick, useToasts } from '@meet/ui';
import { UserMinus, UserPlus } from 'lucide-react';
import { useId, useState } from 'react';
import { useClient } from '../client';
import { PeoplePicker } from './PeoplePicker';

/** Who is in a team chat: any member may rename it, add colleagues, and take them out. */
export function MembersDialog({
  room,
  open,
  onClose,
}: {
  room: RoomView;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useI18n();
  return (
    <Dialog open={open} onClose={onClose} title={t('team.members')}>
      <Members room={room} />
    </Dialog>
  );
}

function Members({ room }: { room: RoomView }) {
  const { t } = useI18n();
  const client = useClient();
  const toasts = useToasts();
  const presence = useStorePick(client.world, (world) => world.presence);
  const id = useId();
  const [name, setName] = useState(room.name);
  const [adding, setAdding] = useState<readonly string[] | null>(null);
  const change = (what: { name?: string; add?: string[]; remove?: string[] }) => {
    client.api.rooms.change(room.roomId, what).then(
      (next) => {
        client.learnRoom(next);
        setAdding(null);
      },
      (error: unknown) => {
        toasts.problem(Problem.of(error));
      },
    );
  };
  return (
    <div className="form">
      <form
        className="field"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) change({ name: name.trim() });
        }}
      >
        <label className="field__label" htmlFor={id}>
          {t('team.name')}
        </label>
        <span className="inline">
          <input
            id={id}
            className="input"
            value={name}
            maxLength={80}
            onChange={(event) => {
              setName(event.target.value);
            }}
          />
          <Button type="submit" disabled={!name.trim() || name.trim() === room.name}>
            {t('common.save')}
          </Button>
        </span>
      </form>
      <ul className="people" aria-label={t('team.members')}>
        {room.members.map((person) => {
          const mine = person.id === client.me.id;
          return (
            <li key={person.id} className="member">
              <Avatar person={person} size={32} presence={presence[person.id]?.state} />
              <span className="member__who truncate">
                {mine ? t('common.youSuffix', { name: person.name }) : person.name}
              </span>
              <IconButton
                label={mine ? t('team.leave') : t('team.remove', { name: person.name })}
                onClick={() => {
                  change({ remove: [person.id] });
                }}
              >
                <UserMinus size={16} aria-hidden />
              </IconButton>
            </li>
          );
        })}
      </ul>
      {adding === null ? (
        <Button
          onClick={() => {
            setAdding([]);
          }}
          data-testid="room-add"
        >
          <UserPlus size={15} aria-hidden /> {t('team.add')}
        </Button>
      ) : (
        <>
          <PeoplePicker
            chosen={adding}
            onChange={setAdding}
            many
            without={room.members.map((one) => one.id)}
          />
          <div className="form__actions">
            <Button
              tone="internal"
              disabled={adding.length === 0}
              onClick={() => {
                change({ add: [...adding] });
              }}
            >
              {t('team.add.n', { n: adding.length })}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
