import { useI18n, useStorePick } from '@meet/ui';
import { WifiOff } from 'lucide-react';
import { useClient } from '../client';
import { MeetPage } from '../history/MeetPage';
import { InboxPage } from '../inbox/InboxPage';
import { useCounts } from '../inbox/useCounts';
import { IncomingStack } from '../meet/IncomingStack';
import { MeetElsewhere } from '../meet/MeetElsewhere';
import { MeetWindow } from '../meet/MeetWindow';
import { MentionsPage } from '../mentions/MentionsPage';
import { SettingsPage } from '../settings/SettingsPage';
import { TeamPage } from '../team/TeamPage';
import { Rail } from './Rail';
import { ReadyBanner } from './ReadyBanner';
import { useRoute } from './route';
import { useNotifications } from './useNotifications';
import { useTitle } from './useTitle';

export function Shell({ onSignOut }: { onSignOut: () => void }) {
  const { t } = useI18n();
  const client = useClient();
  const route = useRoute();
  const connection = useStorePick(client.world, (world) => world.connection);
  const counts = useCounts();
  useTitle();
  useNotifications();

  return (
    <div
      className="shell"
      data-page={route.page}
      data-chat={
        (route.page === 'inbox' && route.chatId) || (route.page === 'team' && route.roomId) ? '' : undefined
      }
    >
      <Rail route={route} missed={counts?.missed ?? 0} onSignOut={onSignOut} />
      <div className="shell__main">
        {connection === 'reconnecting' && (
          <p className="shell__notice" role="status">
            <WifiOff size={16} aria-hidden /> {t('connection.reconnecting')}
          </p>
        )}
        {connection === 'over' && (
          <p className="shell__notice" role="alert">
            <WifiOff size={16} aria-hidden /> {t('connection.over')} {t('connection.over.hint')}
          </p>
        )}
        <MeetElsewhere />
        {route.page === 'inbox' && <InboxPage chatId={route.chatId} counts={counts} />}
        {route.page === 'team' && <TeamPage roomId={route.roomId} />}
        {route.page === 'mentions' && <MentionsPage />}
        {route.page === 'settings' && <SettingsPage section={route.section} />}
        {route.page === 'meets' && <MeetPage key={route.meetId} meetId={route.meetId} />}
      </div>
      <ReadyBanner />
      <MeetWindow />
      <IncomingStack />
    </div>
  );
}
