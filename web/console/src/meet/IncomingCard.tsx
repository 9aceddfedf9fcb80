import { mark, Problem, type CustomerProfile, type IncomingRing } from '@meet/sdk';
import { Avatar, CountdownRing, Tip, useI18n, useStorePick, useToasts } from '@meet/ui';
import { Check, Phone, Video, X } from 'lucide-react';
import { useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useClient } from '../client';
import { go } from '../shell/route';

export function IncomingCard({ incoming, first }: { incoming: IncomingRing; first: boolean }) {
  const { t } = useI18n();
  const client = useClient();
  const toasts = useToasts();
  const { meet, ring } = incoming;
  const caller = meet.startedBy;
  const offset = useStorePick(client.world, (world) => world.clockOffset);
  const room = useStorePick(client.world, (world) => world.rooms[meet.chatId]);
  const fields = useProfileFields(caller.kind === 'customer' ? caller.id : null);
  const accept = useRef<HTMLButtonElement>(null);
  const title = useId();
  const details = useId();

  useLayoutEffect(() => {
    mark('meet:ring-shown', { meetId: meet.meetId });
  }, [meet.meetId]);

  const onAccept = useCallback(() => {
    const inRoom = meet.place === 'teamChat' || meet.place === 'directMessage';
    go(inRoom ? { page: 'team', roomId: meet.chatId } : { page: 'inbox', chatId: meet.chatId });
    void client.calls.accept(meet);
  }, [client, meet]);
  const onDecline = useCallback(() => {
    client.calls.decline(meet.meetId).catch((error: unknown) => {
      const problem = Problem.of(error);
      if (problem.code !== 'not_ringing') toasts.problem(problem);
    });
  }, [client, meet.meetId, toasts]);

  // The card takes the focus only from nobody: an agent who is typing goes on, Escape in a menu closes the menu.
  useEffect(() => {
    if (first && (document.activeElement === document.body || document.activeElement === null)) {
      accept.current?.focus();
    }
  }, [first]);
  useEffect(() => {
    if (!first) return;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      const inCard = target?.closest('.incoming') !== null;
      const free = target === null || target === document.body;
      if (event.defaultPrevented || (!inCard && !free)) return;
      if (event.key === 'Escape') onDecline();
      else if (event.key === 'Enter' && !(target instanceof HTMLButtonElement)) onAccept();
    };
    globalThis.addEventListener('keydown', onKey);
    return () => {
      globalThis.removeEventListener('keydown', onKey);
    };
  }, [first, onAccept, onDecline]);

  return (
    <section
      className="card"
      role="alertdialog"
      aria-labelledby={title}
      aria-describedby={details}
      data-testid="incoming-card"
      data-meet-id={meet.meetId}
      data-internal={meet.place !== 'customerChat' || undefined}
    >
      <div className="card__top">
        <CountdownRing ring={ring} offset={offset} size={56}>
          <Avatar person={caller} size={46} />
        </CountdownRing>
        <div className="card__who">
          <p className="card__kind">
            {meet.kind === 'video' ? <Video size={13} aria-hidden /> : <Phone size={13} aria-hidden />}
            {t('ring.incoming', { kind: t(`kind.${meet.kind}`) })}
          </p>
          <h2 className="card__name truncate" id={title}>
            {caller.name}
          </h2>
          <p className="card__where truncate">
            {t(`ring.where.${meet.place}`)}
            {room?.name && ` · ${room.name}`}
            {meet.callbackOf && ` · ${t('entry.calledBack')}`}
          </p>
        </div>
        <div className="card__actions">
          <Tip text={t('ring.decline')}>
            <button
              type="button"
              className="answer answer--no"
              aria-label={t('ring.decline')}
              data-testid="incoming-decline"
              onClick={onDecline}
            >
              <X size={22} aria-hidden />
            </button>
          </Tip>
          <Tip text={t('ring.accept')}>
            <button
              ref={accept}
              type="button"
              className="answer answer--yes"
              aria-label={t('ring.accept')}
              data-testid="incoming-accept"
              onClick={onAccept}
            >
              <Check size={22} aria-hidden />
            </button>
          </Tip>
        </div>
      </div>
      {fields.length > 0 && (
        <dl className="card__fields">
          {fields.map((field) => (
            <div key={field.label}>
              <dt>{field.label}</dt>
              <dd className="truncate">{field.value}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className={first ? 'card__keys' : 'sr-only'} id={details}>
        {t('ring.keys')}
      </p>
    </section>
  );
}

function useProfileFields(customerId: string | null): CustomerProfile['fields'] {
  const client = useClient();
  const [fields, setFields] = useState<CustomerProfile['fields']>([]);
  useEffect(() => {
    if (customerId === null) return;
    client.api.people.customer(customerId).then(
      (profile) => {
        setFields(profile.fields.slice(0, 3));
      },
      () => undefined,
    );
  }, [client, customerId]);
  return fields;
}
