import type { Calls } from '@meet/sdk';
import { Volume2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/basics';
import { useI18n } from '../../i18n/i18n';

export function SpeakerTest({ calls }: { calls: Calls }) {
  const { t } = useI18n();
  const [state, setState] = useState<'idle' | 'playing' | 'played' | 'failed'>('idle');
  return (
    <div className="devices__test">
      <Button
        disabled={state === 'playing'}
        data-testid="speaker-test"
        onClick={() => {
          setState('playing');
          calls.testSpeaker().then(
            () => {
              setState('played');
            },
            () => {
              setState('failed');
            },
          );
        }}
      >
        <Volume2 size={15} aria-hidden /> {t('inMeet.speakerTest')}
      </Button>
      <span role="status">{state !== 'idle' && t(`inMeet.speakerTest.${state}`)}</span>
    </div>
  );
}
