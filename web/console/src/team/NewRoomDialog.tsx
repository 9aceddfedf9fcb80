import { newId, Problem, type RoomKind } from '@meet/sdk';
import { Button, Dialog, Segmented, useI18n, useToasts } from '@meet/ui';
import { useId, useState } from 'react';
import { useClient } from '../client';
import { go } from '../shell/route';
import { PeoplePicker } from './PeoplePicker';

export function NewRoomDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Dialog open={open} onClose={onClose} title={t('team.new')} lead={t('team.new.lead')}>
      <Form onDone={onClose} />
    </Dialog>
  );
}

function Form({ onDone }: { onDone: () => void }) {
  const { t } = useI18n();
  const client = useClient();
  const toasts = useToasts();
  const id = useId();
  const [clientId] = useState(newId);
  const [kind, setKind] = useState<RoomKind>('direct');
  const [name, setName] = useState('');
  const [members, setMembers] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const team = kind === 'team';
  const complete = members.length > 0 && (!team || name.trim() !== '');

  const create = () => {
    setBusy(true);
    client.api.rooms
      .create({ clientId, kind, members, ...(team ? { name: name.trim() } : {}) })
      .then(
        (room) => {
          client.learnRoom(room);
          onDone();
          go({ page: 'team', roomId: room.roomId });
        },
        (error: unknown) => {
          toasts.problem(Problem.of(error));
        },
      )
      .finally(() => {
        setBusy(false);
      });
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (complete && !busy) create();
      }}
    >
      <Segmented<RoomKind>
        label={t('team.kind')}
        value={kind}
        onChange={(next) => {
          setKind(next);
          setMembers([]);
        }}
        options={[
          { value: 'direct', label: t('team.kind.direct') },
          { value: 'team', label: t('team.kind.team') },
        ]}
      />
      {team && (
        <div className="field">
          <label className="field__label" htmlFor={id}>
            {t('team.name')}
          </label>
          <input
            id={id}
            className="input"
            value={name}
            maxLength={80}
            placeholder={t('team.name.example')}
            data-testid="room-name"
            onChange={(event) => {
              setName(event.target.value);
            }}
          />
        </div>
      )}
      <PeoplePicker key={kind} chosen={members} onChange={setMembers} many={team} />
      <div className="form__actions">
        <Button type="submit" tone="internal" disabled={!complete || busy} data-testid="room-create">
          {team ? t('team.create', { n: members.length + 1 }) : t('team.write')}
        </Button>
      </div>
    </form>
  );
}
