import { microphonePermission } from '@meet/sdk';
import { Button, Skeleton, useI18n, useStore } from '@meet/ui';
import { useClient } from '@meet/ui/customer';
import { Mic, Video } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';

const Devices = lazy(() => import('./Devices'));

/** Before talking: whether one is heard and seen. Nothing is opened unasked, unless the browser has been told yes before. */
export function DeviceCheck({
  video,
  onCamera,
  onBlocked,
}: {
  video: boolean;
  onCamera: (on: boolean) => void;
  onBlocked: (device: 'microphone' | 'camera') => void;
}) {
  const { t } = useI18n();
  const { calls } = useClient();
  const local = useStore(calls.local.state);
  const [begun, setBegun] = useState(false);
  const begin = useCallback(async () => {
    setBegun(true);
    await calls.local.openMic();
    if (video) await calls.local.openCamera();
  }, [calls, video]);
  useEffect(() => {
    let over = false;
    void microphonePermission().then((permission) => {
      // Whoever comes back after a reload is on the way into the Meet, which has its own microphone.
      if (!over && !calls.busy && permission?.state === 'granted') void begin();
    });
    return () => {
      over = true;
    };
  }, [begin, calls]);
  return (
    <section className="check" aria-labelledby="check-title" data-testid="device-check">
      <h2 id="check-title">{t(video ? 'link.check.video' : 'link.check')}</h2>
      {!begun ? (
        <>
          <p className="check__lead">{t('link.check.lead')}</p>
          <Button wide onClick={() => void begin()} data-testid="check-begin">
            {video ? <Video size={17} aria-hidden /> : <Mic size={17} aria-hidden />}
            {t(video ? 'link.check.allow.video' : 'link.check.allow')}
          </Button>
        </>
      ) : (
        <>
          {local.asking && (
            <p className="check__lead" role="status">
              {t('link.check.asking')}
            </p>
          )}
          {local.micError && (
            <Trouble
              text={t(`meet.mic.${local.micError}`)}
              fix={t('link.check.fix')}
              onFix={() => {
                onBlocked('microphone');
              }}
            />
          )}
          {local.cameraError && (
            <Trouble
              text={t(`meet.camera.${local.cameraError}`)}
              fix={t('link.check.fix.camera')}
              onFix={() => {
                onBlocked('camera');
              }}
            />
          )}
          {local.micTrack && (
            <Suspense fallback={<Skeleton w="100%" h={160} r={8} />}>
              <Devices onCamera={onCamera} />
            </Suspense>
          )}
        </>
      )}
    </section>
  );
}

function Trouble({ text, fix, onFix }: { text: string; fix: string; onFix: () => void }) {
  return (
    <div className="check__trouble" role="alert">
      <p>{text}</p>
      <Button onClick={onFix}>{fix}</Button>
    </div>
  );
}
