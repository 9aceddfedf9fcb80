import type { Calls } from '@meet/sdk';
import { Mic, MicOff, MonitorUp, MonitorX, PhoneOff, Video, VideoOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from '../components/hooks';
import { Tip } from '../components/overlays';
import { useI18n } from '../i18n/i18n';

export const canShare = () => 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices;

/** One row, the same order everywhere: mic, camera, share, more, leave (red, last). */
export function Controls({
  calls,
  ringing,
  compact = false,
  more,
}: {
  calls: Calls;
  ringing: boolean;
  compact?: boolean;
  /** The menu with everything else. */
  more?: ReactNode;
}) {
  const { t } = useI18n();
  const local = useStore(calls.local.state);
  const micOn = local.mic && local.micError === null;
  return (
    <div
      className="controls"
      role="toolbar"
      aria-label={t('meet.controls')}
      data-compact={compact || undefined}
    >
      <Control
        label={micOn ? t('meet.mute') : t('meet.unmute')}
        keys="M"
        off={!micOn}
        testId="meet-mute"
        onClick={() => void calls.setMic(!micOn)}
      >
        {micOn ? <Mic size={20} aria-hidden /> : <MicOff size={20} aria-hidden />}
      </Control>
      <Control
        label={local.camera ? t('meet.cameraOff') : t('meet.cameraOn')}
        keys="V"
        off={!local.camera}
        testId="meet-camera"
        onClick={() => void calls.setCamera(!local.camera)}
      >
        {local.camera ? <Video size={20} aria-hidden /> : <VideoOff size={20} aria-hidden />}
      </Control>
      {canShare() && !compact && (
        <Control
          label={local.screen ? t('meet.shareStop') : t('meet.share')}
          keys="S"
          active={local.screen}
          disabled={ringing}
          testId="meet-share"
          onClick={() => void calls.setScreen(!local.screen)}
        >
          {local.screen ? <MonitorX size={20} aria-hidden /> : <MonitorUp size={20} aria-hidden />}
        </Control>
      )}
      {!compact && more}
      <Control
        label={ringing ? t('meet.cancel') : t('meet.leave')}
        keys="Shift+L"
        danger
        testId={ringing ? 'meet-cancel' : 'meet-leave'}
        onClick={() => {
          calls.leave();
        }}
      >
        <PhoneOff size={20} aria-hidden />
      </Control>
    </div>
  );
}

function Control({
  label,
  keys,
  off,
  active,
  danger,
  disabled,
  testId,
  onClick,
  children,
}: {
  label: string;
  /** The shortcut, shown beside the name. */
  keys: string;
  off?: boolean;
  active?: boolean;
  danger?: boolean;
  disabled?: boolean;
  testId: string;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Tip text={`${label} (${keys})`}>
      <button
        type="button"
        className="control"
        data-off={off || undefined}
        data-active={active || undefined}
        data-danger={danger || undefined}
        disabled={disabled}
        aria-label={label}
        aria-keyshortcuts={keys}
        data-testid={testId}
        onClick={onClick}
      >
        {children}
      </button>
    </Tip>
  );
}
