import type { Calls, MeetView } from '@meet/sdk';
import { Hand, Mic, MicOff, PhoneCall } from 'lucide-react';
import { Avatar, Button, IconButton } from '../../components/basics';
import { useStore } from '../../components/hooks';
import { useI18n } from '../../i18n/i18n';
import { handOrder } from '../room/layout';
import type { StaffTools } from '../room/MeetRoom';
import { NetworkBars } from '../room/NetworkBars';
import { InviteList } from './InviteList';

/** Who is here, raised hands first and in their order; who rings; whom to fetch. */
export default function PeoplePanel({
  meet,
  calls,
  me,
  staff,
  onAsk,
}: {
  meet: MeetView;
  calls: Calls;
  me: string;
  staff: StaffTools | null;
  onAsk: (asked: Promise<void>) => void;
}) {
  const { t } = useI18n();
  const sources = useStore(calls.sources);
  const qualities = useStore(calls.qualities);
  const local = useStore(calls.local.state);
  const hands = handOrder(meet.participants);
  const nth = (id: string) => hands.get(id) ?? Infinity;
  const here = meet.participants
    .filter((one) => one.state !== 'left')
    .sort((a, b) => (nth(a.person.id) < nth(b.person.id) ? -1 : nth(a.person.id) > nth(b.person.id) ? 1 : 0));
  const rung = meet.rings.filter(
    (ring) => ring.state === 'ringing' && !here.some((one) => one.person.id === ring.person.id),
  );
  return (
    <div className="roster">
      <h3 className="roster__title">{t('inMeet.here', { n: here.length })}</h3>
      <ul data-testid="people-here">
        {here.map(({ person, state }) => {
          const own = person.id === me;
          const muted = own ? !local.mic || local.micError !== null : sources[person.id]?.mic === false;
          const hand = hands.get(person.id);
          return (
            <li key={person.id} className="roster__row" data-testid="person" data-person-id={person.id}>
              <Avatar person={person} size={30} />
              <span className="roster__name">
                <span className="truncate">
                  {own ? t('inMeet.youAre', { name: person.name }) : person.name}
                </span>
                {state !== 'joined' && (
                  <span className="roster__note">
                    {t(state === 'reconnecting' ? 'inMeet.back' : 'meet.joining')}
                  </span>
                )}
              </span>
              {hand !== undefined && (
                <span
                  className="roster__hand tabular"
                  title={t('inMeet.handNth', { name: person.name, n: hand })}
                >
                  <Hand size={14} aria-hidden /> {hand}
                  <span className="sr-only">{t('inMeet.handNth', { name: person.name, n: hand })}</span>
                </span>
              )}
              <NetworkBars level={qualities[person.id] ?? 0} />
              {muted ? (
                <span className="roster__muted">
                  <MicOff size={16} aria-hidden />
                  <span className="sr-only">{t('meet.muted')}</span>
                </span>
              ) : (
                staff &&
                !own && (
                  <IconButton
                    label={t('inMeet.muteOther', { name: person.name })}
                    data-testid="person-mute"
                    onClick={() => {
                      onAsk(calls.commands.mute(person.id));
                    }}
                  >
                    <Mic size={16} aria-hidden />
                  </IconButton>
                )
              )}
            </li>
          );
        })}
      </ul>
      {rung.length > 0 && (
        <>
          <h3 className="roster__title">{t('inMeet.rung')}</h3>
          <ul data-testid="people-rung">
            {rung.map((ring) => (
              <li key={ring.ringId} className="roster__row">
                <Avatar person={ring.person} size={30} />
                <span className="roster__name truncate">{ring.person.name}</span>
                <span className="roster__note">
                  <PhoneCall size={14} aria-hidden />{' '}
                  {t(ring.channel === 'link' ? 'inMeet.byLink' : 'inMeet.rings')}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {staff && meet.place !== 'directMessage' && meet.state === 'live' && (
        <InviteList
          staff={staff}
          taken={[...here.map((one) => one.person.id), ...rung.map((ring) => ring.person.id)]}
          onInvite={(id) => {
            onAsk(calls.commands.invite([id]));
          }}
        />
      )}
      {staff && meet.state === 'live' && here.length > 2 && (
        <Button
          className="roster__all"
          data-testid="people-mute-all"
          onClick={() => {
            for (const { person } of here) {
              if (person.id !== me && sources[person.id]?.mic !== false)
                onAsk(calls.commands.mute(person.id));
            }
          }}
        >
          <MicOff size={15} aria-hidden /> {t('inMeet.muteAll')}
        </Button>
      )}
    </div>
  );
}
