import type { MeetEvent, MeetView, World } from '@meet/sdk';
import { Button, Empty, Skeleton, talkSeconds, useI18n, useNow, useStorePick } from '@meet/ui';
import { ArrowLeft, Phone, PhoneMissed, SearchX, Video } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useClient } from '../client';
import { hrefOf } from '../shell/route';
import { People } from './People';
import { Rings } from './Rings';
import { storyOf } from './story';

/** One Meet's record: what happened, who was rung on which device, and how each connection was. */
export function MeetPage({ meetId }: { meetId: string }) {
  const { t } = useI18n();
  const { meet, events, gone, retry } = useRecord(meetId);
  if (gone) {
    return (
      <main className="page">
        <Empty icon={<SearchX size={22} />} title={t('story.gone')} hint={t('story.gone.hint')}>
          <Button onClick={retry}>{t('common.retry')}</Button>
        </Empty>
      </main>
    );
  }
  return (
    <main className="page scroll" data-testid="meet-page">
      <div className="page__inner">
        {meet ? <Head meet={meet} /> : <Skeleton w="60%" h={28} />}
        <section className="panel" aria-labelledby="story-rings">
          <h2 className="panel__title" id="story-rings">
            {t('story.rings')}
          </h2>
          {meet ? <Rings rings={meet.rings} /> : <Skeleton w="100%" h={60} />}
        </section>
        <section className="panel" aria-labelledby="story-people">
          <h2 className="panel__title" id="story-people">
            {t('story.people')}
          </h2>
          {meet ? <People people={meet.participants} /> : <Skeleton w="100%" h={60} />}
        </section>
        <section className="panel" aria-labelledby="story-events">
          <h2 className="panel__title" id="story-events">
            {t('story.events')}
          </h2>
          {events ? <Story events={events} /> : <Skeleton w="100%" h={160} />}
        </section>
      </div>
    </main>
  );
}

function useRecord(meetId: string) {
  const client = useClient();
  const pick = useCallback((world: World) => world.meets[meetId], [meetId]);
  const live = useStorePick(client.world, pick);
  const [read, setRead] = useState<MeetView | null>(null);
  const [events, setEvents] = useState<readonly MeetEvent[] | null>(null);
  const [gone, setGone] = useState(false);
  const [again, setAgain] = useState(0);
  useEffect(() => {
    let stale = false;
    setGone(false);
    Promise.all([client.api.meets.get(meetId), client.api.meets.events(meetId)]).then(
      ([meet, history]) => {
        if (stale) return;
        setRead(meet);
        setEvents(history.items);
      },
      () => {
        if (!stale) setGone(true);
      },
    );
    return () => {
      stale = true;
    };
    // Every change of a Meet that goes on is a new event of it.
  }, [client, meetId, live?.version, again]);
  const meet = live && read && live.version > read.version ? live : read;
  const retry = () => {
    setAgain((count) => count + 1);
  };
  return { meet, events, gone: gone && !read, retry };
}

function Head({ meet }: { meet: MeetView }) {
  const { t, fmt } = useI18n();
  const now = useNow(1_000, meet.state === 'live');
  const missed = meet.endReason === 'missed';
  const seconds = talkSeconds(meet, now);
  const inRoom = meet.place === 'teamChat' || meet.place === 'directMessage';
  const Icon = missed ? PhoneMissed : meet.kind === 'video' ? Video : Phone;
  const state = missed
    ? t('entry.missed')
    : meet.state === 'ended'
      ? t('entry.ended')
      : meet.state === 'live'
        ? t('entry.live')
        : t('entry.ringing');
  return (
    <header className="story__head" data-internal={meet.place !== 'customerChat' || undefined}>
      <a
        className="link story__back"
        href={hrefOf(inRoom ? { page: 'team', roomId: meet.chatId } : { page: 'inbox', chatId: meet.chatId })}
      >
        <ArrowLeft size={15} aria-hidden /> {t('story.back')}
      </a>
      <h1 className="page__title">
        <Icon size={20} aria-hidden /> {t(`kind.${meet.kind}`)}{' '}
        <span className={`tag ${missed ? 'tag--danger' : meet.state === 'live' ? 'tag--live' : ''}`}>
          {state}
        </span>
        {meet.place !== 'customerChat' && (
          <span className="tag tag--internal">{t(`ring.where.${meet.place}`)}</span>
        )}
      </h1>
      <p className="page__lead story__lead">
        {t('entry.started', { name: meet.startedBy.name })} ·{' '}
        <time dateTime={meet.startedAt}>{fmt.exact(meet.startedAt)}</time>
        {seconds !== null && ` · ${t('entry.duration', { time: fmt.duration(seconds) })}`}
      </p>
      {missed && meet.missedReason && (
        <p className="story__why" data-testid="missed-reason">
          {t(`missed.${meet.missedReason}`)}
        </p>
      )}
    </header>
  );
}

function Story({ events }: { events: readonly MeetEvent[] }) {
  const { t, fmt } = useI18n();
  return (
    <ol className="story" data-testid="meet-events">
      {storyOf(events, t).map((line) => (
        <li key={line.version} className="story__line" data-tone={line.tone} data-type={line.type}>
          <time className="story__time tabular" dateTime={line.at} title={fmt.exact(line.at)}>
            {fmt.seconds(line.at)}
          </time>
          <span className="story__dot" aria-hidden />
          <span>{line.text}</span>
        </li>
      ))}
    </ol>
  );
}
