import { Problem, type MeetView, type PersonRef } from '@meet/sdk';
import { Avatar, Button, CountdownRing, useI18n, useStore, useStorePick, useToasts } from '@meet/ui';
import { handoverToMeet, useClient } from '@meet/ui/customer';
import { inAppBrowser } from '@meet/ui/guide';
import { Phone, Video } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Opening } from './App';
import { DeviceCheck } from './DeviceCheck';
import { Frame } from './Frame';

const InAppGuide = lazy(() => import('@meet/ui/guide/InAppGuide'));
const PermissionGuide = lazy(() => import('@meet/ui/guide/PermissionGuide'));

/** Who calls, one big button, and below it whether one will be heard. */
export function Door({
  meet,
  ring,
  assignee,
}: {
  meet: MeetView;
  ring: boolean;
  assignee: PersonRef | null;
}) {
  const { t } = useI18n();
  const client = useClient();
  const toasts = useToasts();
  const { calls } = client;
  const local = useStore(calls.local.state);
  const offset = useStorePick(client.world, (world) => world.clockOffset);
  const [outside, setOutside] = useState(() => inAppBrowser(navigator.userAgent) !== null);
  const [blocked, setBlocked] = useState<'microphone' | 'camera' | null>(null);
  const [camera, setCamera] = useState(meet.kind === 'video');
  const caller = meet.startedBy.kind === 'staff' ? meet.startedBy : (assignee ?? meet.startedBy);
  const company = client.me.tenantName;
  const mine = meet.rings.find((one) => one.person.id === client.me.id && one.state === 'ringing');

  // The microphone first: who cannot be heard must not be counted as having answered.
  const enter = async () => {
    const track = await calls.local.openMic();
    if (!track) {
      setBlocked('microphone');
      return;
    }
    setBlocked(null);
    await (ring ? calls.accept(meet, camera) : calls.join(meet, true, camera));
  };
  const decline = () => {
    calls.decline(meet.meetId).catch((error: unknown) => {
      toasts.problem(Problem.of(error));
    });
  };

  if (outside) {
    return (
      <Frame title={company}>
        <h1 className="guided__title">{t('guide.inApp')}</h1>
        <Suspense fallback={<Opening />}>
          <InAppGuide
            inMeet
            handover={() => handoverToMeet(client.api, meet.meetId)}
            onStay={() => {
              setOutside(false);
            }}
          />
        </Suspense>
      </Frame>
    );
  }
  if (blocked) {
    return (
      <Frame title={company}>
        <h1 className="guided__title">{t(`guide.title.${blocked}`)}</h1>
        <Suspense fallback={<Opening />}>
          <PermissionGuide
            device={blocked}
            inMeet
            onRetry={async () => {
              const track = await (blocked === 'camera' ? calls.local.openCamera() : calls.local.openMic());
              if (track) setBlocked(null);
              return track !== null;
            }}
          />
        </Suspense>
        <Button
          tone="ghost"
          wide
          onClick={() => {
            setBlocked(null);
          }}
        >
          {t('common.back')}
        </Button>
      </Frame>
    );
  }
  return (
    <Frame title={company}>
      <div className="door" data-testid="link-door" data-ring={ring}>
        {mine ? (
          <CountdownRing ring={mine} offset={offset} size={124}>
            <Avatar person={caller} size={104} />
          </CountdownRing>
        ) : (
          <Avatar person={caller} size={104} />
        )}
        <h1>{t('link.waiting', { name: caller.name })}</h1>
        <p>{ring ? t('link.from', { company, kind: t(`kind.${meet.kind}`) }) : t('link.goesOn')}</p>
        <button
          type="button"
          className="door__go"
          disabled={local.asking}
          data-testid="link-enter"
          onClick={() => void enter()}
        >
          {camera ? <Video size={22} aria-hidden /> : <Phone size={22} aria-hidden />}
          {ring ? t('link.answer') : t('link.join')}
        </button>
        <p className="door__note">{t('link.note')}</p>
      </div>
      <DeviceCheck video={meet.kind === 'video'} onCamera={setCamera} onBlocked={setBlocked} />
      {ring && (
        <Button tone="ghost" wide onClick={decline} data-testid="link-decline">
          {t('link.decline')}
        </Button>
      )}
    </Frame>
  );
}
