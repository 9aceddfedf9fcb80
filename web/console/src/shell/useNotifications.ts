import { useI18n, useStore } from '@meet/ui';
import { useEffect } from 'react';
import { useClient } from '../client';
import { notify } from './notify';
import { go } from './route';

/** Rings and mentions reach an agent whose tab is in the background. */
export function useNotifications(): void {
  const { t } = useI18n();
  const client = useClient();
  const ring = useStore(client.rings)[0]?.meet;
  const { newest } = useStore(client.mentions);
  const ringId = ring?.meetId;
  const caller = ring?.startedBy.name;
  const kind = ring?.kind;

  useEffect(() => {
    if (ringId === undefined || kind === undefined || caller === undefined) return;
    return notify(ringId, t('ring.from', { name: caller }), t(`kind.${kind}`), () => undefined);
  }, [ringId, kind, caller, t]);

  useEffect(() => {
    if (!newest) return;
    const room = client.world.get().rooms[newest.chatId];
    const title = t('mentions.by', { name: newest.author?.name ?? '' });
    notify(newest.entryId, title, newest.text ?? '', () => {
      go(room ? { page: 'team', roomId: newest.chatId } : { page: 'inbox', chatId: newest.chatId });
    });
  }, [client, newest, t]);
}
