import type { StaffMember } from '@meet/sdk';
import { PhoneOutgoing } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Avatar, Button, Skeleton } from '../../components/basics';
import { useI18n } from '../../i18n/i18n';
import type { StaffTools } from '../room/MeetRoom';
import { findColleagues } from './findColleagues';

const most = 8;

/** Fetches colleagues into the Meet: search, then one press each. */
export function InviteList({
  staff,
  taken,
  onInvite,
}: {
  staff: StaffTools;
  taken: readonly string[];
  onInvite: (staffId: string) => void;
}) {
  const { t } = useI18n();
  const [all, setAll] = useState<readonly StaffMember[] | 'failed' | null>(null);
  const [query, setQuery] = useState('');
  const load = useCallback(() => {
    setAll(null);
    staff.colleagues().then(setAll, () => {
      setAll('failed');
    });
  }, [staff]);
  useEffect(load, [load]);
  const found = Array.isArray(all) ? findColleagues(all as readonly StaffMember[], query, taken) : [];
  return (
    <section className="invite">
      <h3 className="roster__title">{t('inMeet.invite')}</h3>
      <input
        type="search"
        className="invite__search"
        placeholder={t('inMeet.invite.search')}
        aria-label={t('inMeet.invite.search')}
        value={query}
        data-testid="invite-search"
        onChange={(event) => {
          setQuery(event.target.value);
        }}
      />
      {all === null && <Skeleton w="100%" h={34} />}
      {all === 'failed' && (
        <p className="roster__note">
          {t('inMeet.invite.failed')} <Button onClick={load}>{t('common.retry')}</Button>
        </p>
      )}
      <ul>
        {found.slice(0, most).map(({ person, presence }) => (
          <li key={person.id} className="roster__row">
            <Avatar person={person} size={30} presence={presence} />
            <span className="roster__name truncate">{person.name}</span>
            <Button
              disabled={presence === 'offline'}
              aria-label={t('inMeet.invite.do', { name: person.name })}
              title={presence === 'offline' ? t('presence.offline') : undefined}
              data-testid="invite-staff"
              data-staff-id={person.id}
              onClick={() => {
                onInvite(person.id);
              }}
            >
              <PhoneOutgoing size={14} aria-hidden /> {t('inMeet.invite.ring')}
            </Button>
          </li>
        ))}
      </ul>
      {Array.isArray(all) && found.length === 0 && <p className="roster__note">{t('inMeet.invite.none')}</p>}
      {found.length > most && (
        <p className="roster__note">{t('inMeet.invite.more', { n: found.length - most })}</p>
      )}
    </section>
  );
}
