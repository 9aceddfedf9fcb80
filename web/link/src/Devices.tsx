import { canChooseSpeaker, chosenDevices, type DeviceKind } from '@meet/sdk';
import {
  Button,
  DeviceSelect,
  LevelMeter,
  SpeakerTest,
  useDevices,
  useI18n,
  useStore,
  VideoView,
} from '@meet/ui';
import { useClient } from '@meet/ui/customer';
import { Video, VideoOff } from 'lucide-react';
import { useState } from 'react';

/** Preview, level, and which devices: what is chosen here is used in the Meet. */
export default function Devices({ onCamera }: { onCamera: (on: boolean) => void }) {
  const { t } = useI18n();
  const { calls } = useClient();
  const local = useStore(calls.local.state);
  const devices = useDevices(local.micTrack);
  const [chosen, setChosen] = useState(chosenDevices);
  const inUse: Partial<Record<DeviceKind, string | undefined>> = {
    ...chosen,
    ...(local.micTrack ? { mic: local.micTrack.getSettings().deviceId } : {}),
    ...(local.cameraTrack ? { camera: local.cameraTrack.getSettings().deviceId } : {}),
  };
  const select = (kind: DeviceKind) => (
    <DeviceSelect
      kind={kind}
      devices={devices}
      chosen={inUse[kind]}
      onChoose={(_, id) => {
        void calls.choose(kind, id);
        setChosen({ ...chosen, [kind]: id });
      }}
    />
  );
  const toggle = () => {
    if (local.cameraTrack) {
      calls.local.closeCamera();
      onCamera(false);
    } else {
      void calls.local.openCamera().then((track) => {
        onCamera(track !== null);
      });
    }
  };
  return (
    <div className="check__devices">
      {local.cameraTrack ? (
        <div className="check__preview">
          <VideoView track={local.cameraTrack} mirror label={t('link.preview')} />
        </div>
      ) : (
        <p className="check__preview check__preview--off">
          <VideoOff size={22} aria-hidden /> {t('link.camera.off')}
        </p>
      )}
      <Button onClick={toggle} data-testid="check-camera">
        {local.cameraTrack ? <VideoOff size={16} aria-hidden /> : <Video size={16} aria-hidden />}
        {t(local.cameraTrack ? 'link.camera.stop' : 'link.camera.on')}
      </Button>
      <LevelMeter calls={calls} />
      {select('mic')}
      {canChooseSpeaker() ? select('speaker') : <p className="devices__note">{t('device.speakerFixed')}</p>}
      <SpeakerTest calls={calls} />
      {local.cameraTrack && select('camera')}
    </div>
  );
}
