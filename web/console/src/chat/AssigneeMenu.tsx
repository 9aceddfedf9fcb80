import { Problem, type ChatView, type StaffMember } from '@meet/sdk';
import { Avatar, Menu, MenuItem, MenuLabel, MenuLine, useI18n, useStorePick, useToasts } from '@meet/ui';
import { ChevronDown, UserMinus } from 'lucide-react';
import { useState } from 'react';
import { useClient } from '../client';
import { useCommand } from './useCommand';

export function AssigneeMenu({ chat }: { chat: ChatView }) {
  const { t } = useI18n();
  const client = useClient();
  const toasts = useToasts();
  const command = useCommand();
  const presence = useStorePick(client.world, (world) => world.presence);
  const [staff, setStaff] = useState<readonly StaffMember[]>([]);

  const load = () => {
    client.api.people.staff().then(
      ({ items }) => {
        setStaff(items);
      },
      (error: unknown) => {
        toasts.problem(Problem.of(error));
      },
    );
  };
  const assign = (staffId: string | null) => {
    const before = chat.assignee?.id ?? null;
    if (staffId === before) return;
    command(client.api.chats.assign(chat.chatId, staffId), (next) => {
      toasts.show({
        tone: 'plain',
        title: next.assignee ? t('chat.assigned', { name: next.assignee.name }) : t('chat.unassigned'),
        action: {
          label: t('common.undo'),
          run: () => {
            command(client.api.chats.assign(chat.chatId, before));
          },
        },
      });
    });
  };

  const others = staff.filter((one) => one.person.id !== client.me.id);
  return (
    <Menu
      onOpenChange={(open) => {
        if (open) load();
      }}
      trigger={
        <button type="button" className="assignee" data-testid="assignee-menu">
          <span className="sr-only">{t('chat.assignee')}:</span>
          <Avatar
            person={chat.assignee}
            size={22}
            presence={chat.assignee ? chat.assigneePresence : undefined}
          />
          <span className="assignee__name truncate">{chat.assignee?.name ?? t('chat.assignee.none')}</span>
          <ChevronDown size={14} aria-hidden />
        </button>
      }
    >
      <MenuLabel>{t('chat.assignee.pick')}</MenuLabel>
      <MenuItem
        icon={<Avatar person={client.me} size={22} />}
        checked={chat.assignee?.id === client.me.id}
        onSelect={() => {
          assign(client.me.id);
        }}
        testId="assign-me"
      >
        {t('chat.assignee.me')}
      </MenuItem>
      {others.map((one) => (
        <MenuItem
          key={one.person.id}
          icon={
            <Avatar person={one.person} size={22} presence={presence[one.person.id]?.state ?? one.presence} />
          }
          checked={chat.assignee?.id === one.person.id}
          unavailable={!one.operatorSeat}
          hint={one.operatorSeat ? undefined : t('team.noSeat')}
          onSelect={() => {
            assign(one.person.id);
          }}
        >
          {one.person.name}
        </MenuItem>
      ))}
      {chat.assignee && (
        <>
          <MenuLine />
          <MenuItem
            icon={<UserMinus size={16} aria-hidden />}
            onSelect={() => {
              assign(null);
            }}
            testId="unassign"
          >
            {t('chat.assignee.remove')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
