import fc from 'fast-check';
import { actsOf, heldAt, inOrder, placesOf, reachOf, waitedFor } from '../cloud/desk/rules';
import { dailyActs, needs, type Need } from '../types/desk';
import { roles, type Role } from '../types/org';

/** In which order things stand on somebody's desk, and where they are looked for. */
const AT = Date.parse('2026-10-01T02:00:00.000Z');
const now = new Date(AT);
const at = (minutes: number): string => new Date(AT + minutes * 60_000).toISOString();
const place = { code: '230104009009', level: 'community', name: '江畔社区' } as const;
const one = (what: Need['what'], more: Partial<Need> = {}): Need => ({
  ...{ what, count: 1, more: false, since: at(-5), due: null, place, only: null, campaignId: null, handedOut: null },
  ...more,
});
const kinds = (all: readonly Need[]) => inOrder(all, now).map(({ what }) => what);

const anyNeed = fc
  .record({
    what: fc.constantFrom(...needs),
    count: fc.integer({ min: 1, max: 99 }),
    since: fc.option(fc.integer({ min: -9_999, max: 0 }).map(at)),
    due: fc.option(fc.integer({ min: -9_999, max: 9_999 }).map(at)),
    code: fc.constantFrom('230104009009', '230103010003', '230104009'),
  })
  .map(({ code, ...more }) => one(more.what, { ...more, place: { ...place, code } }));
const code = fc.constantFrom('2301', '230104', '230104009', '230104009009', '230104009001', '230103010003');
const grants = fc.array(fc.record({ role: fc.constantFrom(...roles), code }), { maxLength: 6 });

test('somebody who waits for an answer comes before what lies there, and what is late before everybody', () => {
  expect(
    kinds([one('draft'), one('expiring'), one('mustKnow'), one('claim'), one('pickUp'), one('waiting'), one('late')]),
  ).toEqual(['late', 'waiting', 'pickUp', 'claim', 'mustKnow', 'draft', 'expiring']);
});

test('a promise that is over comes with what is late, and before its time where its kind is', () => {
  const whistle = (minutes: number) => [one('waiting'), one('whistle', { due: at(minutes) })];
  expect(kinds(whistle(-1))).toEqual(['whistle', 'waiting']);
  expect(kinds(whistle(0))).toEqual(['whistle', 'waiting']);
  expect(kinds(whistle(1))).toEqual(['waiting', 'whistle']);
  // An agreement that has ended is nobody's emergency.
  expect(kinds([one('expiring', { due: at(-9) }), one('draft'), one('waiting')])).toEqual([
    'waiting',
    'draft',
    'expiring',
  ]);
});

test('of one kind what has waited longest comes first', () => {
  const [old, young] = [one('claim', { since: at(-60) }), one('claim', { since: at(-1) })];
  expect(inOrder([young, old], now)).toEqual([old, young]);
});

test('the order is the same however it was found, and nothing is lost or made', () => {
  fc.assert(
    fc.property(fc.array(anyNeed, { maxLength: 12 }), (all) => {
      const said = (some: readonly Need[]) =>
        inOrder(some, now).map((need) => [need.what, need.place.code, need.since]);
      expect(said([...all].reverse())).toEqual(said(all));
      const sum = (some: readonly Need[]) => some.reduce((n, { count }) => n + count, 0);
      expect(sum(inOrder(all, now))).toBe(sum(all));
      expect(waitedFor(all)).toBeLessThanOrEqual(sum(all));
    }),
  );
});

test('what is one’s own, and what is done along the way, is in no number that calls', () => {
  const quiet = ['pickUp', 'mustKnow', 'declined', 'draft', 'risky', 'expiring', 'ending'] as const;
  expect(waitedFor(quiet.map((what) => one(what)))).toBe(0);
  const calling = needs.filter((what) => !(quiet as readonly string[]).includes(what));
  expect(waitedFor(calling.map((what) => one(what, { count: 2 })))).toBe(2 * calling.length);
});

test('no place is looked at twice for one role, and none is left out', () => {
  fc.assert(
    fc.property(grants, (all) => {
      const held = heldAt(all, roles);
      for (const some of held) for (const other of held) if (some !== other) expect(some.startsWith(other)).toBe(false);
      for (const { code: own } of all) expect(held.some((some) => own.startsWith(some))).toBe(true);
      const { communities, above } = placesOf(all, roles);
      expect(communities.every((some) => some.length === 12)).toBe(true);
      expect(above.every((some) => some.length < 12)).toBe(true);
    }),
  );
});

test('who holds nothing may do nothing and reaches nowhere; what may be done is named once', () => {
  expect(actsOf({ grants: [], isCalled: false, keepsShop: false })).toEqual([]);
  const { answers, ...others } = reachOf([]);
  expect([answers.communities, answers.above, ...Object.values(others)].flat()).toEqual([]);
  fc.assert(
    fc.property(grants, fc.boolean(), fc.boolean(), (all, isCalled, keepsShop) => {
      const may = actsOf({ grants: all, isCalled, keepsShop });
      expect(new Set(may).size).toBe(may.length);
      expect(may.every((act) => dailyActs.includes(act))).toBe(true);
    }),
  );
});

test.each<[Role, boolean]>([
  ['parttime', false],
  ['merchant', false],
  ['gridworker', true],
  ['editor', true],
])('%s as such has a desk: %s', (role, has) => {
  expect(actsOf({ grants: [{ role, code: place.code }], isCalled: false, keepsShop: false }).length > 0).toBe(has);
});
