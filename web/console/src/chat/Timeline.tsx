import { emptyTimeline, type World } from '@meet/sdk';
import { Button, Empty, LastSaid, Skeleton, useI18n, useNow, useStorePick } from '@meet/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, WifiOff } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useClient } from '../client';
import type { Conversation } from './conversation';
import { itemsOf } from './items';
import { TimelineItem } from './TimelineItem';

export function Timeline({ conversation }: { conversation: Conversation }) {
  const { t } = useI18n();
  const client = useClient();
  const chatId = conversation.id;
  const pick = useCallback((world: World) => world.timelines[chatId] ?? emptyTimeline, [chatId]);
  const timeline = useStorePick(client.world, pick);
  const [failed, setFailed] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const now = useNow(30_000);
  const items = useMemo(() => itemsOf(timeline, client.me.id), [timeline, client.me.id]);
  const loaded = timeline.before !== undefined;

  const load = useCallback(() => {
    setFailed(false);
    client.open(chatId).catch(() => {
      setFailed(true);
    });
  }, [client, chatId]);
  useEffect(load, [load]);

  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 52,
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 12,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: 80,
    paddingStart: 16,
    paddingEnd: 12,
  });
  const virtual = rows.getVirtualItems();

  const started = useRef(false);
  useEffect(() => {
    if (!loaded || started.current || items.length === 0) return;
    started.current = true;
    rows.scrollToEnd();
  }, [loaded, items.length, rows]);

  // The message box grows and the window shrinks: whoever was at the end stays there.
  useEffect(() => {
    const element = scroller.current;
    if (!element || !loaded) return;
    let height = element.clientHeight;
    const watcher = new ResizeObserver(() => {
      const lost = height - element.clientHeight;
      height = element.clientHeight;
      if (lost > 0 && rows.isAtEnd(80 + lost)) rows.scrollToEnd();
    });
    watcher.observe(element);
    return () => {
      watcher.disconnect();
    };
  }, [loaded, rows]);

  const first = virtual[0]?.index ?? 0;
  useEffect(() => {
    if (loaded && started.current && first <= 6 && timeline.before != null) {
      client.loadOlder(chatId).catch(() => undefined);
    }
  }, [client, chatId, first, loaded, timeline.before]);

  // Our own message is always worth seeing.
  const pendingCount = timeline.pending.length;
  useEffect(() => {
    if (pendingCount > 0 && items.length > 0) rows.scrollToEnd();
  }, [pendingCount, items.length, rows]);

  useReadMarks(conversation, items.length);
  const mark = conversation.readMark(timeline.entries);

  if (failed) {
    return (
      <div className="timeline">
        <Empty icon={<WifiOff size={22} />} title={t('chat.error')} hint={t('inbox.error.hint')}>
          <Button onClick={load}>{t('common.retry')}</Button>
        </Empty>
      </div>
    );
  }
  if (!loaded) return <TimelineSkeleton />;
  const away = started.current && rows.scrollOffset !== null && !rows.isAtEnd(240);
  return (
    <div className="timeline">
      <div
        ref={scroller}
        className="timeline__scroll scroll"
        role="log"
        aria-label={t('chat.timeline')}
        aria-live="off"
        tabIndex={0}
      >
        <div className="timeline__size" style={{ height: rows.getTotalSize() }}>
          {virtual.map((row) => {
            const item = items[row.index];
            return (
              item && (
                <div
                  key={row.key}
                  data-index={row.index}
                  ref={rows.measureElement}
                  className="timeline__row"
                  style={{ transform: `translateY(${row.start}px)` }}
                >
                  <TimelineItem item={item} conversation={conversation} mark={mark} now={now} />
                </div>
              )
            );
          })}
        </div>
      </div>
      <LastSaid entries={timeline.entries} me={client.me.id} />
      {away && (
        <button
          type="button"
          className="timeline__latest"
          aria-label={t('chat.latest')}
          onClick={() => {
            rows.scrollToEnd();
          }}
        >
          <ArrowDown size={16} aria-hidden />
        </button>
      )}
    </div>
  );
}

/** Read is what was on a visible page. */
function useReadMarks(conversation: Conversation, count: number): void {
  const client = useClient();
  const { id: chatId, unread } = conversation;
  useEffect(() => {
    if (unread === 0 || count === 0) return;
    const mark = () => {
      if (document.visibilityState === 'visible') void client.markRead(chatId);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => {
      document.removeEventListener('visibilitychange', mark);
    };
  }, [client, chatId, unread, count]);
}

function TimelineSkeleton() {
  const { t } = useI18n();
  return (
    <div className="timeline timeline--loading" aria-busy="true">
      <span className="sr-only">{t('common.loading')}</span>
      {[220, 300, 160, 260, 190].map((width, i) => (
        <span key={width} className="timeline__bone" data-side={i % 3 === 1 ? 'end' : 'start'}>
          <Skeleton w={width} h={36} r={12} />
        </span>
      ))}
    </div>
  );
}
