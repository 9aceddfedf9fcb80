import type { ChatView } from '@meet/sdk';
import { useI18n } from '@meet/ui';
import { Lock, RotateCcw } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useMemo, useState } from 'react';
import { useClient } from '../client';
import { MessageBox } from '../compose/MessageBox';
import { useStaff } from '../useStaff';
import { MeetMenu } from './MeetMenu';
import { useCommand } from './useCommand';

type Target = 'reply' | 'internal';

export function Composer({ chat }: { chat: ChatView }) {
  const { t } = useI18n();
  const client = useClient();
  const command = useCommand();
  const [target, setTarget] = useState<Target>('reply');
  const internal = target === 'internal';
  const staff = useStaff(internal);
  const people = useMemo(
    () =>
      internal ? (staff ?? []).flatMap(({ person }) => (person.id === client.me.id ? [] : [person])) : [],
    [internal, staff, client],
  );
  const closed = !internal && !chat.inputOpen;
  const placeholder = internal
    ? t('chat.placeholder.internal')
    : closed
      ? t('chat.placeholder.closed')
      : t('chat.placeholder.reply', { name: chat.customer.name });

  return (
    <Tabs.Root
      className="composer"
      data-target={target}
      value={target}
      onValueChange={(next) => {
        setTarget(next as Target);
      }}
    >
      <Tabs.List className="composer__tabs" aria-label={t('chat.tabs')}>
        <Tabs.Trigger className="composer__tab" value="reply" data-testid="composer-tab-reply">
          {t('chat.tab.reply')}
        </Tabs.Trigger>
        <Tabs.Trigger className="composer__tab" value="internal" data-testid="composer-tab-internal">
          <Lock size={12} aria-hidden /> {t('chat.tab.internal')}
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content key={target} value={target} className="composer__body" tabIndex={-1}>
        <MessageBox
          key={`${chat.chatId} ${target}`}
          id={chat.chatId}
          draftKey={`${chat.chatId} ${target}`}
          internal={internal}
          tone={internal ? 'internal' : 'primary'}
          placeholder={placeholder}
          people={people}
          extra={
            internal ? (
              <MeetMenu
                id={chat.chatId}
                place="internalConversation"
                label={t('kind.voice')}
                testId="internal-meet-menu"
              />
            ) : undefined
          }
          {...(closed
            ? {
                closed: (
                  <button
                    type="button"
                    className="btn btn--plain"
                    onClick={() => {
                      command(client.api.chats.reopen(chat.chatId));
                    }}
                  >
                    <RotateCcw size={15} aria-hidden /> {t('chat.reopen')}
                  </button>
                ),
              }
            : {})}
        />
      </Tabs.Content>
    </Tabs.Root>
  );
}
