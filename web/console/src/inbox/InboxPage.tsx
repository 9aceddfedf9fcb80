import type { ChatCounts, ChatListView } from '@meet/sdk';
import { Empty, useI18n, useMedia } from '@meet/ui';
import { MessagesSquare } from 'lucide-react';
import { useState } from 'react';
import { ChatPane } from '../chat/ChatPane';
import { ProfilePanel } from '../profile/ProfilePanel';
import { InboxList } from './InboxList';

export function InboxPage({ chatId, counts }: { chatId: string | null; counts: ChatCounts | null }) {
  const { t } = useI18n();
  const [view, setView] = useState<ChatListView>('mine');
  const wide = useMedia('(min-width: 1180px)');
  const [profile, setProfile] = useState<boolean | null>(null);
  const showProfile = profile ?? wide;

  return (
    <div className="inbox">
      <InboxList view={view} onView={setView} chatId={chatId} counts={counts} />
      <main className="inbox__chat">
        {chatId ? (
          <ChatPane
            key={chatId}
            chatId={chatId}
            profileShown={showProfile}
            onProfile={() => {
              setProfile(!showProfile);
            }}
          />
        ) : (
          <Empty icon={<MessagesSquare size={22} />} title={t('inbox.none')} hint={t('inbox.none.hint')} />
        )}
      </main>
      {chatId && showProfile && (
        <ProfilePanel
          chatId={chatId}
          onClose={() => {
            setProfile(false);
          }}
        />
      )}
    </div>
  );
}
