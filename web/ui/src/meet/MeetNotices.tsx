import type { Call, Calls } from '@meet/sdk';
import { MicOff, VideoOff, VolumeX } from 'lucide-react';
import { useState } from 'react';
import { useStore } from '../components/hooks';
import { useI18n } from '../i18n/i18n';
import { MicGuide } from './MicGuide';

/** What is wrong on our side, with its cause and its cure. */
export function MeetNotices({ calls, call }: { calls: Calls; call: Call }) {
  const { t } = useI18n();
  const local = useStore(calls.local.state);
  const soundBlocked = useStore(calls.soundBlocked);
  const [guide, setGuide] = useState<'microphone' | 'camera' | null>(null);
  if (call.end) return null;
  return (
    <div className="notices" role="status">
      {soundBlocked && (
        <p className="notice">
          <VolumeX size={16} aria-hidden />
          <span>{t('meet.soundBlocked')}</span>
          <button
            type="button"
            onClick={() => {
              calls.playSound();
            }}
          >
            {t('meet.soundBlocked.do')}
          </button>
        </p>
      )}
      {local.micError && (
        <p className="notice">
          <MicOff size={16} aria-hidden />
          <span>{t(`meet.mic.${local.micError}`)}</span>
          <button
            type="button"
            data-testid="mic-fix"
            onClick={() => {
              setGuide('microphone');
            }}
          >
            {t('meet.fix')}
          </button>
        </p>
      )}
      {local.cameraError && (
        <p className="notice">
          <VideoOff size={16} aria-hidden />
          <span>{t(`meet.camera.${local.cameraError}`)}</span>
          <button
            type="button"
            onClick={() => {
              setGuide('camera');
            }}
          >
            {t('meet.fix')}
          </button>
        </p>
      )}
      <MicGuide
        inMeet
        open={guide !== null}
        device={guide ?? 'microphone'}
        onClose={() => {
          setGuide(null);
        }}
        onRetry={async () => {
          await (guide === 'camera' ? calls.setCamera(true) : calls.setMic(true));
          const { micError, cameraError } = calls.local.state.get();
          return (guide === 'camera' ? cameraError : micError) === null;
        }}
      />
    </div>
  );
}
