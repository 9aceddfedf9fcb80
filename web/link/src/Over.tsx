import { adviceFor, type Call, type MeetView } from '@meet/sdk';
import { Button, endTexts, useI18n } from '@meet/ui';
import { Conversation, useClient } from '@meet/ui/customer';
import { RotateCcw } from 'lucide-react';
import type { Scene } from './scene';

/** That it is over, how long it took, and the chat, to leave a message in. */
export default function Over({
  meet,
  chatId,
  call,
  scene,
}: {
  meet: MeetView;
  chatId: string;
  call: Call | null;
  scene: Extract<Scene, { at: 'over' }>;
}) {
  const { t, fmt } = useI18n();
  const client = useClient();
  const { calls } = client;
  const end = call?.end ?? null;
  const spoken =
    meet.liveAt && meet.endedAt ? (Date.parse(meet.endedAt) - Date.parse(meet.liveAt)) / 1000 : null;
  // How this page left it, while it goes on; once it is over, that is all there is to say.
  const how = scene.again && end ? endTexts(end, t, false) : null;
  const next = end?.kind === 'refused' ? t(`next.${adviceFor(end.problem.code).next}`) : null;
  return (
    <main className="over" data-testid="link-over" data-missed={scene.missed}>
      <div className="over__head" role="status">
        <h1>{how?.title ?? t('link.over')}</h1>
        {spoken !== null && (
          <p className="over__time" data-testid="link-duration">
            {t('link.over.duration', { time: fmt.duration(spoken) })}
          </p>
        )}
        <p>{how?.hint ?? next ?? t(scene.missed ? 'link.over.missed' : 'link.over.lead')}</p>
        {scene.again && (
          <Button
            tone="primary"
            data-testid="link-again"
            onClick={() => {
              calls.dismiss();
              void calls.join(meet);
            }}
          >
            <RotateCcw size={16} aria-hidden /> {t('link.over.again')}
          </Button>
        )}
      </div>
      <Conversation chatId={chatId} shown focus={false} />
    </main>
  );
}
