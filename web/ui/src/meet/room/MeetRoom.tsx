import { phaseOf, Problem, type Call, type Calls, type PersonRef, type StaffMember } from '@meet/sdk';
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useToasts } from '../../components/toasts';
import { useI18n } from '../../i18n/i18n';
import { canShare, Controls } from '../Controls';
import { MeetNotices } from '../MeetNotices';
import { choices } from './choices';
import { MoreMenu, type RoomDialog, type RoomPanel } from './MoreMenu';
import { Side } from './Side';
import { Stage } from './Stage';
import { useBlurrer } from './useBlurrer';
import { useMutedToast } from './useMutedToast';
import { usePip } from './usePip';
import { useShortcuts } from './useShortcuts';
import { Waiting } from './Waiting';

const PeoplePanel = lazy(() => import('../panels/PeoplePanel'));
const DevicePanel = lazy(() => import('../panels/DevicePanel'));
const ShortcutSheet = lazy(() => import('../panels/ShortcutSheet'));
const EndForAll = lazy(() => import('../panels/EndForAll'));
const PipView = lazy(() => import('../panels/PipView'));

/** What staff can do in a Meet beyond customers: null for these. */
export interface StaffTools {
  colleagues: () => Promise<readonly StaffMember[]>;
}

/**
 * A Meet that goes on, from the stage to the controls: the same in console, widget and link page, which put a frame
 * around it. It fills its place and rearranges itself by its own width, not the page's.
 */
export function MeetRoom({
  calls,
  call,
  me,
  other,
  staff = null,
  chat = null,
  onChat,
  compact = false,
}: {
  calls: Calls;
  call: Call;
  me: string;
  /** Whom one waits for. */
  other: PersonRef | null;
  staff?: StaffTools | null;
  /** The messages beside the Meet. */
  chat?: ReactNode;
  /** Instead of `chat`: where there is no room beside the Meet, the app shows its messages itself. */
  onChat?: (() => void) | undefined;
  /** Only the most needed controls, no stage. */
  compact?: boolean;
}) {
  const { t } = useI18n();
  const toasts = useToasts();
  const room = useRef<HTMLDivElement>(null);
  const [view, setView] = useState(() => choices.read().view);
  const [panel, setPanel] = useState<RoomPanel | null>(null);
  const [dialog, setDialog] = useState<RoomDialog | null>(null);
  const pip = usePip(room);
  useMutedToast(calls);
  useBlurrer(calls);
  const phase = phaseOf(call);
  const { meet } = call;
  const ringing = phase === 'ringing';
  const live = meet?.state === 'live';
  const mine = meet?.participants.find((one) => one.person.id === me);
  const handUp = mine?.handRaisedAt != null;
  const alone = !meet?.participants.some((one) => one.person.id !== me && one.state !== 'left');

  const tell = (asked: Promise<void>) => {
    asked.catch((error: unknown) => {
      toasts.problem(Problem.of(error));
    });
  };
  const raise = () => {
    if (live) tell(calls.commands.raiseHand(!handUp));
  };
  const close = () => {
    setDialog(null);
  };
  useShortcuts((shortcut) => {
    const local = calls.local.state.get();
    const run = {
      mic: () => void calls.setMic(!(local.mic && local.micError === null)),
      camera: () => void calls.setCamera(!local.camera),
      share: () => void (canShare() && !ringing && calls.setScreen(!local.screen)),
      hand: raise,
      leave: () => {
        calls.leave();
      },
      help: () => {
        setDialog('shortcuts');
      },
    };
    run[shortcut]();
  });
  const dialogs = (
    <Suspense fallback={null}>
      {dialog === 'devices' && <DevicePanel calls={calls} onClose={close} />}
      {dialog === 'shortcuts' && <ShortcutSheet onClose={close} />}
      {dialog === 'end' && <EndForAll calls={calls} onClose={close} onAsk={tell} />}
      {pip.window &&
        meet &&
        createPortal(<PipView meet={meet} calls={calls} me={me} />, pip.window.document.body)}
    </Suspense>
  );
  const controls = (
    <Controls
      calls={calls}
      ringing={ringing}
      compact={compact}
      more={
        <MoreMenu
          view={view}
          handUp={handUp}
          live={live}
          hasChat={chat !== null || onChat !== undefined}
          mayEnd={staff !== null}
          onHand={raise}
          onView={(next) => {
            choices.write({ view: next });
            setView(next);
          }}
          onPanel={(next) => {
            if (next === 'chat' && chat === null) onChat?.();
            else setPanel(panel === next ? null : next);
          }}
          onDialog={setDialog}
          onPip={() => {
            pip.toggle().catch(() => {
              toasts.show({
                tone: 'error',
                title: t('inMeet.pip.failed'),
                hint: t('inMeet.pip.failed.hint'),
              });
            });
          }}
        />
      }
    />
  );
  if (compact)
    return (
      <>
        {controls}
        {dialogs}
      </>
    );
  return (
    <div className="room" ref={room} data-panel={panel ?? undefined}>
      <div className="room__stage">
        {meet && !ringing && !alone ? (
          <Stage meet={meet} calls={calls} me={me} view={view} />
        ) : (
          <Waiting calls={calls} call={call} other={other} />
        )}
        <MeetNotices calls={calls} call={call} />
      </div>
      {panel && (
        <Side
          title={t(panel === 'people' ? 'inMeet.people' : 'inMeet.chat')}
          kind={panel}
          onClose={() => {
            setPanel(null);
          }}
        >
          {panel === 'chat' ? (
            chat
          ) : (
            <Suspense fallback={null}>
              {meet && <PeoplePanel meet={meet} calls={calls} me={me} staff={staff} onAsk={tell} />}
            </Suspense>
          )}
        </Side>
      )}
      <div className="room__foot">{controls}</div>
      {dialogs}
    </div>
  );
}
