import type { Typing, World } from '@meet/sdk';
import { useI18n, useStorePick } from '@meet/ui';
import { useCallback } from 'react';
import { useClient } from '../client';

const nobody: readonly Typing[] = [];

/** Who writes now, in a line that is always there, so that nothing jumps. */
export function TypingLine({ id }: { id: string }) {
  const { t } = useI18n();
  const client = useClient();
  const pick = useCallback((world: World) => world.typing[id] ?? nobody, [id]);
  const typing = useStorePick(client.world, pick);
  const names = typing.map((one) => one.person.name).join(t('entry.comma'));
  return (
    <p className="typing" aria-live="polite" data-internal={typing.some((one) => one.internal) || undefined}>
      {typing.length > 0 && (
        <span data-testid="typing">
          <span className="typing__dots" aria-hidden>
            <i />
            <i />
            <i />
          </span>
          {t('chat.typing', { names })}
        </span>
      )}
    </p>
  );
}
