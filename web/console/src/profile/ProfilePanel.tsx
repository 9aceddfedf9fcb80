import type { CustomerProfile, World } from '@meet/sdk';
import { Avatar, IconButton, PresenceDot, Skeleton, useI18n, useNow, useStorePick } from '@meet/ui';
import { X } from 'lucide-react';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useClient } from '../client';
import { Contact } from './Contact';
import { History } from './History';
import { ProfileMeet } from './ProfileMeet';

export function ProfilePanel({ chatId, onClose }: { chatId: string; onClose: () => void }) {
  const { lang, t, fmt } = useI18n();
  const client = useClient();
  const now = useNow(30_000);
  const pick = useCallback((world: World) => world.chats[chatId], [chatId]);
  const chat = useStorePick(client.world, pick);
  const customerId = chat?.customer.id;
  const [profile, setProfile] = useState<CustomerProfile | null>(null);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (!customerId) return;
    let stale = false;
    setProfile(null);
    setFailed(false);
    client.api.people.customer(customerId).then(
      (found) => {
        if (!stale) setProfile(found);
      },
      () => {
        if (!stale) setFailed(true);
      },
    );
    return () => {
      stale = true;
    };
  }, [client, customerId]);

  if (!chat) return null;
  const when = (at: string) => (
    <time dateTime={at} title={fmt.exact(at)}>
      {fmt.ago(at, now)}
    </time>
  );
  return (
    <aside className="profile" aria-label={t('profile.title')}>
      <header className="profile__head">
        <h2>{t('profile.title')}</h2>
        <IconButton label={t('common.close')} side="bottom" onClick={onClose}>
          <X size={18} aria-hidden />
        </IconButton>
      </header>
      <div className="profile__body scroll">
        <div className="profile__card">
          <Avatar person={chat.customer} size={64} presence={chat.customerPresence} />
          <p className="profile__name">{profile?.person.name ?? chat.customer.name}</p>
          <p className="profile__presence">
            <PresenceDot state={chat.customerPresence} /> {t(`presence.${chat.customerPresence}`)}
          </p>
          <ProfileMeet customer={chat.customer} />
        </div>
        <dl className="profile__list">
          <Row label={t('profile.source')}>{t(`source.${chat.source}`)}</Row>
          <Row label={t('profile.chatSince')}>{when(chat.createdAt)}</Row>
          {profile && (
            <>
              <Row label={t('profile.firstSeen')}>{when(profile.firstSeenAt)}</Row>
              <Row label={t('profile.lastSeen')}>{when(profile.lastSeenAt)}</Row>
              {profile.locale && <Row label={t('profile.locale')}>{languageName(profile.locale, lang)}</Row>}
            </>
          )}
        </dl>
        {profile && (
          <>
            <h3 className="profile__section">{t('contact.title')}</h3>
            <Contact key={profile.person.id} profile={profile} onChange={setProfile} />
          </>
        )}
        <h3 className="profile__section">{t('profile.fields')}</h3>
        {profile ? (
          <dl className="profile__list">
            {profile.fields.map((field) => (
              <Row key={field.label} label={field.label}>
                {field.value}
              </Row>
            ))}
            {profile.fields.length === 0 && <Row label={t('profile.noFields')}>{null}</Row>}
          </dl>
        ) : failed ? (
          <p className="profile__none">{t('profile.error')}</p>
        ) : (
          <div className="profile__list" aria-busy="true">
            <Skeleton w="80%" h={14} />
            <Skeleton w="60%" h={14} />
          </div>
        )}
        <History
          customerId={chat.customer.id}
          chatId={chatId}
          since={`${chat.liveMeetId ?? ''} ${chat.missedMeetId ?? ''} ${chat.state}`}
        />
      </div>
    </aside>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="profile__row">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A language tag in words; one that the browser does not know stays as it is. */
function languageName(tag: string, lang: string): string {
  try {
    return new Intl.DisplayNames([lang], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
