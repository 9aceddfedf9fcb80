import type { Calls, MeetView } from '@meet/sdk';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useStore } from '../../components/hooks';
import { useI18n } from '../../i18n/i18n';
import { gridFor, handOrder, layoutOf, same, type TileRef, type View } from './layout';
import { Tile } from './Tile';
import { useScreens } from './tracks';
import { useLoudest } from './useLoudest';
import { useSize } from './useSize';

const gap = 8;
const perPage = { wide: 16, narrow: 6 };

/** Everybody who is in the Meet: as a grid, or the speaker big and the others small. */
export function Stage({ meet, calls, me, view }: { meet: MeetView; calls: Calls; me: string; view: View }) {
  const { t } = useI18n();
  const main = useRef<HTMLDivElement>(null);
  const box = useSize(main);
  const sources = useStore(calls.sources);
  const local = useStore(calls.local.state);
  const [pinned, setPinned] = useState<TileRef | null>(null);
  const [page, setPage] = useState(0);
  const present = useMemo(() => meet.participants.filter((one) => one.state !== 'left'), [meet.participants]);
  const hands = useMemo(() => handOrder(meet.participants), [meet.participants]);
  const others = present.filter((one) => one.person.id !== me).map((one) => one.person.id);
  const loudest = useLoudest(calls, others);
  const screens = useScreens(calls, others).split(' ');
  const here = present.map(({ person: { id } }) => ({
    id,
    camera: (id === me ? local : sources[id])?.camera === true,
    screen: id === me ? local.screen : sources[id]?.screen === true && screens.includes(id),
  }));
  const layout = layoutOf({
    ...{ view, me, here, pinned, loudest, page },
    perPage: box.width > 0 && box.width < 480 ? perPage.narrow : perPage.wide,
  });
  const grid = gridFor(layout.stage.length, box.width, box.height, gap);
  const many = others.length > 1 || here.some((one) => one.screen);

  const show = (ref: TileRef, size?: { width: number; height: number }) => {
    const participant = present.find((one) => one.person.id === ref.personId);
    if (!participant) return null;
    const isPinned = same(ref, pinned);
    return (
      <Tile
        key={`${ref.personId} ${ref.source}`}
        participant={participant}
        calls={calls}
        me={me}
        source={ref.source}
        hand={hands.get(ref.personId)}
        size={size}
        pinned={isPinned}
        onPin={
          many || isPinned
            ? () => {
                setPinned(isPinned ? null : ref);
              }
            : undefined
        }
      />
    );
  };

  return (
    <div className="stage" data-testid="meet-stage" data-view={layout.strip.length > 0 ? 'speaker' : 'grid'}>
      <div className="stage__main" ref={main} style={{ gap }}>
        {box.width > 0 && layout.stage.map((ref) => show(ref, grid))}
      </div>
      {layout.strip.length > 0 && <div className="stage__strip">{layout.strip.map((ref) => show(ref))}</div>}
      {layout.corner && <div className="stage__self">{show(layout.corner)}</div>}
      {layout.pages > 1 && (
        <div className="stage__pages" role="group" aria-label={t('inMeet.pages')}>
          <button
            type="button"
            aria-label={t('inMeet.pageBefore')}
            data-testid="stage-page-before"
            disabled={layout.page === 0}
            onClick={() => {
              setPage(layout.page - 1);
            }}
          >
            <ChevronLeft size={16} aria-hidden />
          </button>
          <span className="tabular" role="status">
            {t('inMeet.page', { n: layout.page + 1, of: layout.pages })}
          </span>
          <button
            type="button"
            aria-label={t('inMeet.pageAfter')}
            data-testid="stage-page-after"
            disabled={layout.page === layout.pages - 1}
            onClick={() => {
              setPage(layout.page + 1);
            }}
          >
            <ChevronRight size={16} aria-hidden />
          </button>
        </div>
      )}
    </div>
  );
}
