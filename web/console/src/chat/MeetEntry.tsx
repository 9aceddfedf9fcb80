import type { ChatEntryView, MeetView, World } from '@meet/sdk';
import { Button, MeetCard, useI18n, useStore, useStorePick } from '@meet/ui';
import { Phone, Video } from 'lucide-react';
import { useCallback } from 'react';
import { useClient } from '../client';
import { hrefOf } from '../shell/route';
import type { Conversation } from './conversation';
import { Delivery } from './Delivery';

/** A Meet in the timeline: how it stands, who was there, how long; a missed one says why and calls back. */
export function MeetEntry({ entry, conversation }: { entry: ChatEntryView; conversation: Conversation }) {
  const { t } = useI18n();
  const client = useClient();
  const meetId = entry.meet?.meetId ?? '';
  const pick = useCallback((world: World) => world.meets[meetId], [meetId]);
  const live = useStorePick(client.world, pick);
  if (!entry.meet) return null;
  const meet = live && live.version > entry.meet.version ? live : entry.meet;
  return (
    <MeetCard
      meet={meet}
      at={entry.at}
      showReason
      side={conversation.side({ ...entry, author: meet.startedBy })}
    >
      <Delivery delivery={entry.delivery} />
      <Action meet={meet} conversation={conversation} />
      <a
        className="link meet-card__more"
        href={hrefOf({ page: 'meets', meetId: meet.meetId })}
        data-testid="meet-history"
      >
        {t('history.open')}
      </a>
    </MeetCard>
  );
}

function Action({ meet, conversation }: { meet: MeetView; conversation: Conversation }) {
  const { t } = useI18n();
  const client = useClient();
  const call = useStore(client.calls.call);
  const busy = call !== null && call.end === null;
  if (meet.state === 'ended') {
    if (meet.endReason !== 'missed') return null;
    if (meet.calledBackBy) return <span className="tag tag--live">{t('entry.calledBack')}</span>;
    const obstacle = conversation.obstacle(busy);
    return (
      <Button
        tone={meet.place === 'customerChat' ? 'primary' : 'internal'}
        disabled={obstacle !== null}
        title={obstacle ? t(obstacle) : undefined}
        data-testid="call-back"
        onClick={() => {
          void client.calls.start(conversation.id, meet.kind === 'phone' ? 'voice' : meet.kind, {
            callbackOf: meet.meetId,
            ...(meet.place === 'customerChat' ? {} : { place: meet.place }),
          });
        }}
      >
        {meet.kind === 'video' ? <Video size={15} aria-hidden /> : <Phone size={15} aria-hidden />}
        {t('entry.callBack')}
      </Button>
    );
  }
  if (call?.meetId === meet.meetId && !call.end) return null;
  const mine = meet.participants.some((one) => one.person.id === client.me.id && one.state !== 'left');
  // A Meet that still rings others is theirs to answer; one that goes on may be entered.
  if (!mine && meet.state !== 'live') return null;
  return (
    <Button
      tone={meet.place === 'customerChat' ? 'primary' : 'internal'}
      disabled={busy}
      data-testid="meet-join"
      onClick={() => {
        void client.calls.join(meet);
      }}
    >
      {t('entry.join')}
    </Button>
  );
}
