import type { ChatView } from '@meet/sdk';
import { useI18n, useNow } from '@meet/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { go } from '../shell/route';
import { ChatRow } from './ChatRow';

const rowHeight = 66;

export function VirtualRows({
  chats,
  chatId,
  onEnd,
}: {
  chats: readonly ChatView[];
  chatId: string | null;
  onEnd: () => void;
}) {
  const { t } = useI18n();
  const scroller = useRef<HTMLDivElement>(null);
  const now = useNow(30_000);
  const rows = useVirtualizer({
    count: chats.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => chats[index]?.chatId ?? index,
    overscan: 8,
  });
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= chats.length - 10) onEnd();
  }, [last, chats.length, onEnd]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const index = chats.findIndex((chat) => chat.chatId === chatId);
    const next = Math.max(0, Math.min(chats.length - 1, index + (event.key === 'ArrowDown' ? 1 : -1)));
    const chat = chats[next];
    if (!chat) return;
    event.preventDefault();
    rows.scrollToIndex(next);
    go({ page: 'inbox', chatId: chat.chatId });
  };

  return (
    <div ref={scroller} className="list__scroll scroll" onKeyDown={onKeyDown}>
      <ul className="list__rows" style={{ height: rows.getTotalSize() }} aria-label={t('inbox.list')}>
        {items.map((item) => {
          const chat = chats[item.index];
          return (
            chat && (
              <li key={item.key} className="list__row" style={{ transform: `translateY(${item.start}px)` }}>
                <ChatRow chat={chat} here={chat.chatId === chatId} now={now} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
