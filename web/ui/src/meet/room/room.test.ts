import { describe, expect, it } from 'vitest';
import { gridFor, handOrder, layoutOf, type LayoutInput } from './layout';
import { followLoudest, nobodySpeaks, type Floor } from './loudest';
import { shortcutOf, takesKeys, type Pressed } from './shortcuts';

const person = (id: string, change: { camera?: boolean; screen?: boolean } = {}) => ({
  id,
  camera: false,
  screen: false,
  ...change,
});
const face = (personId: string) => ({ personId, source: 'camera' as const });
const screen = (personId: string) => ({ personId, source: 'screen' as const });
const ids = (tiles: readonly { personId: string }[]) => tiles.map((one) => one.personId);

function layout(change: Partial<LayoutInput>) {
  return layoutOf({
    view: 'grid',
    me: 'me',
    here: [person('a'), person('me')],
    pinned: null,
    loudest: null,
    page: 0,
    perPage: 12,
    ...change,
  });
}

describe('the grid', () => {
  it('shows two voices side by side, and ourselves in the corner once there is a picture', () => {
    expect(ids(layout({}).stage)).toEqual(['a', 'me']);
    const video = layout({ here: [person('a', { camera: true }), person('me')] });
    expect(ids(video.stage)).toEqual(['a']);
    expect(video.corner).toEqual(face('me'));
  });

  it('gives everybody the same tile from three people on, ourselves last', () => {
    const three = layout({ here: [person('me', { camera: true }), person('a'), person('b')] });
    expect(ids(three.stage)).toEqual(['a', 'b', 'me']);
    expect(three.corner).toBeNull();
  });

  it('goes over pages with more people than fit, and comes back from a page that is gone', () => {
    const here = Array.from({ length: 26 }, (_, i) => person(`p${i}`));
    expect(layout({ here }).stage).toHaveLength(12);
    expect(layout({ here }).pages).toBe(3);
    expect(ids(layout({ here, page: 2 }).stage)).toEqual(['p24', 'p25']);
    expect(layout({ here: here.slice(0, 12), page: 2 }).page).toBe(0);
  });
});

describe('the speaker view', () => {
  const here = [person('a'), person('b'), person('c'), person('me')];

  it('shows the loudest big and the others below', () => {
    const { stage, strip } = layout({ view: 'speaker', here, loudest: 'b' });
    expect(ids(stage)).toEqual(['b']);
    expect(ids(strip)).toEqual(['a', 'c', 'me']);
  });

  it('begins with whoever is here when nobody has spoken yet', () => {
    expect(ids(layout({ view: 'speaker', here }).stage)).toEqual(['a']);
  });

  it('keeps a pin, also in the grid, and forgets the pin of somebody who left', () => {
    expect(ids(layout({ view: 'speaker', here, loudest: 'b', pinned: face('c') }).stage)).toEqual(['c']);
    expect(ids(layout({ here, pinned: face('c') }).stage)).toEqual(['c']);
    expect(ids(layout({ here, pinned: face('gone') }).stage)).toHaveLength(4);
  });

  it('gives the stage to a shared screen, the sharer’s face stays below', () => {
    const sharing = [person('a', { screen: true }), person('b'), person('me')];
    const { stage, strip } = layout({ view: 'speaker', here: sharing, loudest: 'b' });
    expect(stage).toEqual([screen('a')]);
    expect(ids(strip)).toEqual(['a', 'b', 'me']);
    expect(layout({ here: sharing, pinned: face('b') }).strip).toContainEqual(screen('a'));
  });
});

describe('tiles', () => {
  it('are 16:9 and as big as fits', () => {
    expect(gridFor(1, 1600, 900, 8)).toEqual({ columns: 1, width: 1600, height: 900 });
    expect(gridFor(4, 1600, 900, 8).columns).toBe(2);
    expect(gridFor(2, 360, 600, 8).columns).toBe(1);
  });
});

describe('raised hands', () => {
  it('count in the order of raising, without who left', () => {
    const hand = (id: string, handRaisedAt: string | null, state = 'joined') => ({
      person: { id },
      state,
      handRaisedAt,
    });
    const order = handOrder([
      hand('a', '2026-11-22T03:00:05Z'),
      hand('b', '2026-11-22T03:00:04.5Z'),
      hand('c', null),
      hand('d', '2026-11-22T03:00:01Z', 'left'),
    ]);
    expect([...order]).toEqual([
      ['b', 1],
      ['a', 2],
    ]);
  });
});

describe('the floor', () => {
  const hear = (start: Floor, ...heard: [number, Record<string, number>][]) =>
    heard.reduce((floor, [now, levels]) => followLoudest(floor, levels, ['a', 'b'], now), start);
  const a = hear(nobodySpeaks, [0, { a: 100 }]);

  it('goes to the first who speaks, at once, and stays through a pause', () => {
    expect(a.speaker).toBe('a');
    expect(hear(a, [5_000, { a: 0, b: 20 }]).speaker).toBe('a');
  });

  it('is not taken by a cough', () => {
    const coughed = hear(a, [100, { a: 100, b: 120 }], [500, { a: 100, b: 120 }], [900, { a: 100, b: 0 }]);
    expect(hear(coughed, [2_000, { a: 100, b: 120 }]).speaker).toBe('a');
  });

  it('is taken by whoever is clearly louder for a while', () => {
    expect(hear(a, [100, { a: 100, b: 110 }], [1_400, { a: 100, b: 110 }]).speaker).toBe('b');
    expect(hear(a, [100, { a: 100, b: 103 }], [9_000, { a: 100, b: 103 }]).speaker).toBe('a');
  });

  it('is taken after a while from somebody who is silent, and is free when they leave', () => {
    expect(hear(a, [100, { a: 0, b: 90 }], [1_400, { a: 0, b: 90 }]).speaker).toBe('b');
    expect(followLoudest(a, {}, ['b'], 100).speaker).toBeNull();
  });

  it('stays the same object while nothing changes', () => {
    expect(hear(a, [100, { a: 101 }])).toBe(a);
  });
});

describe('shortcuts', () => {
  const press = (key: string, change: Partial<Pressed> = {}) =>
    shortcutOf({
      key,
      code: '',
      shiftKey: false,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      repeat: false,
      isComposing: false,
      ...change,
    });

  it('are single letters, and two keys for leaving', () => {
    expect(['m', 'v', 's', 'h', '?'].map((key) => press(key))).toEqual([
      'mic',
      'camera',
      'share',
      'hand',
      'help',
    ]);
    expect(press('L', { shiftKey: true })).toBe('leave');
    expect(press('l')).toBeNull();
  });

  it('leave the browser’s own alone, and a key that is held counts once', () => {
    expect(press('s', { ctrlKey: true })).toBeNull();
    expect(press('v', { metaKey: true })).toBeNull();
    expect(press('m', { repeat: true })).toBeNull();
  });

  it('work with a Japanese input method on, but not while it composes', () => {
    expect(press('Process', { code: 'KeyM' })).toBe('mic');
    expect(press('も', { code: 'KeyM' })).toBe('mic');
    expect(press('m', { isComposing: true })).toBeNull();
  });

  it('belong to what is being typed into', () => {
    const at = (tagName: string, inside: string | null = null) => ({
      tagName,
      isContentEditable: false,
      closest: (selectors: string) => (inside !== null && selectors.includes(inside) ? {} : null),
    });
    expect(takesKeys(at('TEXTAREA'))).toBe(true);
    expect(takesKeys({ ...at('DIV'), isContentEditable: true })).toBe(true);
    expect(takesKeys(at('DIV', 'menu'))).toBe(true);
    expect(takesKeys(at('BUTTON'))).toBe(false);
    expect(takesKeys(null)).toBe(false);
  });
});
