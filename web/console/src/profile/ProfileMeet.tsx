import { newId, Problem, type MeetKind, type PersonRef } from '@meet/sdk';
import { Menu, MenuItem, useI18n, useStore, useToasts } from '@meet/ui';
import { ChevronDown, Phone, Video } from 'lucide-react';
import { useClient } from '../client';
import { go } from '../shell/route';

/** PRODUCT rule 2: a Meet from the profile begins a new chat, assigned to whoever starts it. */
export function ProfileMeet({ customer }: { customer: PersonRef }) {
  const { t } = useI18n();
  const client = useClient();
  const toasts = useToasts();
  const call = useStore(client.calls.call);
  const busy = call !== null && call.end === null;
  const reason = !client.me.operatorSeat
    ? `${t('problem.no_operator_seat')} ${t('next.askAdmin')}`
    : busy
      ? t('chat.meet.busy')
      : null;
  const start = (kind: MeetKind) => {
    client.api.chats.forCustomer(customer.id, newId()).then(
      (chat) => {
        client.learn([chat]);
        go({ page: 'inbox', chatId: chat.chatId });
        void client.calls.start(chat.chatId, kind);
      },
      (error: unknown) => {
        toasts.problem(Problem.of(error));
      },
    );
  };
  return (
    <Menu
      align="center"
      trigger={
        <button type="button" className="btn btn--plain" data-testid="profile-meet">
          <Phone size={15} aria-hidden />
          {t('chat.meet')}
          <ChevronDown size={14} aria-hidden />
        </button>
      }
    >
      <p className="menu__note">{t('profile.meet.note')}</p>
      <MenuItem
        icon={<Phone size={17} aria-hidden />}
        hint={reason ?? t('chat.meet.voice.hint')}
        unavailable={reason !== null}
        onSelect={() => {
          start('voice');
        }}
        testId="profile-meet-voice"
      >
        {t('kind.voice')}
      </MenuItem>
      <MenuItem
        icon={<Video size={17} aria-hidden />}
        hint={reason ?? t('chat.meet.video.hint')}
        unavailable={reason !== null}
        onSelect={() => {
          start('video');
        }}
        testId="profile-meet-video"
      >
        {t('kind.video')}
      </MenuItem>
    </Menu>
  );
}
