import type { Calls, MeetView } from '@meet/sdk';
import { Mic, MicOff, PhoneOff, Video, VideoOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from '../../components/hooks';
import { useI18n } from '../../i18n/i18n';
import { Stage } from '../room/Stage';

/** What is in the small window. Its buttons are plain: a tooltip would open in the big one. */
export default function PipView({ meet, calls, me }: { meet: MeetView; calls: Calls; me: string }) {
  const { t } = useI18n();
  const local = useStore(calls.local.state);
  const micOn = local.mic && local.micError === null;
  return (
    <div className="pip__room" data-testid="meet-pip-window">
      <Stage meet={meet} calls={calls} me={me} view="speaker" />
      <div className="controls" role="toolbar" aria-label={t('meet.controls')} data-compact>
        <Plain
          label={micOn ? t('meet.mute') : t('meet.unmute')}
          off={!micOn}
          onClick={() => void calls.setMic(!micOn)}
        >
          {micOn ? <Mic size={18} aria-hidden /> : <MicOff size={18} aria-hidden />}
        </Plain>
        <Plain
          label={local.camera ? t('meet.cameraOff') : t('meet.cameraOn')}
          off={!local.camera}
          onClick={() => void calls.setCamera(!local.camera)}
        >
          {local.camera ? <Video size={18} aria-hidden /> : <VideoOff size={18} aria-hidden />}
        </Plain>
        <Plain
          label={t('meet.leave')}
          danger
          onClick={() => {
            calls.leave();
          }}
        >
          <PhoneOff size={18} aria-hidden />
        </Plain>
      </div>
    </div>
  );
}

function Plain({
  label,
  off,
  danger,
  onClick,
  children,
}: {
  label: string;
  off?: boolean;
  danger?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      className="control"
      data-off={off || undefined}
      data-danger={danger || undefined}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
