import type { PersonRef } from '@meet/sdk';
import { Avatar, Empty, Skeleton, useI18n, useStorePick } from '@meet/ui';
import { Search, UserX } from 'lucide-react';
import { useState } from 'react';
import { useClient } from '../client';
import { VirtualList } from '../shell/VirtualList';
import { useStaff } from '../useStaff';

/** Colleagues to choose from: one, or any number. */
export function PeoplePicker({
  chosen,
  onChange,
  many,
  without = [],
}: {
  chosen: readonly string[];
  onChange: (ids: readonly string[]) => void;
  many: boolean;
  without?: readonly string[];
}) {
  const { t } = useI18n();
  const client = useClient();
  const staff = useStaff();
  const presence = useStorePick(client.world, (world) => world.presence);
  const [q, setQ] = useState('');
  if (!staff) return <Skeleton w="100%" h={160} />;
  const found = staff
    .map((one) => one.person)
    .filter(
      ({ id, name }) =>
        id !== client.me.id && !without.includes(id) && name.toLowerCase().includes(q.trim().toLowerCase()),
    );
  const toggle = (person: PersonRef) => {
    if (!many) onChange([person.id]);
    else if (chosen.includes(person.id)) onChange(chosen.filter((id) => id !== person.id));
    else onChange([...chosen, person.id]);
  };
  return (
    <div className="picker">
      <div className="list__search">
        <Search size={15} aria-hidden />
        <input
          className="list__search-input"
          type="search"
          value={q}
          placeholder={t('team.find')}
          aria-label={t('team.find')}
          onChange={(event) => {
            setQ(event.target.value);
          }}
        />
      </div>
      {found.length === 0 ? (
        <Empty icon={<UserX size={22} />} title={t('team.nobody')} hint={t('team.nobody.hint')} />
      ) : (
        <VirtualList items={found} keyOf={(one) => one.id} label={t('team.people')} rowHeight={44}>
          {(person) => (
            <label className="picker__one" data-testid="person-option">
              <input
                type={many ? 'checkbox' : 'radio'}
                name="person"
                checked={chosen.includes(person.id)}
                onChange={() => {
                  toggle(person);
                }}
              />
              <Avatar person={person} size={28} presence={presence[person.id]?.state} />
              <span className="truncate">{person.name}</span>
            </label>
          )}
        </VirtualList>
      )}
    </div>
  );
}
