import type { Typing, World } from '@meet/sdk';
import { useCallback } from 'react';
import { useStorePick } from '../components/hooks';
import { useI18n } from '../i18n/i18n';
import { useClient } from './client';

const nobody: readonly Typing[] = [];

/** Who writes now, in a line that is always there, so that nothing jumps. */
export function TypingLine({ chatId }: { chatId: string }) {
  const { t } = useI18n();
  const client = useClient();
  const pick = useCallback((world: World) => world.typing[chatId] ?? nobody, [chatId]);
  const names = useStorePick(client.world, pick).map((one) => one.person.name);
  return (
    <p className="typing" aria-live="polite">
      {names.length > 0 && (
        <span data-testid="typing">
          <span className="typing__dots" aria-hidden>
            <i />
            <i />
            <i />
          </span>
          {t('chat.typing', { names: names.join(t('entry.comma')) })}
        </span>
      )}
    </p>
  );
}
