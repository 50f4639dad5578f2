import { addDays, shanghaiDay } from '../cloud/kit/clock';
import type { Input } from '../types';
import type { merchants } from '../types/merchants';
import { haircut, openShop, signerOf, type Somebody } from './kit/shops';
import { openTown, refusalOf, type Town, XIAOHONG } from './kit/town';

const CENTRE = { latitude: 45.7, longitude: 126.6 };
/** Some metres north of the centre. */
const north = (metres: number) => ({ ...CENTRE, latitude: CENTRE.latitude + metres / 111_319.5 });

let town: Town;
let signer: Somebody;
/** The shops of 晓虹 that are in force, in the order they came, and those that are not. */
const good: string[] = [];
const bad: string[] = [];
beforeAll(async () => {
  town = await openTown();
  signer = await signerOf(town);
  const today = shanghaiDay(town.clock.now());
  const add = async (facts: object, agreement?: object | null) =>
    (
      await openShop(town, {
        facts: { communityCode: XIAOHONG, ...facts },
        ...(agreement !== undefined && { agreement }),
      })
    ).merchant.id;
  for (let n = 0; n < 12; n++)
    good.push(
      await add({
        name: n % 3 ? `便民店 ${n}` : `ＫＴＶ 歌房 ${n}`,
        category: n % 2 ? 'food' : 'hair',
        // Three in the same house, and one that the map does not know.
        ...(n > 0 && { location: north(n < 4 ? 100 : n * 100) }),
        ...(n === 5 && { services: [{ ...haircut, name: '修雨伞' }] }),
      }),
    );
  bad.push(await add({ name: '便民店 等着签' }, null));
  bad.push(await add({ name: '便民店 还没到' }, { firstDay: addDays(today, 1) }));
  bad.push(await add({ name: '便民店 到期了' }, { firstDay: addDays(today, -9), lastDay: today }));
  for (const step of ['suspend', 'revoke'] as const) {
    const merchantId = await add({ name: '便民店 停了', location: CENTRE });
    await signer.call.merchants[step]({ merchantId, reason: '停了' });
    bad.push(merchantId);
  }
  town.clock.at('2026-10-02 00:00:00');
  // The one that had not begun begins today.
  const begun = bad.splice(1, 1)[0]!;
  good.splice(12, 0, begun);
});
afterAll(() => town.close());

type Asked = Input<typeof merchants.list>;
const list = (asked: Asked = {}) => town.as(null).merchants.list({ communityCode: XIAOHONG, ...asked });

/** Every page of a list, one after the other. */
async function pages(asked: Asked, limit: number) {
  const rows: Awaited<ReturnType<typeof list>>['merchants'] = [];
  for (let before: string | undefined; ;) {
    const { merchants: some, next } = await list({ ...asked, limit, ...(before && { before }) });
    expect(some.length).toBeLessThanOrEqual(limit);
    rows.push(...some);
    if (next === null) return rows;
    before = next;
  }
}
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

describe('the directory', () => {
  test('has the shops whose badge is good today, the newest first, and no other', async () => {
    const { merchants: rows, next } = await list({ limit: 50 });
    expect(ids(rows)).toEqual([...good].reverse());
    expect(next).toBeNull();
    expect(ids(rows).filter((id) => bad.includes(id))).toEqual([]);
    expect(rows.every(({ state, distance }) => ['valid', 'expiring'].includes(state) && distance === null)).toBe(true);
    const all = await town.as(null).merchants.list({ limit: 50 });
    expect(ids(all.merchants)).toEqual(expect.arrayContaining(good));
    expect(new Set(all.merchants.map(({ place }) => place.code)).size).toBeGreaterThan(1);
  });

  test.each([1, 2, 3, 5, 13, 50])('in pages of %i misses none and shows none twice', async (limit) => {
    expect(ids(await pages({}, limit))).toEqual([...good].reverse());
    const near = await pages({ near: north(0) }, limit);
    expect(ids(near).slice(0, 3)).toEqual([good[3], good[2], good[1]]);
    expect([...ids(near)].sort()).toEqual(good.slice(1, 12).sort());
    const all = ids(await pages({ communityCode: undefined }, limit));
    expect(new Set(all).size).toBe(all.length);
  });

  test('near a place has the nearest first, with metres on the ground', async () => {
    const { merchants: rows } = await list({ near: CENTRE, limit: 50 });
    const metres = rows.map(({ distance }) => distance ?? -1);
    expect(metres).toEqual([...metres].sort((a, b) => a - b));
    expect(rows.find(({ id }) => id === good[9])?.distance).toBeGreaterThan(895);
    expect(rows.find(({ id }) => id === good[9])?.distance).toBeLessThan(905);
  });

  test('goes on from a shop that is a hair’s breadth away', async () => {
    for (const away of [1e-9, 1e-7, 1e-4]) {
      const near = { latitude: north(100).latitude + away / 111_319.5, longitude: CENTRE.longitude };
      expect(ids(await pages({ near }, 1))).toHaveLength(11);
    }
  });

  test('finds by kind, by words in any order, by what is offered and whatever the case and width', async () => {
    const found = async (asked: Asked) => ids((await list({ limit: 50, ...asked })).merchants);
    expect(await found({ category: 'food' })).toEqual(
      good
        .slice(0, 12)
        .filter((_, n) => n % 2)
        .reverse(),
    );
    expect(await found({ q: 'ktv' })).toEqual([good[9], good[6], good[3], good[0]]);
    expect(await found({ q: '歌房 ＫTV' })).toEqual([good[9], good[6], good[3], good[0]]);
    expect(await found({ q: '雨伞' })).toEqual([good[5]]);
    expect(await found({ q: '江畔路', category: 'hair' })).toEqual(
      good
        .slice(0, 12)
        .filter((_, n) => n % 2 === 0)
        .reverse(),
    );
    expect(await found({ q: '饭店', limit: 1 })).toEqual([good[11]]);
    for (const q of ['等着签', '到期了', '停了', '没有这家', '伞雨', '%', '_', "'", '\\'])
      expect([q, await found({ q })]).toEqual([q, []]);
  });

  test.each([
    ['a place on no globe', { near: { latitude: 91, longitude: 0 } }, 'input.invalid'],
    ['a page that is none', { before: 'AAAA' }, 'input.invalid'],
    ['no words', { q: ' ' }, 'input.invalid'],
    ['a kind there is not', { category: 'bank' }, 'input.invalid'],
    ['pages too long', { limit: 51 }, 'input.invalid'],
    ['a community there is not', { communityCode: '999999999999' }, 'org.missing'],
  ])('asked for %s refuses', async (_, asked, refusal) => {
    expect(await refusalOf(list(asked as Asked))).toBe(refusal);
  });
});

describe('the desk', () => {
  const desk = async (who: Somebody, asked: object = {}) =>
    (await who.call.merchants.desk({ communityCode: XIAOHONG, limit: 50, ...asked })).merchants;

  test('has the shops of a place in every state, those that wait for somebody first', async () => {
    const rows = await desk(signer);
    expect([...ids(rows)].sort()).toEqual([...good, ...bad].sort());
    expect(ids(rows).slice(0, 2).sort()).toEqual([bad[0], bad[1]].sort());
    const keeper = await town.person();
    const shop = await openShop(town, {
      keeper,
      facts: { communityCode: XIAOHONG },
      agreement: { consentNeeded: true },
    });
    await keeper.call.merchants.updateServices({
      clientId: 'desk-services',
      merchantId: shop.merchant.id,
      items: [haircut],
    });
    expect((await desk(signer))[0]).toMatchObject({ id: shop.merchant.id, listWaits: true });
    await signer.call.merchants.revoke({ merchantId: shop.merchant.id, reason: '关门' });
  });

  test('of a street has those of its communities, in pages without a hole', async () => {
    const worker = await town.person({ roles: [['gridworker', XIAOHONG.slice(0, 9)]] });
    const at = { communityCode: undefined, nodeCode: XIAOHONG.slice(0, 9) };
    const whole = ids(await desk(worker, at));
    const paged: string[] = [];
    for (let before: string | undefined; ;) {
      const { merchants: rows, next } = await worker.call.merchants.desk({
        nodeCode: at.nodeCode,
        limit: 2,
        ...(before && { before }),
      });
      paged.push(...ids(rows));
      if (next === null) break;
      before = next;
    }
    expect(paged).toEqual(whole);
    expect(whole).toEqual(expect.arrayContaining([...good, ...bad]));
  });

  test('is for staff of the place', async () => {
    const other = await town.person({ roles: [['secretary', '230104009009']] });
    expect(await refusalOf(desk(other))).toBe('role.missing');
    expect(await refusalOf(desk(await town.person()))).toBe('role.missing');
    expect(await refusalOf(desk(signer, { before: 'x' }))).toBe('input.invalid');
    expect(await refusalOf(desk(signer, { nodeCode: XIAOHONG }))).toBe('input.invalid');
  });
});
