import { mark, Problem, type IncomingRing } from '@meet/sdk';
import { Avatar, CountdownRing, useI18n, useStorePick, useToasts } from '@meet/ui';
import { handoverToMeet, InAppDialog } from '@meet/ui/customer';
import { inAppBrowser } from '@meet/ui/guide';
import { Check, Phone, Video, X } from 'lucide-react';
import { useId, useLayoutEffect, useRef, useState } from 'react';
import { useClient } from './client';

/** An incoming Meet takes the whole panel. */
export function IncomingScreen({ incoming }: { incoming: IncomingRing }) {
  const { t } = useI18n();
  const client = useClient();
  const toasts = useToasts();
  const offset = useStorePick(client.world, (world) => world.clockOffset);
  const title = useId();
  const accept = useRef<HTMLButtonElement>(null);
  const [leaving, setLeaving] = useState(false);
  const { meet, ring } = incoming;
  const caller = meet.startedBy;

  useLayoutEffect(() => {
    mark('meet:ring-shown', { meetId: meet.meetId });
    accept.current?.focus();
  }, [meet.meetId]);

  const decline = () => {
    client.calls.decline(meet.meetId).catch((error: unknown) => {
      const problem = Problem.of(error);
      if (problem.code !== 'not_ringing') toasts.problem(problem);
    });
  };
  return (
    <main className="ring-page">
      <div
        className="ring"
        role="alertdialog"
        aria-labelledby={title}
        data-testid="incoming-card"
        data-meet-id={meet.meetId}
        onKeyDown={(event) => {
          if (event.key === 'Escape') decline();
        }}
      >
        <p className="ring__kind">
          {meet.kind === 'video' ? <Video size={16} aria-hidden /> : <Phone size={16} aria-hidden />}
          {t('ring.incoming', { kind: t(`kind.${meet.kind}`) })}
        </p>
        <div className="ring__who">
          <span className="ring__face">
            <CountdownRing ring={ring} offset={offset} size={132}>
              <Avatar person={caller} size={112} />
            </CountdownRing>
          </span>
          <h1 id={title}>{caller.name}</h1>
          <p>{client.me.tenantName}</p>
        </div>
        <div className="ring__actions">
          <div>
            <button
              type="button"
              className="answer answer--no"
              aria-label={t('ring.decline')}
              data-testid="incoming-decline"
              onClick={decline}
            >
              <X size={30} aria-hidden />
            </button>
            <span aria-hidden>{t('ring.decline')}</span>
          </div>
          <div>
            <button
              ref={accept}
              type="button"
              className="answer answer--yes"
              aria-label={t('ring.accept')}
              data-testid="incoming-accept"
              onClick={() => {
                if (inAppBrowser(navigator.userAgent)) setLeaving(true);
                else void client.calls.accept(meet);
              }}
            >
              <Check size={30} aria-hidden />
            </button>
            <span aria-hidden>{t('ring.accept')}</span>
          </div>
        </div>
      </div>
      {leaving && (
        <InAppDialog
          inMeet
          handover={() => handoverToMeet(client.api, meet.meetId)}
          onStay={() => {
            setLeaving(false);
            void client.calls.accept(meet);
          }}
          onClose={() => {
            setLeaving(false);
          }}
        />
      )}
    </main>
  );
}
