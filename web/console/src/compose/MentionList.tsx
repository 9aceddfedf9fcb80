import { Avatar, useI18n, useStorePick } from '@meet/ui';
import { useClient } from '../client';
import type { MentionPicker } from './useMentionPicker';

export const optionId = (id: string, index: number) => `${id}-${index}`;

export function MentionList({ picker, id }: { picker: MentionPicker; id: string }) {
  const { t } = useI18n();
  const client = useClient();
  const presence = useStorePick(client.world, (world) => world.presence);
  if (picker.found.length === 0) return null;
  return (
    <ul className="mentions" id={id} role="listbox" aria-label={t('mention.pick')} data-testid="mention-list">
      {picker.found.map((person, index) => (
        <li
          key={person.id}
          id={optionId(id, index)}
          role="option"
          aria-selected={index === picker.at}
          className="mentions__one"
          data-testid="mention-option"
          onMouseDown={(event) => {
            // The text keeps the focus.
            event.preventDefault();
            picker.pick(person);
          }}
        >
          <Avatar person={person} size={24} presence={presence[person.id]?.state} />
          <span className="truncate">{person.name}</span>
        </li>
      ))}
    </ul>
  );
}
