/** How people and screens are laid out in a Meet: pure, so that every rule of it can be tried without a browser. */
export type View = 'grid' | 'speaker';

export interface TileRef {
  personId: string;
  source: 'camera' | 'screen';
}

export interface LayoutInput {
  view: View;
  me: string;
  /** Everybody who is here, in the order of coming. */
  here: readonly { id: string; camera: boolean; screen: boolean }[];
  /** A pin wins over whoever is loudest. */
  pinned: TileRef | null;
  loudest: string | null;
  page: number;
  perPage: number;
}

export interface Layout {
  /** What is big. */
  stage: readonly TileRef[];
  /** What is small below it. */
  strip: readonly TileRef[];
  /** Ourselves, small in the corner: only with one other person, and somebody's picture. */
  corner: TileRef | null;
  page: number;
  pages: number;
}

export function layoutOf(input: LayoutInput): Layout {
  const { here, me } = input;
  const screens = here.filter((one) => one.screen).map((one) => tile(one.id, 'screen'));
  const others = here.filter((one) => one.id !== me).map((one) => tile(one.id, 'camera'));
  const mine = here.some((one) => one.id === me) ? [tile(me, 'camera')] : [];
  const faces = [...others, ...mine];
  const pinned = [...screens, ...faces].find((one) => same(one, input.pinned)) ?? null;

  // A shared screen takes the stage in either view; so does a pin.
  const focus = pinned ? [pinned] : screens.length > 0 ? screens : speakerOf(input, others);
  if (focus.length > 0) {
    const rest = [...screens, ...faces].filter((one) => !focus.some((big) => same(big, one)));
    const alone = screens.length === 0 && rest.length === 1 && rest[0]?.personId === me;
    if (alone) return { stage: focus, strip: [], corner: rest[0] ?? null, page: 0, pages: 1 };
    const { tiles, ...pages } = cut(rest, input.page, input.perPage);
    return { stage: focus, strip: tiles, corner: null, ...pages };
  }
  const picture = here.some((one) => one.camera);
  if (others.length === 1 && mine[0] && picture)
    return { stage: others, strip: [], corner: mine[0], page: 0, pages: 1 };
  const { tiles, ...pages } = cut(faces, input.page, input.perPage);
  return { stage: tiles, strip: [], corner: null, ...pages };
}

/** The biggest 16:9 tiles that fit `count` times into a box; px. */
export function gridFor(
  count: number,
  width: number,
  height: number,
  gap: number,
): { columns: number; width: number; height: number } {
  let best = { columns: 1, width: 0, height: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.ceil(count / columns);
    const byWidth = (width - gap * (columns - 1)) / columns;
    const byHeight = (((height - gap * (rows - 1)) / rows) * 16) / 9;
    const size = Math.floor(Math.min(byWidth, byHeight));
    if (size > best.width) best = { columns, width: size, height: Math.floor((size * 9) / 16) };
  }
  return best;
}

/** Whose hand went up first, second, … */
export function handOrder(
  people: readonly { person: { id: string }; state: string; handRaisedAt: string | null }[],
): ReadonlyMap<string, number> {
  const raised = people
    .filter((one) => one.handRaisedAt !== null && one.state !== 'left')
    .sort((a, b) => Date.parse(a.handRaisedAt ?? '') - Date.parse(b.handRaisedAt ?? ''));
  return new Map(raised.map((one, index) => [one.person.id, index + 1]));
}

export function same(a: TileRef | null, b: TileRef | null): boolean {
  return a?.personId === b?.personId && a?.source === b?.source;
}

/** The loudest, or whoever has been here longest while nobody has spoken yet. */
function speakerOf({ view, loudest }: LayoutInput, others: readonly TileRef[]): readonly TileRef[] {
  if (view !== 'speaker') return [];
  const speaker = others.find((one) => one.personId === loudest) ?? others[0];
  return speaker ? [speaker] : [];
}

/** One page of the tiles. */
function cut(tiles: readonly TileRef[], page: number, perPage: number) {
  const pages = Math.max(1, Math.ceil(tiles.length / perPage));
  const at = Math.max(0, Math.min(page, pages - 1));
  return { page: at, pages, tiles: tiles.slice(at * perPage, (at + 1) * perPage) };
}

function tile(personId: string, source: TileRef['source']): TileRef {
  return { personId, source };
}
