import type { ChatView } from '@meet/sdk';
import { Menu, MenuItem, MenuLabel, MenuLine, useI18n, useToasts } from '@meet/ui';
import { AlarmClock, AlarmClockOff, CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { useClient } from '../client';
import { SnoozeDialog } from './SnoozeDialog';
import { snoozeTimes } from './snoozeTimes';
import { useCommand } from './useCommand';

export function SnoozeMenu({ chat }: { chat: ChatView }) {
  const { t, fmt } = useI18n();
  const client = useClient();
  const toasts = useToasts();
  const command = useCommand();
  const [times, setTimes] = useState(() => snoozeTimes(new Date(client.now())));
  const [picking, setPicking] = useState(false);

  const wake = () => {
    command(client.api.chats.wake(chat.chatId));
  };
  const snooze = (until: Date) => {
    command(client.api.chats.snooze(chat.chatId, until.toISOString()), () => {
      toasts.show({
        tone: 'plain',
        title: t('snooze.done', { when: fmt.moment(until.toISOString()) }),
        action: { label: t('common.undo'), run: wake },
      });
    });
  };
  const choice = (key: 'hour' | 'tomorrow' | 'monday') => (
    <MenuItem
      icon={<AlarmClock size={16} aria-hidden />}
      hint={fmt.moment(times[key].toISOString())}
      onSelect={() => {
        snooze(times[key]);
      }}
      testId={`snooze-${key}`}
    >
      {t(`snooze.${key}`)}
    </MenuItem>
  );

  return (
    <>
      <Menu
        onOpenChange={(open) => {
          if (!open) return;
          setTimes(snoozeTimes(new Date(client.now())));
        }}
        trigger={
          <button
            type="button"
            className="icon-btn"
            aria-label={t('snooze.menu')}
            title={t('snooze.menu')}
            data-testid="snooze-menu"
          >
            <AlarmClock size={18} aria-hidden />
          </button>
        }
      >
        <MenuLabel>{t('snooze.label')}</MenuLabel>
        {choice('hour')}
        {choice('tomorrow')}
        {choice('monday')}
        <MenuItem
          icon={<CalendarClock size={16} aria-hidden />}
          onSelect={() => {
            setPicking(true);
          }}
          testId="snooze-custom"
        >
          {t('snooze.custom')}
        </MenuItem>
        {chat.snoozedUntil && (
          <>
            <MenuLine />
            <MenuItem icon={<AlarmClockOff size={16} aria-hidden />} onSelect={wake} testId="snooze-wake">
              {t('snooze.wake')}
            </MenuItem>
          </>
        )}
      </Menu>
      <SnoozeDialog
        open={picking}
        onClose={() => {
          setPicking(false);
        }}
        onPick={snooze}
      />
    </>
  );
}
