import { openShop, signerOf, type Somebody } from './kit/shops';
import { clientId, JIANGPAN, openTown, refusalOf, type Town, XIAOHONG } from './kit/town';

let town: Town;
let signer: Somebody;
let keeper: Somebody;
let merchantId: string;
beforeAll(async () => {
  town = await openTown();
  signer = await signerOf(town);
});
afterAll(() => town.close());
beforeEach(async () => {
  keeper = await town.person({ home: JIANGPAN });
  merchantId = (await openShop(town, { keeper })).merchant.id;
});

const neighbour = () => town.person({ home: JIANGPAN });
const mark = (who: Somebody, helpful = true) => who.call.merchants.helpful({ merchantId, helpful });
const tell = (who: Somebody, words = '秤不准', id = merchantId) =>
  who.call.merchants.tell({ clientId: clientId(), merchantId: id, problem: true, words });
const told = async (who: Somebody, asked: object = {}) =>
  (await who.call.merchants.told({ communityCode: JIANGPAN, limit: 50, ...asked })).words;

describe('a helpful mark', () => {
  test('counts a neighbour once, until they take it back, and everybody sees the number', async () => {
    const [one, other] = [await neighbour(), await neighbour()];
    expect(await mark(one)).toEqual({ helpful: true, count: 1 });
    expect(await mark(one)).toEqual({ helpful: true, count: 1 });
    expect(await mark(other)).toEqual({ helpful: true, count: 2 });
    expect(await one.call.merchants.show({ merchantId })).toMatchObject({ helpful: true, merchant: { helpful: 2 } });
    expect(await town.as(null).merchants.show({ merchantId })).toMatchObject({
      helpful: false,
      merchant: { helpful: 2 },
    });
    for (let times = 0; times < 2; times++) expect(await mark(one, false)).toEqual({ helpful: false, count: 1 });
  });

  test('is for a shop in force and not one’s own; taking it back is always possible', async () => {
    const one = await neighbour();
    expect(await refusalOf(mark(keeper))).toBe('merchant.own');
    await mark(one);
    await signer.call.merchants.suspend({ merchantId, reason: '整改' });
    expect(await refusalOf(mark(await neighbour()))).toBe('merchant.notValid');
    expect(await mark(one, false)).toEqual({ helpful: false, count: 0 });
    const waiting = (await openShop(town, { agreement: null })).merchant.id;
    expect(await refusalOf(one.call.merchants.helpful({ merchantId: waiting, helpful: true }))).toBe(
      'merchant.missing',
    );
    expect(await refusalOf(town.as(null).merchants.helpful({ merchantId, helpful: true }))).toBe('session.required');
    expect(await refusalOf(one.call.merchants.helpful({ merchantId, helpful: 1 } as never))).toBe('input.invalid');
  });
});

describe('a private word', () => {
  test('reaches the shop’s community, which notes what it did; who said it is shown to nobody', async () => {
    const one = await neighbour();
    const input = { clientId: clientId(), merchantId, problem: true, words: '秤不准' };
    const first = await one.call.merchants.tell(input);
    expect(await one.call.merchants.tell(input)).toEqual(first);
    const mine = (await told(signer)).filter((word) => word.merchant.id === merchantId);
    expect(mine).toMatchObject([{ problem: true, words: '秤不准', heard: null }]);
    expect(JSON.stringify(mine)).not.toContain(one.id);
    const hear = (note: string) => signer.call.merchants.hear({ merchantId, wordId: mine[0]!.id, note });
    const heard = await hear('换了新秤');
    town.clock.advance(60_000);
    expect(await hear('又写一遍')).toEqual(heard);
    const after = (await told(signer)).find(({ id }) => id === mine[0]!.id);
    expect(after?.heard).toEqual({ at: heard.at, note: '换了新秤' });
  });

  test('is never seen by the shop, not even when its keeper works for the community', async () => {
    const secretary = await town.person({ home: JIANGPAN, roles: [['secretary', JIANGPAN]] });
    const own = (await openShop(town, { keeper: secretary })).merchant.id;
    await tell(await neighbour(), '态度不好', own);
    expect((await told(secretary)).filter(({ merchant }) => merchant.id === own)).toEqual([]);
    const [word] = (await told(signer)).filter(({ merchant }) => merchant.id === own);
    expect(word?.words).toBe('态度不好');
    const hear = { merchantId: own, wordId: word!.id, note: '没有的事' };
    expect(await refusalOf(secretary.call.merchants.hear(hear))).toBe('merchant.own');
    expect(await refusalOf(told(keeper))).toBe('role.missing');
    expect(JSON.stringify(await secretary.call.merchants.file({ merchantId: own }))).not.toContain('态度不好');
  });

  test('comes with the unheard first, then the newest, in pages without a hole', async () => {
    const one = await neighbour();
    for (let n = 0; n < 5; n++) {
      town.clock.advance(1_000);
      await tell(one, `第 ${n} 句`);
    }
    const [latest] = await told(signer);
    expect(latest?.words).toBe('第 4 句');
    await signer.call.merchants.hear({ merchantId, wordId: latest!.id, note: '去看过了' });
    const whole = await told(signer);
    const unheard = whole.map(({ heard }) => heard === null);
    expect(unheard).toEqual([...unheard].sort().reverse());
    const paged: string[] = [];
    for (let before: string | undefined; ;) {
      const page = await signer.call.merchants.told({
        nodeCode: JIANGPAN.slice(0, 9),
        limit: 2,
        ...(before && { before }),
      });
      paged.push(...page.words.map(({ id }) => id));
      if (page.next === null) break;
      before = page.next;
    }
    expect(paged).toEqual(whole.map(({ id }) => id));
  });

  test('is refused when it is empty, for a shop nobody knows, or to nobody; another shop’s word is not heard here', async () => {
    const one = await neighbour();
    expect(await refusalOf(tell(one, ''))).toBe('input.invalid');
    expect(await refusalOf(tell(one, '坏', '99'))).toBe('merchant.missing');
    await tell(one);
    const [word] = await told(signer);
    const other = (await openShop(town)).merchant.id;
    const hear = (who: Somebody, id: string) =>
      who.call.merchants.hear({ merchantId: id, wordId: word!.id, note: '好' });
    expect(await refusalOf(hear(signer, other))).toBe('merchant.wordMissing');
    expect(await refusalOf(hear(keeper, merchantId))).toBe('role.missing');
    expect(await refusalOf(hear(await town.person({ roles: [['gridworker', XIAOHONG]] }), merchantId))).toBe(
      'role.missing',
    );
  });
});

describe('the choice of a year', () => {
  const choose = (who: Somebody, year: number, reason = '送药上门从不落下') =>
    who.call.merchants.choose({ merchantId, year, reason });

  test('is public with its reason; said again it is the newest reason', async () => {
    await choose(signer, 2025);
    expect((await choose(signer, 2026, '暖心')).file.merchant.choices).toEqual([
      { year: 2026, reason: '暖心' },
      { year: 2025, reason: '送药上门从不落下' },
    ]);
    await choose(signer, 2026, '更暖心');
    expect((await town.as(null).merchants.show({ merchantId })).merchant.choices[0]).toEqual({
      year: 2026,
      reason: '更暖心',
    });
    expect((await keeper.call.merchants.mine({})).merchants[0]?.chosen).toBe(2026);
  });

  test('is of this year or the last, for a shop in force, by whoever signs', async () => {
    for (const year of [2024, 2027]) expect(await refusalOf(choose(signer, year))).toBe('merchant.year');
    for (const year of [2019, 2026.5, 1e9]) expect(await refusalOf(choose(signer, year))).toBe('input.invalid');
    expect(await refusalOf(choose(keeper, 2026))).toBe('role.missing');
    expect(await refusalOf(choose(await town.person({ roles: [['gridworker', JIANGPAN]] }), 2026))).toBe(
      'role.missing',
    );
    await signer.call.merchants.suspend({ merchantId, reason: '整改' });
    expect(await refusalOf(choose(signer, 2026))).toBe('merchant.notValid');
  });
});

describe('taking a shop over', () => {
  const invite = async (who: Somebody = signer) => who.call.merchants.invite({ merchantId });
  const keep = (who: Somebody, code: string) => who.call.merchants.keep({ code });

  test('is done once by the newest code within a day; the keeper before keeps it no more', async () => {
    const one = await neighbour();
    const old = await invite();
    const { code, until } = await invite();
    expect([code.length, until]).toEqual([10, new Date(town.clock.now().getTime() + 86_400_000).toISOString()]);
    expect(await refusalOf(keep(one, old.code))).toBe('merchant.invite');
    expect((await keep(one, code)).file).toMatchObject({ kept: true, steps: [{ act: 'keep' }, {}, {}] });
    expect(await refusalOf(keep(await neighbour(), code))).toBe('merchant.invite');
    expect(await refusalOf(keeper.call.merchants.file({ merchantId }))).toBe('role.missing');
    expect((await one.call.merchants.mine({})).merchants.map(({ id }) => id)).toEqual([merchantId]);
    const lines = await town.db.selectFrom('audit').selectAll().where('person_id', '=', one.id).execute();
    expect(lines).toMatchObject([{ procedure: 'merchants.keep', node_code: JIANGPAN }]);
  });

  test('is too late after a day, is not for whoever keeps it already, and leaves the code good then', async () => {
    const [late, fresh] = [await invite(), await neighbour()];
    town.clock.advance(86_400_000);
    expect(await refusalOf(keep(fresh, late.code))).toBe('merchant.invite');
    const { code } = await invite();
    expect(await refusalOf(keep(keeper, code))).toBe('merchant.kept');
    await keep(fresh, code);
    for (const odd of ['', '123', 'abcdefghij', '12345678901'])
      expect(await refusalOf(keep(fresh, odd))).toBe('input.invalid');
  });

  test('is offered by staff of its community and not by its keeper', async () => {
    expect(await refusalOf(invite(keeper))).toBe('role.missing');
    expect(await refusalOf(invite(await town.person({ roles: [['secretary', XIAOHONG]] })))).toBe('role.missing');
    const gridworker = await town.person({ roles: [['gridworker', JIANGPAN]] });
    // A shop that somebody keeps is taken from them by those who sign, and by nobody else.
    expect(await refusalOf(invite(gridworker))).toBe('merchant.kept');
    const { merchant } = await openShop(town);
    await keep(await neighbour(), (await gridworker.call.merchants.invite({ merchantId: merchant.id })).code);
  });
});
