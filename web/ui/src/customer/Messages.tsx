import type { Timeline } from '@meet/sdk';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useNow } from '../components/hooks';
import { useI18n } from '../i18n/i18n';
import { LastSaid } from '../meet/LastSaid';
import { sameDay } from '../time/formats';
import { useClient } from './client';
import { Entry, PendingEntry } from './Entry';
import { readMark } from './readMark';

export function Messages({
  chatId,
  timeline,
  shown,
  readByOther,
}: {
  chatId: string | null;
  timeline: Timeline;
  shown: boolean;
  /** The position up to which the other side has read. */
  readByOther: number;
}) {
  const { t, fmt } = useI18n();
  const client = useClient();
  const now = useNow(30_000);
  const scroller = useRef<HTMLDivElement>(null);
  const { entries, pending, before } = timeline;
  // The greeting stands before everything else: not before the beginning is there.
  const complete = before == null;
  const keys = useMemo(
    () => [
      'greeting',
      ...entries.map((entry) => entry.entryId),
      ...pending.map((message) => message.clientId),
    ],
    [entries, pending],
  );
  const rows = useVirtualizer({
    count: keys.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 56,
    getItemKey: (index) => keys[index] ?? index,
    overscan: 10,
    anchorTo: 'end',
    followOnAppend: true,
    paddingStart: 8,
    paddingEnd: 12,
  });
  const items = rows.getVirtualItems();
  const read = useMemo(
    () => readMark(entries, client.me.id, readByOther),
    [entries, client.me.id, readByOther],
  );

  // A frame that is not shown has no size to scroll in: once it is, the newest is what one wants to see.
  useEffect(() => {
    if (shown) rows.scrollToEnd();
  }, [shown, keys.length, rows]);

  // Whoever reads the end still does when what is below takes more room: files to send, a keyboard.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let height = element.clientHeight;
    const observer = new ResizeObserver(() => {
      const lost = height - element.clientHeight;
      height = element.clientHeight;
      const below = element.scrollHeight - element.scrollTop - height;
      if (lost > 0 && below <= lost + 24) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);

  const first = items[0]?.index ?? 0;
  useEffect(() => {
    if (chatId && shown && first <= 3 && before != null) client.loadOlder(chatId).catch(() => undefined);
  }, [client, chatId, shown, first, before]);

  return (
    <>
      <div
        ref={scroller}
        className="messages scroll"
        role="log"
        aria-label={t('chat.timeline')}
        aria-live="off"
        tabIndex={0}
      >
        <div className="messages__size" style={{ height: rows.getTotalSize() }}>
          {items.map((row) => {
            const index = row.index - (complete ? 1 : 0);
            const entry = entries[index];
            const waiting = pending[index - entries.length];
            const previous = entries[index - 1];
            const newDay = entry && (!previous || !sameDay(Date.parse(previous.at), Date.parse(entry.at)));
            return (
              <div
                key={row.key}
                data-index={row.index}
                ref={rows.measureElement}
                className="messages__row"
                style={{ transform: `translateY(${row.start}px)` }}
              >
                {index < 0 && (
                  <div className="greeting">
                    <p className="greeting__hello">{t('widget.greeting')}</p>
                    <p>{t('widget.greeting.lead')}</p>
                  </div>
                )}
                {newDay && (
                  <p className="day">
                    <span title={fmt.exact(entry.at)}>{fmt.day(entry.at, now)}</span>
                  </p>
                )}
                {entry && (
                  <Entry
                    entry={entry}
                    previous={newDay ? undefined : previous}
                    next={entries[index + 1]}
                    read={entry.entryId === read}
                  />
                )}
                {!entry && waiting && chatId && <PendingEntry chatId={chatId} message={waiting} />}
              </div>
            );
          })}
        </div>
      </div>
      <LastSaid entries={entries} me={client.me.id} />
    </>
  );
}
