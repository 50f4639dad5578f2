import { ChangingCode } from '../src/kit/code';
import type { Keep } from '../src/kit/keep';
import { toFailure } from '../src/kit/failure';
import { PickUpStore, type PickUp } from '../src/eggs/picking';
import { ProxyStore } from '../src/eggs/proxying';
import { Counter } from '../src/handing/counter';
import { Listing, Today } from '../src/handing/listing';
import { Notebook } from '../src/handing/notebook';
import { prefixOf, read } from '../src/handing/reading';
import type { Call } from '../types';
import { limits } from '../types/limits';
import { refusals, type RefusalCode } from '../types/refusals';

/** What the phones do by themselves: a code that changes, and a desk that has lost its network. */
const DAY = '2026-10-16';
const NOON = Date.parse(`${DAY}T04:00:00.000Z`);
const there = { campaignId: '41', communityCode: '230104009001' };
const prefix = '41.230104009001.';

/** A phone's storage: what is kept is kept as JSON, and nothing of it is shared. */
function phone(): Keep {
  const kept = new Map<string, string>();
  return {
    get: <T>(key: string) => (kept.has(key) ? (JSON.parse(kept.get(key) ?? '') as T) : null),
    set: (key, value) => void kept.set(key, JSON.stringify(value)),
    drop: (key) => void kept.delete(key),
  };
}
const lost = () => Promise.reject(toFailure({ code: 100 }));
const no = (refusal: RefusalCode) =>
  Promise.reject(toFailure({ error: refusals[refusal][2], details: { refusal, requestId: 'no' } }));

type Eggs = Call['eggs'];
type Asked = { name: string; input: Record<string, unknown> };
/** A cloud of which only these procedures answer, and that notes what it was asked. */
function cloud(eggs: Record<string, (input: never) => Promise<unknown>>): { call: Call; asked: Asked[] } {
  const asked: Asked[] = [];
  const answer = (name: string) => (input: Record<string, unknown>) => {
    asked.push({ name, input: JSON.parse(JSON.stringify(input)) as Asked['input'] });
    return eggs[name]?.(input as never) ?? Promise.reject(new Error(`Nobody answers ${name}`));
  };
  const feature = new Proxy({}, { get: (_, name: string) => answer(name) }) as Eggs;
  return { call: { eggs: feature, session: feature } as unknown as Call, asked };
}

const campaign = {
  ...{ id: '41', name: '国庆读通知领鸡蛋', firstDay: '2026-10-01', lastDay: '2026-10-15', cap: 10 },
  pickUps: [{ day: DAY, hours: '9:00-11:00', at: '社区一楼' }],
};
const holders = [
  [1, '135****0001', 3],
  [2, null, 1],
  [17, '138****0017', 0],
];
const list = (more: object = {}) => ({ campaign, today: DAY, now: new Date(NOON).toISOString(), holders, ...more });
const codeOf = (number: number, digits = '123456') => `${number}${digits}`;

test('what a camera reads says for which campaign and community it is; what is typed says the number alone', () => {
  expect(prefixOf(there)).toBe(prefix);
  expect(read(`${prefix}17123456`)).toEqual({ text: `${prefix}17123456`, code: '17123456', number: 17, prefix });
  expect(read(' 1712 3456 ')).toEqual({ text: '17123456', code: '17123456', number: 17, prefix: null });
  for (const text of ['', '123456', '0123456', '12345678901234', 'https://a.example/b/1', `${prefix}12a4567`, '一二三'])
    expect([text, read(text)]).toEqual([text, null]);
});

describe('a code that changes', () => {
  const opened = async (answer: () => Promise<object>) => {
    let now = NOON;
    const code = new ChangingCode(answer as never, () => now);
    await code.load();
    return { code, pass: (ms: number) => ((now += ms), code.tick()) };
  };
  const codes = (n: number) => ({
    ...{ from: new Date(NOON - 10_000).toISOString(), now: new Date(NOON).toISOString(), stepMs: 30_000 },
    codes: Array.from({ length: n }, (_, i) => codeOf(7, String(100_000 + i))),
  });

  test('goes by the cloud’s time and the time that passes, and each is shown for its step', async () => {
    const { code, pass } = await opened(() => Promise.resolve(codes(3)));
    expect([code.code, code.left.seconds]).toEqual(['7100000', 20]);
    pass(19_000);
    expect([code.code, code.left.seconds]).toEqual(['7100000', 1]);
    pass(1_000);
    expect([code.code, code.left.seconds]).toEqual(['7100001', 30]);
  });

  test('goes on without a network until the last is over, and says so; the cloud is not asked in vain every second', async () => {
    let asked = 0;
    const { code, pass } = await opened(() => (asked++ === 0 ? Promise.resolve(codes(2)) : lost()));
    for (let second = 0; second < 50; second++) pass(1_000);
    expect(code.code).toBeNull();
    await new Promise((done) => setTimeout(done));
    expect(asked).toBeGreaterThan(1);
    expect(asked).toBeLessThan(7);
    expect(code.codes.failure?.kind).toBe('offline');
  });
});

/** A desk on a phone. */
function desk(call: Call, { keep = phone(), isOnline = true, isHere = true, clock = () => NOON } = {}) {
  const now = { isOnline, isHere };
  const house = { call, keep, isHere: () => now.isHere, clock };
  const notebook = new Notebook(house, there);
  return { notebook, counter: new Counter(house, notebook, () => now.isOnline), now, keep };
}
const listed = async (more: object = {}, how: Parameters<typeof desk>[1] = {}) => {
  const { call, asked } = cloud({ deskList: () => Promise.resolve(list(more)) });
  const opened = desk(call, how);
  await opened.notebook.refresh();
  opened.now.isOnline = false;
  return { ...opened, asked };
};
const look = async ({ counter }: Pick<Awaited<ReturnType<typeof listed>>, 'counter'>, text: string) => {
  await counter.look(text);
  return counter.visitor?.holder ?? counter.outcome;
};

describe('a desk without a network', () => {
  test('knows whose code it is and how many are left, and writes down what it hands over', async () => {
    const at = await listed();
    expect(await look(at, prefix + codeOf(1))).toEqual({ number: 1, masked: '135****0001', left: 3 });
    expect(at.counter.count).toBe(3);
    at.counter.choose(2);
    await at.counter.hand();
    expect(at.counter.outcome).toEqual({
      ...{ kind: 'noted', count: 2 },
      holder: { number: 1, masked: '135****0001', left: 1 },
    });
    expect(at.notebook.notes).toEqual([
      expect.objectContaining({ code: codeOf(1), count: 2, at: new Date(NOON).toISOString(), number: 1 }),
    ]);
    // What this phone noted is gone for the next time.
    expect(await look(at, codeOf(1, '222222'))).toEqual({ number: 1, masked: '135****0001', left: 1 });
  });

  test.each([
    ['another campaign', `42.230104009001.${codeOf(1)}`, 'elsewhere'],
    ['another community', `41.230104009002.${codeOf(1)}`, 'elsewhere'],
    ['a number that is not on the list', codeOf(99), 'unlisted'],
    ['somebody who has nothing left', codeOf(17), 'none'],
    ['what is no code', 'https://example.org/b/1', 'noCode'],
  ])('refuses %s', async (_what, text, why) => {
    expect(await look(await listed(), text)).toEqual({ kind: 'unfit', why });
  });

  test('refuses the same code twice, also after a restart, and more than is left', async () => {
    const at = await listed();
    await look(at, codeOf(1));
    at.counter.choose(1);
    await at.counter.hand();
    expect(await look(at, prefix + codeOf(1))).toEqual({ kind: 'unfit', why: 'again' });
    const again = desk(cloud({}).call, { keep: at.keep, isOnline: false });
    expect(await look(again, codeOf(1))).toEqual({ kind: 'unfit', why: 'again' });
    await look(again, codeOf(1, '654321'));
    again.counter.choose(7);
    expect(again.counter.count).toBe(2);
    const shown = read(codeOf(1, '654321'));
    expect(shown && again.notebook.note(shown, 3)).toBe(false);
    expect(again.notebook.notes).toHaveLength(1);
  });

  test('hands out on the days that are set for its community alone', async () => {
    const on = (day: string, communityCode?: string) => ({
      campaign: { ...campaign, pickUps: [{ day, hours: '', at: '', ...(communityCode && { communityCode }) }] },
    });
    expect(await look(await listed(on('2026-10-17')), codeOf(1))).toEqual({ kind: 'unfit', why: 'day' });
    expect(await look(await listed(on(DAY, '230104009002')), codeOf(1))).toEqual({ kind: 'unfit', why: 'day' });
    expect(await look(await listed(on(DAY, there.communityCode)), codeOf(1))).toMatchObject({ number: 1 });
  });

  test('knows the next day on which it hands out, of those that are set for its community', async () => {
    const on = (...days: [day: string, communityCode?: string][]) => ({
      campaign: {
        ...campaign,
        pickUps: days.map(([day, communityCode]) => ({
          day,
          hours: '',
          at: '',
          ...(communityCode && { communityCode }),
        })),
      },
    });
    const next = async (...days: Parameters<typeof on>) => (await listed(on(...days))).notebook.nextDay;
    expect(await next(['2026-10-18'], ['2026-10-17'], ['2026-10-15'])).toBe('2026-10-17');
    expect(await next([DAY], ['2026-10-17', '230104009002'])).toBeNull();
    expect(await next()).toBeNull();
  });

  test('says what is missing when it never had a list', async () => {
    const { counter } = desk(cloud({}).call, { isOnline: false });
    expect(await look({ counter }, codeOf(1))).toEqual({ kind: 'unfit', why: 'noList' });
  });

  test('notes the cloud’s time, whatever the phone’s clock says', async () => {
    const HOUR = 3_600_000;
    const at = await listed({}, { clock: () => NOON + HOUR });
    await look(at, codeOf(1));
    await at.counter.hand();
    expect(at.notebook.notes[0]?.at).toBe(new Date(NOON).toISOString());
  });

  test(`writes down ${limits.offlineHandings} and no more, and brings them in pieces, each once`, async () => {
    const many = Array.from({ length: 600 }, (_, i): [number, null, number] => [i + 1, null, 1]);
    const at = await listed({ holders: many });
    for (let number = 1; number <= limits.offlineHandings + 1; number++) {
      await look(at, codeOf(number));
      await at.counter.hand();
    }
    expect(at.counter.outcome).toEqual({ kind: 'unfit', why: 'full' });
    expect(at.notebook.notes).toHaveLength(limits.offlineHandings);

    const taken = new Map<string, number>();
    let times = 0;
    const merging = cloud({
      deskList: () => Promise.resolve(list({ holders: many.map(([number]) => [number, null, 0]) })),
      mergeDesk: ({ handings }: { handings: { clientId: string; count: number }[] }) => {
        for (const { clientId, count } of handings) taken.set(clientId, count);
        // The answer to the second piece is lost on the way.
        if (++times === 2) return lost();
        const results = handings.map(({ clientId, count }) => ({ clientId, counted: count, conflict: null }));
        return Promise.resolve({ results });
      },
    });
    const back = desk(merging.call, { keep: at.keep });
    await back.notebook.merge();
    expect(back.notebook.notes).toHaveLength(limits.offlineHandings - 100);
    expect(back.notebook.merged.failure?.kind).toBe('offline');
    await back.notebook.merge();
    expect(back.notebook.notes).toEqual([]);
    expect(taken.size).toBe(limits.offlineHandings);
    const pieces = merging.asked.filter(({ name }) => name === 'mergeDesk').map(({ input }) => input);
    // What was lost went once more, word for word.
    expect(pieces[2]).toEqual(pieces[1]);
    expect(new Set(pieces.map(({ clientId }) => clientId)).size).toBe(5);
    expect(back.notebook.find(1)?.left).toBe(0);
  });

  test('shows what did not come out as it was noted until somebody has seen it, and counts what was counted', async () => {
    const at = await listed();
    for (const number of [1, 2]) {
      await look(at, codeOf(number));
      await at.counter.hand();
    }
    const [one, two] = at.notebook.notes;
    const results = [
      { clientId: one?.clientId, counted: 1, conflict: 'fewer' },
      { clientId: two?.clientId, counted: 1, conflict: null },
    ];
    const merging = { mergeDesk: () => Promise.resolve({ results }), deskList: lost };
    const back = desk(cloud(merging).call, { keep: at.keep });
    await back.notebook.merge();
    const later = desk(cloud({}).call, { keep: at.keep }).notebook;
    expect(later.conflicts).toEqual([expect.objectContaining({ number: 1, count: 3, counted: 1, conflict: 'fewer' })]);
    // Until the list is fetched anew, what was counted is gone from it.
    expect([later.find(1)?.left, later.find(2)?.left]).toEqual([2, 0]);
    if (later.conflicts[0]) later.see(later.conflicts[0]);
    expect(desk(cloud({}).call, { keep: at.keep }).notebook.conflicts).toEqual([]);
  });

  test('brings nothing under the name of somebody else who has this phone now', async () => {
    const at = await listed();
    await look(at, codeOf(1));
    await at.counter.hand();
    const { call, asked } = cloud({});
    const other = desk(call, { keep: at.keep, isHere: false });
    await other.notebook.merge();
    expect(asked).toEqual([]);
    expect(other.notebook.notes).toHaveLength(1);
  });

  test('a network that is not what it says leads to the list as well', async () => {
    const keep = phone();
    await listed({}, { keep });
    const { counter } = desk(cloud({ readCode: lost }).call, { keep });
    expect(await look({ counter }, codeOf(2))).toEqual({ number: 2, masked: null, left: 1 });
  });
});

describe('at the desk', () => {
  const found = {
    ...{ ticket: 'a-ticket', until: new Date(NOON + 600_000).toISOString(), byProxy: true, staff: true },
    holder: { number: 1, masked: '135****0001', left: 3 },
  };
  const handed = (count: number, left: number) => ({
    handing: { id: '9', holder: { ...found.holder, left }, count, way: 'proxy', state: 'done', conflict: null },
  });

  test('all there are is chosen, fewer can be, and what was handed over is said', async () => {
    const { call, asked } = cloud({
      readCode: () => Promise.resolve(found),
      hand: ({ count }: { count: number }) => Promise.resolve(handed(count, 3 - count)),
    });
    const { counter } = desk(call);
    await counter.look(prefix + codeOf(1));
    expect(asked[0]?.input).toEqual({ ...there, code: prefix + codeOf(1) });
    expect([counter.count, counter.visitor?.byProxy, counter.visitor?.isStaff]).toEqual([3, true, true]);
    counter.choose(0);
    expect(counter.count).toBe(1);
    counter.choose(2);
    await counter.hand();
    expect(counter.outcome).toMatchObject({ kind: 'done', count: 2, holder: { left: 1 } });
    expect(counter.hands).toEqual([]);
  });

  test('a no is shown in its own words, and nothing is left to repeat', async () => {
    const { counter } = desk(cloud({ readCode: () => no('pickup.old') }).call);
    await counter.look(codeOf(1));
    expect(counter.outcome).toEqual({ kind: 'refused', message: refusals['pickup.old'][2] });
    const other = desk(cloud({ readCode: () => Promise.resolve(found), hand: () => no('pickup.used') }).call).counter;
    await other.look(codeOf(1));
    await other.hand();
    expect(other.outcome).toEqual({ kind: 'refused', message: refusals['pickup.used'][2] });
    expect(other.hands).toEqual([]);
  });

  test('a lost answer is asked for again under the same id, also after a restart, and counts once', async () => {
    const first = cloud({ readCode: () => Promise.resolve(found), hand: lost });
    const at = desk(first.call);
    await at.counter.look(codeOf(1));
    await at.counter.hand();
    expect(at.counter.outcome).toMatchObject({ kind: 'unknown' });
    await at.counter.repeat();

    const second = cloud({ hand: ({ count }: { count: number }) => Promise.resolve(handed(count, 0)) });
    const later = desk(second.call, { keep: at.keep });
    expect(later.counter.unsure).toHaveLength(1);
    // Whoever stands there again before it is known is given nothing on the phone's word.
    later.now.isOnline = false;
    await later.counter.look(codeOf(1, '777777'));
    expect(later.counter.outcome).toMatchObject({ kind: 'unknown' });
    await later.counter.repeat();
    expect(later.counter.outcome).toMatchObject({ kind: 'done', count: 3 });
    const hands = [...first.asked, ...second.asked].filter(({ name }) => name === 'hand').map(({ input }) => input);
    expect(hands).toHaveLength(3);
    expect(hands[1]).toEqual(hands[0]);
    expect(hands[2]).toEqual(hands[0]);
    expect(later.counter.hands).toEqual([]);
  });

  test('what turns out not to have counted stays in sight until somebody has seen it', async () => {
    const at = desk(cloud({ readCode: () => Promise.resolve(found), hand: lost }).call);
    await at.counter.look(codeOf(1));
    await at.counter.hand();
    const later = desk(cloud({ hand: () => no('pickup.ticket') }).call, { keep: at.keep }).counter;
    await later.repeat();
    expect(later.unsure).toEqual([]);
    expect(later.lost).toEqual([expect.objectContaining({ count: 3, why: refusals['pickup.ticket'][2] })]);
    if (later.lost[0]) later.see(later.lost[0]);
    expect(desk(cloud({}).call, { keep: at.keep }).counter.hands).toEqual([]);
  });
});

describe('from the list', () => {
  const holder = { number: 5, masked: null, left: 4 };
  test('somebody is found by number or phone, and a lost answer is repeated as it was; another count is another', async () => {
    let isLost = true;
    const { call, asked } = cloud({
      findHolder: () => Promise.resolve({ holder }),
      handByList: () => (isLost ? lost() : Promise.resolve({ handing: { id: '3', holder, count: 2 } })),
    });
    const listing = new Listing(call, there);
    listing.by('phone');
    listing.type('135 0000 0000');
    expect(listing.isReady).toBe(true);
    await listing.find();
    expect([asked[0]?.input, listing.count]).toEqual([{ ...there, phone: '13500000000' }, 4]);
    await listing.send();
    expect(listing.isUnknown).toBe(true);
    await listing.send();
    listing.choose(2);
    isLost = false;
    expect(await listing.send()).toBe(true);
    const ids = asked.filter(({ name }) => name === 'handByList').map(({ input }) => input['clientId']);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
    expect([listing.text, listing.holder]).toEqual(['', null]);
  });

  test('a decision whose answer was lost is sent again under the same id', async () => {
    let isLost = true;
    const { call, asked } = cloud({
      confirmHanding: () => (isLost ? lost() : Promise.resolve({})),
      handings: () => Promise.resolve({ handings: [], done: 0, eggs: 0, conflicts: 0 }),
    });
    const today = new Today(call, there);
    const handing = { id: '3' } as Parameters<Today['decide']>[0];
    expect(await today.decide(handing, true)).toBe(false);
    isLost = false;
    expect(await today.decide(handing, true)).toBe(true);
    const sent = asked.filter(({ name }) => name === 'confirmHanding').map(({ input }) => input);
    expect(sent[1]).toEqual(sent[0]);
  });
});

describe('a resident’s pick-up', () => {
  const state = (more: Partial<PickUp> = {}): PickUp => ({
    ...{ campaign, today: DAY, open: true, community: { code: there.communityCode, name: '江畔社区' } },
    ...{ count: 3, collected: 0, left: 3, held: null, reason: null, proxy: null, others: [] },
    ...more,
  });

  test('tells what was handed over since the page was opened, and goes on showing what it knew when the network goes', async () => {
    let now: PickUp | null = state({ collected: 1, left: 2 });
    const { call } = cloud({ pickUp: () => (now ? Promise.resolve(now) : lost()) });
    const store = new PickUpStore(call, '41');
    await store.load();
    expect([store.handed, store.isOpen]).toEqual([0, true]);
    now = null;
    await store.look();
    expect([store.state.failure, store.state.value?.left]).toEqual([null, 2]);
    now = state({ collected: 3, left: 0 });
    await store.look();
    expect([store.handed, store.isOpen]).toEqual([2, false]);
  });

  test('of a neighbour the same, by their number', async () => {
    const other = { number: 8, masked: '136****0008', left: 5, held: null };
    let now = state({ others: [other] });
    const { call, asked } = cloud({
      pickUp: () => Promise.resolve(now),
      pickUpCode: () => Promise.resolve({ codes: [], from: '', now: '', stepMs: 1 }),
    });
    const store = new PickUpStore(call, '41');
    await store.load();
    store.show(other);
    await store.codeOf(other.number).load();
    expect(asked.at(-1)?.input).toEqual({ campaignId: '41', number: 8 });
    now = state({ others: [{ ...other, left: 1 }] });
    await store.look();
    expect([store.shown?.left, store.handedForThem]).toEqual([1, 4]);
  });

  test.each(['phone', 'review', 'stopped', 'none'] as const)(
    'no code is asked for while it is held: %s',
    async (held) => {
      const store = new PickUpStore(cloud({ pickUp: () => Promise.resolve(state({ held })) }).call, '41');
      await store.load();
      expect(store.isOpen).toBe(false);
    },
  );

  test('a key that was lost on the way is the same when it is asked for again', async () => {
    let isLost = true;
    const { call, asked } = cloud({
      pickUp: () => Promise.resolve(state()),
      nameProxy: () => (isLost ? lost() : Promise.resolve({ key: '12345678', until: new Date(NOON).toISOString() })),
    });
    const store = new PickUpStore(call, '41');
    await store.load();
    await store.name();
    isLost = false;
    await store.name();
    await store.name();
    expect(store.state.value?.proxy).toMatchObject({ state: 'asked', key: '12345678' });
    const ids = asked.filter(({ name }) => name === 'nameProxy').map(({ input }) => input['clientId']);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });
});

test('a key is eight digits; typed again after a lost answer it is the same intention, another one is another', async () => {
  let isLost = true;
  const { call, asked } = cloud({
    beProxy: () => (isLost ? lost() : Promise.resolve({ campaignId: '41', masked: null, left: 2 })),
  });
  const keep = phone();
  const store = new ProxyStore(call, keep);
  store.type('1234 567');
  expect(store.isReady).toBe(false);
  store.type('1234 5678 9');
  expect([store.key, store.isReady]).toEqual(['12345678', true]);
  await store.send();
  expect(store.isUnknown).toBe(true);
  const later = new ProxyStore(call, keep);
  expect(later.key).toBe('12345678');
  await later.send();
  later.type('87654321');
  isLost = false;
  expect(await later.send()).toBe(true);
  expect([later.done.value?.left, later.key]).toEqual([2, '']);
  const ids = asked.map(({ input }) => input['clientId']);
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).not.toBe(ids[0]);
});
