import { canChooseSpeaker, chosenDevices, processing, type Calls, type DeviceKind } from '@meet/sdk';
import { useState } from 'react';
import { useStore } from '../../components/hooks';
import { Dialog } from '../../components/overlays';
import { useI18n } from '../../i18n/i18n';
import { DeviceSelect } from './DeviceSelect';
import { LevelMeter } from './LevelMeter';
import { Option } from './Option';
import { SpeakerTest } from './SpeakerTest';
import { useDevices } from './useDevices';

/** Microphone, camera and speaker while the Meet goes on: what is chosen is used at once. */
export default function DevicePanel({ calls, onClose }: { calls: Calls; onClose: () => void }) {
  const { t } = useI18n();
  const local = useStore(calls.local.state);
  const devices = useDevices();
  const [chosen, setChosen] = useState(chosenDevices);
  const [wanted, setWanted] = useState(processing.read);
  const inUse: Partial<Record<DeviceKind, string | undefined>> = {
    ...chosen,
    ...(local.micTrack ? { mic: local.micTrack.getSettings().deviceId } : {}),
  };
  const choose = (kind: DeviceKind, id: string) => {
    void calls.choose(kind, id);
    setChosen({ ...chosen, [kind]: id });
  };
  const select = (kind: DeviceKind) => (
    <DeviceSelect kind={kind} devices={devices} chosen={inUse[kind]} onChoose={choose} />
  );
  return (
    <Dialog open onClose={onClose} title={t('inMeet.devices')}>
      <div className="devices" data-testid="device-panel">
        {select('mic')}
        <LevelMeter calls={calls} />
        <Option
          label={t('inMeet.noise')}
          checked={wanted.noise}
          onChange={(noise) => {
            setWanted({ ...wanted, noise });
            void calls.setProcessing({ noise });
          }}
          testId="device-noise"
        />
        <Option
          label={t('inMeet.echo')}
          hint={t('inMeet.echo.hint')}
          checked={wanted.echo}
          onChange={(echo) => {
            setWanted({ ...wanted, echo });
            void calls.setProcessing({ echo });
          }}
          testId="device-echo"
        />
        {canChooseSpeaker() ? select('speaker') : <p className="devices__note">{t('device.speakerFixed')}</p>}
        <SpeakerTest calls={calls} />
        {select('camera')}
        <Option
          label={t('inMeet.blur')}
          hint={
            local.blur === 'off' || local.blur === 'on'
              ? t('inMeet.blur.hint')
              : t(`inMeet.blur.${local.blur}`)
          }
          checked={wanted.blur && local.blur !== 'failed'}
          disabled={local.blur === 'loading'}
          onChange={(blur) => {
            setWanted({ ...wanted, blur });
            void calls.setBlur(blur);
          }}
          testId="device-blur"
        />
      </div>
    </Dialog>
  );
}
