import { differencesOf } from '../src/campaigns/differences';
import { BoardStore, DAYS } from '../src/campaigns/board/store';
import { Picking } from '../src/campaigns/edit/picking';
import { blank, joined, lackOf, mostOf, planOf, sentOf, without, type Plan } from '../src/campaigns/edit/plan';
import { PlanStore } from '../src/campaigns/edit/store';
import { say as edit } from '../src/campaigns/edit/words';
import { GuardStore } from '../src/campaigns/guard/store';
import { placesOf, runs, runsAny, worksAt } from '../src/campaigns/here';
import { CampaignsStore } from '../src/campaigns/list/store';
import { PlaceStore } from '../src/campaigns/place/store';
import { say as place } from '../src/campaigns/place/words';
import { toFailure } from '../src/kit/failure';
import type { Keep } from '../src/kit/keep';
import type { Me } from '../src/kit/session';
import type { Call } from '../types';
import type { CampaignShown, Standing } from '../types/campaigns';
import type { Move } from '../types/delivery';
import type { Flag } from '../types/guarding';
import type { Found } from '../types/org';
import { refusals, type RefusalCode } from '../types/refusals';

/** What the staff's pages of campaigns do by themselves: nothing typed is lost, and nothing is done twice. */
const CITY = '2301';
const HERE = '230104009009';
const THERE = '230104009010';
const there = { campaignId: '41', communityCode: HERE };
const TODAY = '2026-10-01';
const now = () => Date.parse(`${TODAY}T02:00:00.000Z`);

/** A phone's storage: what is kept is kept as JSON, and nothing of it is shared. */
function phone() {
  const kept = new Map<string, string>();
  const keep: Keep = {
    get: <T>(key: string) => (kept.has(key) ? (JSON.parse(kept.get(key) ?? '') as T) : null),
    set: (key, value) => void kept.set(key, JSON.stringify(value)),
    drop: (key) => void kept.delete(key),
  };
  return { keep, everything: () => [...kept.entries()].join('\n') };
}
const lost = () => Promise.reject(toFailure({ code: 100 }));
const no = (refusal: RefusalCode) =>
  Promise.reject(toFailure({ error: refusals[refusal][2], details: { refusal, requestId: 'no' } }));

type Input = Record<string, unknown>;
type Answers = Record<string, (input: never) => unknown>;
/** A cloud of which only these procedures answer, and that notes what it was asked. */
function cloud(answers: Answers) {
  const asked: { name: string; input: Input }[] = [];
  const answer = (name: string) => async (input: Input) => {
    asked.push({ name, input: JSON.parse(JSON.stringify(input)) as Input });
    const given = answers[name];
    if (!given) throw new Error(`Nobody answers ${name}`);
    return given(input as never);
  };
  const call = new Proxy({}, { get: () => new Proxy({}, { get: (_, name: string) => answer(name) }) }) as Call;
  const of = (name: string) => asked.filter((one) => one.name === name).map(({ input }) => input);
  return { call, answers, of };
}

const shown: CampaignShown = {
  ...{ id: '41', name: '国庆读通知领鸡蛋', firstDay: '2026-10-02', lastDay: '2026-10-16', cap: 10 },
  ...{ pickUps: [{ day: '2026-10-17', hours: '上午', at: '社区一楼' }], state: 'ahead', reserve: 3 },
  ...{ node: { code: CITY, name: '哈尔滨市' }, communities: 2, promised: 0 },
  may: ['change', 'setPickUps', 'end'],
};
const standing = (more: Partial<Standing> = {}): Standing => ({
  ...{ community: { code: HERE, name: '江畔社区' }, stock: 400, promised: 120, delivered: 0, collected: 0 },
  ...{ returned: 0, broken: 0, uncollected: 120, short: 0, open: 0, red: [], explained: [] },
  ...more,
});
const other = standing({ community: { code: THERE, name: '春木社区' }, stock: null });
const board = (more: Partial<CampaignShown> = {}, rest: object = {}) => ({
  ...{ campaign: { ...shown, ...more }, steps: [], days: [], expected: null, most: 700 },
  standings: [standing(), other],
  ...rest,
});
const idsOf = (inputs: readonly Input[]) => inputs.map(({ clientId }) => clientId);

describe('a plan', () => {
  const plan: Plan = {
    ...{ ...blank, name: '国庆', firstDay: '2026-10-02', lastDay: '2026-10-05' },
    members: [{ code: HERE, name: '江畔社区', stock: '' }],
  };
  const { lacks } = edit;
  test.each<[Partial<Plan>, string | null]>([
    [{}, null],
    [{ name: '  ' }, lacks.name],
    [{ firstDay: '' }, lacks.day],
    [{ firstDay: '2026-09-30' }, lacks.past],
    [{ firstDay: TODAY, lastDay: TODAY }, null],
    [{ lastDay: '2026-10-01' }, lacks.order],
    [{ lastDay: '2027-01-01' }, null],
    [{ lastDay: '2027-01-02' }, lacks.long],
    [{ cap: '0' }, lacks.cap],
    [{ cap: '100' }, null],
    [{ cap: '101' }, lacks.cap],
    [{ cap: '1.5' }, lacks.cap],
    [{ members: [] }, lacks.communities],
    [{ members: [{ code: HERE, name: '江畔社区', stock: '多' }] }, lacks.stock('江畔社区')],
    [{ members: [{ code: HERE, name: '江畔社区', stock: '0' }] }, null],
    [{ reserve: '' }, lacks.reserve],
    [{ reserve: '50' }, null],
    [{ reserve: '51' }, lacks.reserve],
    [{ pickUps: [{ day: '2026-10-01', hours: '上午', at: '一楼' }] }, lacks.pickUp],
    [{ pickUps: [{ day: '2026-10-02', hours: '上午', at: '一楼' }] }, null],
  ])('%j lacks %s', (part, lack) => expect(lackOf({ ...plan, ...part }, TODAY)).toBe(lack));

  test('says the most that it may come to: days and cap for one, stock for all', () => {
    const members = [
      { code: HERE, name: '江畔社区', stock: '101' },
      { code: THERE, name: '春木社区', stock: '50' },
    ];
    const both = { ...plan, members, reserve: '3' };
    expect(mostOf(both)).toEqual({ days: 4, each: 4, stock: 151, unlimited: 0, withReserve: 151 + 4 + 2 });
    expect(mostOf({ ...both, cap: '3' })).toMatchObject({ each: 3 });
    expect(mostOf({ ...both, members: joined(members, [{ code: '230104009011', name: '另一个' }]) })).toMatchObject({
      ...{ stock: 151, unlimited: 1 },
    });
    expect(mostOf(blank)).toMatchObject({ days: 0, each: 0 });
  });

  test('comes from a campaign and goes back the same', () => {
    expect(sentOf(planOf(board()))).toEqual({
      ...{ name: shown.name, firstDay: shown.firstDay, lastDay: shown.lastDay, cap: 10, reserve: 3 },
      communities: [{ code: HERE, stock: 400 }, { code: THERE }],
      pickUps: shown.pickUps,
    });
  });

  test('takes a community in once, and leaves it out with the days that were for it alone', () => {
    const twice = joined(plan.members, [
      { code: HERE, name: '江畔社区' },
      { code: THERE, name: '春木社区' },
    ]);
    expect(twice.map(({ code }) => code)).toEqual([HERE, THERE]);
    const one = { day: '2026-10-06', hours: '上午', at: '一楼' };
    const pickUps = [one, { ...one, communityCode: THERE }];
    expect(without({ ...plan, members: twice, pickUps }, THERE)).toEqual({ members: plan.members, pickUps: [one] });
  });
});

describe('communities to add', () => {
  const found = (code: string, level: Found['level'], open = true): Found => ({
    ...{ code, level, name: `地方 ${code}`, above: [], open },
  });
  const district = found('230104', 'district');
  const street = found('230104009', 'street');
  const [here, away, closed] = [
    found(HERE, 'community'),
    found('230204009009', 'community'),
    found(THERE, 'community', false),
  ];
  const org = (input: { q?: string; code?: string }) => {
    if (input.q) return { places: [here, away, closed] };
    const below: Record<string, Found[]> = {
      [CITY]: [found(CITY, 'city'), district],
      230104: [district, street],
      230104009: [street, here, closed],
    };
    return { places: input.code ? (below[input.code] ?? []) : [here, away] };
  };
  const codes = (picking: Picking) => picking.found.value?.map(({ code }) => code);

  test('of a city are all that are switched on in it, and can be gone down to and up from', async () => {
    const { call, of } = cloud({ find: org });
    const picking = new Picking(call, { code: CITY, level: 'city' });
    await picking.look();
    expect([codes(picking), picking.isBelow]).toEqual([[HERE], false]);
    await picking.go(CITY);
    expect(codes(picking)).toEqual(['230104']);
    await picking.go('230104');
    await picking.go('230104009');
    expect([codes(picking), picking.open.map(({ code }) => code), picking.isBelow]).toEqual([
      [HERE, THERE],
      [HERE],
      true,
    ]);
    await picking.up();
    expect(picking.at).toBe('230104');
    await picking.up();
    await picking.up();
    expect(picking.at).toBe(CITY);
    expect(of('find').map(({ code }) => code)).toEqual([
      ...[undefined, CITY, '230104', '230104009', '230104', CITY, CITY],
    ]);
  });

  test('are found by name, and never outside of the place', async () => {
    const { call } = cloud({ find: org });
    const picking = new Picking(call, { code: CITY, level: 'city' });
    picking.q = '江畔';
    await picking.look();
    expect([codes(picking), picking.open.length]).toEqual([[HERE, THERE], 1]);
  });

  test('of a street begin with its own, and a list that was cut says so', async () => {
    const many = Array.from({ length: 49 }, (_, i) => found(`2301040090${String(i).padStart(2, '0')}`, 'community'));
    const { call } = cloud({ find: () => ({ places: [street, ...many] }) });
    const picking = new Picking(call, { code: '230104009', level: 'street' });
    await picking.look();
    expect([picking.isCut, picking.open.length, picking.isBelow, picking.isWide]).toEqual([true, 49, false, false]);
  });
});

describe('planning', () => {
  const city = { places: [{ code: CITY, level: 'city', name: '哈尔滨市', above: [], open: true }] };
  const create = { find: () => city, createCampaign: (): unknown => ({ campaign: { id: '77' } }) };
  const fill = (store: PlanStore) => {
    store.change({ name: '国庆' });
    store.join([{ code: HERE, name: '江畔社区' }]);
  };

  test('what was typed outlives a lost answer and a restart, and is one campaign', async () => {
    const { keep, everything } = phone();
    const { call, answers, of } = cloud({ ...create, createCampaign: lost });
    const store = new PlanStore(call, keep, { at: CITY }, now);
    await store.load();
    expect([store.way, store.form.firstDay, store.form.lastDay, store.lack]).toEqual([
      ...['new', '2026-10-02', '2026-10-16', edit.lacks.name],
    ]);
    fill(store);
    expect(await store.send()).toBeNull();
    expect(store.sent.failure?.kind).toBe('offline');

    answers['createCampaign'] = create.createCampaign;
    const later = new PlanStore(call, keep, { at: CITY }, now);
    await later.load();
    expect([later.form.name, later.draft.isKept]).toEqual(['国庆', true]);
    expect(await later.send()).toBe('77');
    const sent = of('createCampaign');
    expect(new Set(idsOf(sent)).size).toBe(1);
    expect(sent[1]).toMatchObject({ nodeCode: CITY, name: '国庆', communities: [{ code: HERE }], reserve: 0 });
    expect(everything()).toBe('');

    await later.load();
    expect(later.form.name).toBe('');
    expect(later.draft.id).not.toBe(sent[0]?.['clientId']);
  });

  test('an intention that was used up by other words is another one from then on', async () => {
    const { call, of } = cloud({ ...create, createCampaign: () => no('input.idReused') });
    const store = new PlanStore(call, phone().keep, { at: CITY }, now);
    await store.load();
    fill(store);
    await store.send();
    await store.send();
    expect(new Set(idsOf(of('createCampaign'))).size).toBe(2);
  });

  test('one that began meanwhile keeps what was typed, and only its days of handing out are sent', async () => {
    let seen = board();
    const { call, of } = cloud({
      campaign: () => seen,
      changeCampaign: () => {
        seen = board({ state: 'running', may: ['setPickUps', 'pause', 'end'] });
        return no('campaign.begun');
      },
      setPickUps: () => ({ campaign: seen.campaign }),
    });
    const store = new PlanStore(call, phone().keep, { campaignId: '41' }, now);
    await store.load();
    expect([store.way, store.form.members.length]).toEqual(['change', 2]);
    store.change({ reserve: '5', name: '改了名' });
    expect(await store.send()).toBeNull();
    expect([store.way, store.form.reserve, store.lack]).toEqual(['pickUps', '5', null]);
    expect(await store.send()).toBe('41');
    const [{ clientId: _, ...sent } = {}] = of('setPickUps');
    expect(sent).toEqual({ campaignId: '41', pickUps: shown.pickUps, reserve: 5 });
  });

  test('one that is over may be planned no more', async () => {
    const { call } = cloud({ campaign: () => board({ state: 'dropped', may: [] }) });
    const store = new PlanStore(call, phone().keep, { campaignId: '41' }, now);
    await store.load();
    expect([store.way, await store.send()]).toEqual([null, null]);
  });

  test('days of handing out stand in their order, for all or for one, and are changed and dropped', async () => {
    const { call } = cloud({ campaign: () => board() });
    const store = new PlanStore(call, phone().keep, { campaignId: '41' }, now);
    await store.load();
    const { lacks } = edit;
    store.openPickUp(null);
    expect(store.lackOfPickUp).toBe(lacks.pickUpDay);
    store.pickUp.change({ day: '2026-10-01' });
    expect(store.lackOfPickUp).toBe(lacks.pickUp);
    store.pickUp.change({ day: '2026-10-16', hours: ' 下午 ' });
    expect(store.lackOfPickUp).toBe(lacks.pickUpAt);
    store.pickUp.change({ at: '门口', whom: null });
    expect(store.lackOfPickUp).toBe(lacks.pickUpWhom);
    store.pickUp.change({ whom: THERE });
    expect(store.lackOfPickUp).toBeNull();
    store.keepPickUp();
    expect(store.form.pickUps).toEqual([
      { day: '2026-10-16', hours: '下午', at: '门口', communityCode: THERE },
      ...shown.pickUps,
    ]);
    store.openPickUp(0);
    expect(store.pickUp.form).toEqual({ day: '2026-10-16', hours: '下午', at: '门口', whom: THERE });
    store.pickUp.change({ day: '2026-10-20', whom: '' });
    store.keepPickUp();
    expect(store.form.pickUps.map(({ day }) => day)).toEqual(['2026-10-17', '2026-10-20']);
    store.openPickUp(0);
    store.dropPickUp();
    expect(store.form.pickUps).toEqual([{ day: '2026-10-20', hours: '下午', at: '门口' }]);
    store.openPickUp(null);
    expect(store.pickUp.form.day).toBe('');
  });

  test('what was typed earlier can be given up for what is there now', async () => {
    const { keep } = phone();
    const { call } = cloud({ campaign: () => board() });
    const store = new PlanStore(call, keep, { campaignId: '41' }, now);
    await store.load();
    store.change({ name: '写了一半' });
    store.setStock(null, '9');
    store.startOver();
    expect([store.form.name, store.form.members[0]?.stock, store.draft.isKept]).toEqual([shown.name, '400', false]);
  });
});

describe('the board', () => {
  const days = Array.from({ length: 40 }, (_, i) => ({
    ...{ day: new Date(Date.parse('2026-09-01') + i * 86_400_000).toISOString().slice(0, 10), laid: i, expected: null },
  }));
  const open = async (answers: Answers = {}, seen: object = board()) => {
    const house = cloud({ campaign: () => seen, variance: () => ({ day: null, places: [] }), ...answers });
    const { keep } = phone();
    const store = new BoardStore(house.call, keep, '41', now);
    await store.load();
    return { store, keep, ...house };
  };

  test('begins its table with the stretch that today is in, and turns no further than the days go', async () => {
    const { store } = await open({}, board({}, { days }));
    expect(store.days.map(({ day }) => day)).toContain(TODAY);
    expect([store.days.length, store.hasEarlierDays, store.hasLaterDays]).toEqual([40 - 2 * DAYS, true, false]);
    store.turn(-1);
    store.turn(-1);
    expect([store.days[0]?.day, store.days.length, store.hasEarlierDays]).toEqual(['2026-09-01', DAYS, false]);
    store.turn(-1);
    expect(store.days[0]?.day).toBe('2026-09-01');
  });

  test('leaves communities in the cloud’s order whatever is looked for', async () => {
    const red = standing({ community: { code: '230104009011', name: '春风社区' }, short: 9, red: ['short'] });
    const { store } = await open({}, board({}, { standings: [standing(), other, red] }));
    expect(store.standings.map(({ community }) => community.name)).toEqual(['江畔社区', '春木社区', '春风社区']);
    store.type(' 春 ');
    expect(store.standings.map(({ community }) => community.name)).toEqual(['春木社区', '春风社区']);
    store.look('red');
    expect(store.standings).toEqual([red]);
  });

  test('pauses once for each reason however often it is sent, and shows the reason', async () => {
    const { store, keep, call, answers, of } = await open({ pauseCampaign: lost });
    store.reasons.pause.type('路上下雪');
    expect(await store.because('pause')).toBe(false);
    expect(await store.because('pause')).toBe(false);
    store.reasons.pause.type('路上下大雪');
    expect(await store.because('pause')).toBe(false);
    const [first, second, third] = idsOf(of('pauseCampaign'));
    expect([first === second, second === third]).toEqual([true, false]);
    expect(new BoardStore(call, keep, '41', now).reasons.pause.text).toBe('路上下大雪');

    const steps = [{ act: 'paused', reason: '路上下大雪', at: '2026-10-01T02:00:00.000Z' }];
    answers['campaign'] = () => board({ state: 'paused', may: ['resume', 'end'] }, { steps });
    answers['pauseCampaign'] = () => ({ campaign: shown });
    expect(await store.because('pause')).toBe(true);
    expect([store.reason, store.reasons.pause.text, store.board.value?.campaign.state]).toEqual([
      ...['路上下大雪', '', 'paused'],
    ]);
    expect(of('pauseCampaign').at(-1)).toMatchObject({ clientId: third, reason: '路上下大雪' });
  });

  test('a refusal is looked into, keeps the words, and the next try is another act', async () => {
    const { store, of } = await open({ endCampaign: () => no('campaign.step') });
    store.reasons.end.type('鸡蛋不够');
    expect(await store.because('end')).toBe(false);
    expect([store.reasons.end.text, of('campaign').length]).toEqual(['鸡蛋不够', 2]);
    await store.because('end');
    expect(new Set(idsOf(of('endCampaign'))).size).toBe(2);
  });

  test('says only what differs from the usual', async () => {
    const row = (marks: string[]) => ({ community: { code: HERE, name: '江畔社区' }, marks });
    const { store } = await open({ variance: () => ({ day: TODAY, places: [row([]), row(['broken'])] }) });
    expect(store.marked.map(({ marks }) => marks)).toEqual([['broken']]);
  });
});

describe('the eggs of a community', () => {
  const move = (more: Partial<Move> = {}): Move => ({
    ...{ id: '9', kind: 'delivered', said: 120, saidAt: '2026-10-01T01:00:00.000Z', counted: null, signedAt: null },
    ...{ note: null, mine: false, may: ['sign'] },
    ...more,
  });
  const manifest = {
    campaign: shown,
    state: 'picking',
    standing: standing(),
    reserve: 4,
    bring: 124,
    moves: [],
    may: [],
  };
  const open = async (answers: Answers = {}, keep = phone().keep) => {
    const house = cloud({ manifest: () => manifest, ...answers });
    const store = new PlaceStore(house.call, keep, there);
    await store.load();
    return { store, ...house };
  };

  test('what is to be brought is offered to whoever brings, and whoever signs counts for themselves', async () => {
    const { store } = await open();
    store.open({ what: 'delivered' });
    expect(store.editing.form.count).toBe('124');
    store.open({ what: 'sign', move: move() });
    expect([store.editing.form.count, store.lack]).toEqual(['', place.lacks.count]);
    store.type({ count: '0' });
    expect(store.lack).toBe(place.lacks.count);
    store.type({ count: ' 118个' });
    expect([store.editing.form.count, store.lack]).toEqual(['118', null]);
  });

  test('each thing that is written goes where it belongs', async () => {
    const done = () => ({ move: move() });
    const { store, of } = await open({
      ...{ bring: done, takeOut: done, signDelivery: done, signReturn: done, explain: done },
    });
    const write = async (doing: Parameters<PlaceStore['open']>[0], count: string, note: string) => {
      store.open(doing);
      store.type({ count, note });
      expect(await store.send()).toBe(true);
    };
    await write({ what: 'delivered' }, '120', '');
    await write({ what: 'returned' }, '3', '没人来领');
    await write({ what: 'broken' }, '2', '压破的');
    await write({ what: 'sign', move: move() }, '118', '');
    await write({ what: 'sign', move: move({ id: '10', kind: 'returned' }) }, '3', '');
    await write({ what: 'explain', about: 'short' }, '', '路上破了两个');
    const plain = (name: string) => of(name).map(({ clientId: _, ...input }) => input);
    expect(plain('bring')).toEqual([{ ...there, count: 120 }]);
    expect(plain('takeOut')).toEqual([
      { ...there, kind: 'returned', count: 3, note: '没人来领' },
      { ...there, kind: 'broken', count: 2, note: '压破的' },
    ]);
    expect(plain('signDelivery')).toEqual([{ communityCode: HERE, moveId: '9', counted: 118 }]);
    expect(plain('signReturn')).toEqual([{ communityCode: HERE, moveId: '10', counted: 3 }]);
    expect(plain('explain')).toEqual([{ ...there, about: 'short', note: '路上破了两个' }]);
    expect([store.doing, of('manifest').length]).toEqual([null, 7]);
  });

  test('what broke, and what a difference comes from, need a word', async () => {
    const { store, of } = await open();
    store.open({ what: 'broken' });
    store.type({ count: '2' });
    expect([store.lack, await store.send()]).toEqual([place.lacks.remark, false]);
    store.open({ what: 'explain', about: 'open' });
    expect([store.lack, await store.send()]).toEqual([place.lacks.note, false]);
    expect([of('takeOut'), of('explain')]).toEqual([[], []]);
  });

  test('what was typed outlives a lost answer, closing and a restart, and counts once', async () => {
    const { keep } = phone();
    const { store, of } = await open({ bring: lost }, keep);
    store.open({ what: 'delivered' });
    store.type({ count: '119', note: '两箱' });
    expect([await store.send(), store.editing.sent.failure?.kind]).toEqual([false, 'offline']);
    store.close();
    const later = await open({ bring: () => ({ move: move() }) }, keep);
    later.store.open({ what: 'delivered' });
    expect(later.store.editing.form).toEqual({ count: '119', note: '两箱' });
    expect(await later.store.send()).toBe(true);
    expect(idsOf(later.of('bring'))).toEqual(idsOf(of('bring')));
    later.store.open({ what: 'delivered' });
    expect(later.store.editing.form).toEqual({ count: '124', note: '' });
  });

  test('a refusal stays in sight with what was typed, and the figures are looked at again', async () => {
    const { store, of } = await open({ signDelivery: () => no('move.signed') });
    store.open({ what: 'sign', move: move() });
    store.type({ count: '118' });
    expect(await store.send()).toBe(false);
    expect([store.editing.form.count, store.editing.sent.failure?.refusal, of('manifest').length]).toEqual([
      ...['118', 'move.signed', 2],
    ]);
  });

  test('what was said is taken back once, however often it is asked', async () => {
    const { store, answers, of } = await open({ dropMove: lost });
    expect(await store.drop(move())).toBe(false);
    answers['dropMove'] = () => ({});
    expect(await store.drop(move())).toBe(true);
    expect(new Set(idsOf(of('dropMove'))).size).toBe(1);
    expect(of('dropMove')[0]).toMatchObject({ communityCode: HERE, moveId: '9' });
  });

  test('differences stand in the order in which eggs travel, and only those that are there', () => {
    expect(differencesOf(standing())).toEqual([]);
    expect(differencesOf(standing({ open: 3, short: 2 }))).toEqual(['short', 'open']);
  });
});

describe('what is looked at', () => {
  const flag: Flag = {
    ...{ id: '3', kind: 'risk', number: 12, masked: null, left: 4, accounts: 1, at: '2026-10-01T01:00:00.000Z' },
    ...{ verdict: null, reason: null, decidedAt: null },
  };
  const open = async (may: string[], answers: Answers = {}) => {
    const { keep, everything } = phone();
    const house = cloud({
      manifest: () => ({ campaign: shown, standing: standing(), may }),
      flags: () => ({ flags: [flag] }),
      correctionsAsked: () => ({ corrections: [] }),
      ...answers,
    });
    const store = new GuardStore(house.call, keep, there);
    await store.load();
    return { store, everything, ...house };
  };

  test('accounts are asked for by whoever may decide, and nobody else', async () => {
    const worker = await open([]);
    expect([worker.of('flags'), worker.store.flags.value, worker.of('correctionsAsked').length]).toEqual([[], null, 1]);
    const secretary = await open(['decide']);
    expect(secretary.store.flags.value).toEqual([flag]);
  });

  test('a verdict needs both a choice and a reason', async () => {
    const { store, of } = await open(['decide'], { decideFlag: () => ({ flag }) });
    store.judge(flag);
    expect(await store.settle()).toBe(false);
    store.judging.change({ verdict: 'stop' });
    expect(await store.settle()).toBe(false);
    store.judging.change({ reason: ' 三个账号一个人用 ' });
    expect(await store.settle()).toBe(true);
    expect(of('decideFlag')).toEqual([
      {
        ...{ clientId: expect.any(String) as string, communityCode: HERE, flagId: '3' },
        ...{ verdict: 'stop', reason: '三个账号一个人用' },
      },
    ]);
    expect([store.flag, of('flags').length]).toEqual([null, 2]);
  });

  test('a correction is asked for by number or phone, and the phone stays in no storage', async () => {
    const { store, answers, of, everything } = await open([], { askCorrection: lost });
    store.openAsk();
    store.asking.change({ way: 'phone', kind: 'lay', day: '2026-10-03', reason: '读了没有记上' });
    store.typePhone('136 0000 12345');
    expect(store.phone).toBe('13600001234');
    expect(await store.ask()).toBe(false);
    expect(everything()).not.toContain('13600001234');
    expect([store.phone, store.asking.form.reason]).toEqual(['13600001234', '读了没有记上']);
    answers['askCorrection'] = () => ({ correction: {} });
    expect(await store.ask()).toBe(true);
    const [first, second] = of('askCorrection');
    expect(second).toEqual(first);
    expect(second).toMatchObject({ ...there, phone: '13600001234', kind: 'lay', day: '2026-10-03' });
    expect(second).not.toHaveProperty('number');
    expect(store.phone).toBe('');
  });

  test('is decided once, whatever the network does', async () => {
    const { store, answers, of } = await open(['decide'], { decideCorrection: lost });
    expect(await store.decide({ id: '5' }, true)).toBe(false);
    answers['decideCorrection'] = () => no('correction.decided');
    expect(await store.decide({ id: '5' }, true)).toBe(false);
    answers['decideCorrection'] = () => ({ correction: {} });
    expect(await store.decide({ id: '5' }, false)).toBe(true);
    const [first, second, third] = idsOf(of('decideCorrection'));
    expect([first === second, second === third]).toEqual([true, false]);
    expect(of('correctionsAsked')).toHaveLength(3);
  });
});

test('the list of another place shows nothing of the one before while it is on its way', async () => {
  const { call, of } = cloud({ campaigns: () => ({ campaigns: [shown] }) });
  const store = new CampaignsStore(call);
  await store.load({ code: CITY, level: 'city', name: '哈尔滨市' });
  expect(store.list.value).toEqual([shown]);
  const loading = store.load({ code: HERE, level: 'community', name: '江畔社区' });
  expect(store.list.value).toBeNull();
  await loading;
  expect(of('campaigns')).toEqual([{ nodeCode: CITY }, { communityCode: HERE }]);
});

test('a page of eggs is for their staff, at their place and below it', () => {
  const street = { code: '230104009', level: 'street', name: '东原街道' } as const;
  const home = { code: HERE, level: 'community', name: '江畔社区' } as const;
  const who = (...roles: Me['roles']) => ({ roles }) as Me;
  const office = who({ role: 'street', place: street }, { role: 'street', place: street });
  expect([runs(office, HERE), runs(office, CITY), runsAny(office), placesOf(office)]).toEqual([
    true,
    false,
    true,
    [street],
  ]);
  const worker = who({ role: 'gridworker', place: home }, { role: 'merchant', place: street });
  expect([
    runs(worker, HERE),
    runsAny(worker),
    worksAt(worker, HERE),
    worksAt(worker, THERE),
    placesOf(worker),
  ]).toEqual([...[false, false, true, false, [home]]]);
  expect([worksAt(who(), HERE), worksAt(worker, '')]).toEqual([false, false]);
});
