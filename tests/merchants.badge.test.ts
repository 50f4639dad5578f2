import { shanghaiDay } from '../cloud/kit/clock';
import { sweep } from '../cloud/kit/sweep';
import { haircut, openShop, signerOf, tokenOf, type Somebody } from './kit/shops';
import { clientId, JIANGPAN, openTown, refusalOf, type Town, XIAOHONG } from './kit/town';
import { ask } from './kit/procedures';

const DAY_MS = 86_400_000;

let town: Town;
let signer: Somebody;
beforeAll(async () => {
  town = await openTown();
  signer = await signerOf(town);
});
afterAll(() => town.close());

const verify = (token: string, call = town.as(null)) => call.merchants.verify({ token });
const because = (merchantId: string) => ({ merchantId, reason: '贴纸被风刮走了' });

describe('a scanned badge', () => {
  test('that is good says what it stands for, to everybody the same', async () => {
    const keeper = await town.person();
    const shop = await openShop(town, { keeper, facts: { services: [haircut] } });
    const badge = await verify(tokenOf(shop));
    expect(badge).toMatchObject({
      ...{ valid: true, state: 'valid' },
      merchant: { id: shop.merchant.id, name: '老街修鞋铺', address: '江畔路 31 号', place: { code: JIANGPAN } },
      agreement: { number: 1, firstDay: '2026-10-01', lastDay: '2027-09-30' },
      services: { version: 1, items: [haircut] },
    });
    for (const call of [keeper.call, signer.call, (await town.person()).call])
      expect(await verify(tokenOf(shop), call)).toEqual(badge);
  });

  test('that was replaced says so from that moment, and for good; the new one is good', async () => {
    const before = await openShop(town);
    const { id } = before.merchant;
    const { file: after } = await signer.call.merchants.reissue({ clientId: clientId(), ...because(id) });
    const at = town.clock.now().toISOString();
    expect(after.badge).not.toBe(before.badge);
    const replaced = { valid: false, state: 'replaced', replaced: { at, reason: '贴纸被风刮走了' } };
    expect(await verify(tokenOf(before))).toMatchObject(replaced);
    expect(await verify(tokenOf(after))).toMatchObject({ valid: true });
    await signer.call.merchants.reissue({ clientId: clientId(), ...because(id) });
    expect((await verify(tokenOf(before))).state).toBe('replaced');
    expect((await verify(tokenOf(after))).state).toBe('replaced');
    const lines = await town.db.selectFrom('audit').selectAll().where('procedure', '=', 'merchants.reissue').execute();
    expect(lines.filter(({ person_id }) => person_id === signer.id)).toHaveLength(2);
    const keeper = await town.person();
    const own = (await openShop(town, { keeper })).merchant.id;
    expect(await refusalOf(keeper.call.merchants.reissue({ clientId: clientId(), ...because(own) }))).toBe(
      'role.missing',
    );
  });

  test('that was revoked or suspended is good no more at once', async () => {
    const shop = await openShop(town);
    const { id } = shop.merchant;
    await signer.call.merchants.suspend(because(id));
    expect(await verify(tokenOf(shop))).toMatchObject({
      valid: false,
      state: 'suspended',
      merchant: { reason: '贴纸被风刮走了' },
    });
    await signer.call.merchants.revoke(because(id));
    const badge = await verify(tokenOf(shop));
    expect(badge).toMatchObject({ valid: false, state: 'revoked' });
    expect(badge.services).toBeUndefined();
  });

  test('that is none is unknown, whatever stands in its code, and no visit', async () => {
    const shop = await openShop(town);
    const token = tokenOf(shop);
    const rows = async () => (await town.db.selectFrom('badge_visit').selectAll().execute()).length;
    const before = await rows();
    const odd = [
      '',
      ' ',
      '0',
      "' or 1=1 --",
      '../..',
      '江畔',
      '👨‍👩‍👧‍👦',
      '\u0000',
      '\ud800',
      token.slice(1),
      `${token}0`,
      token.toLowerCase(),
      token.split('').reverse().join(''),
      'x'.repeat(200),
    ];
    for (const one of odd) expect([one, await verify(one)]).toEqual([one, { valid: false, state: 'unknown' }]);
    for (const one of ['x'.repeat(201), 7, null, undefined, {}, []]) {
      const { status, refusal } = await ask(town, 'merchants.verify', { token: one });
      expect([one, status, refusal]).toEqual([one, 400, 'input.invalid']);
    }
    // One that is signed by our key and was never given out.
    await town.db.deleteFrom('badge').where('merchant_id', '=', shop.merchant.id).execute();
    expect(await verify(token)).toEqual({ valid: false, state: 'unknown' });
    expect(await rows()).toBe(before);
  });
});

describe('visits', () => {
  const figures = (who: Somebody, merchantId: string) => who.call.merchants.visits({ merchantId });

  test('are people by day: each once a day, the keeper not at all, and nobody learns who', async () => {
    const keeper = await town.person();
    const shop = await openShop(town, { keeper });
    const [one, other] = [await town.person(), await town.person()];
    for (const who of [keeper, one, one, other, one]) await verify(tokenOf(shop), who.call);
    town.clock.at('2026-10-02 00:00:00');
    await verify(tokenOf(shop), one.call);
    const told = await figures(keeper, shop.merchant.id);
    expect(told).toEqual({
      days: [
        { day: '2026-10-01', people: 2 },
        { day: '2026-10-02', people: 1 },
      ],
      total: 3,
    });
    expect(await figures(signer, shop.merchant.id)).toEqual(told);
    const answers = JSON.stringify([told, await keeper.call.merchants.file({ merchantId: shop.merchant.id })]);
    for (const who of [one, other]) expect(answers).not.toContain(who.id);
    const marks = await town.db
      .selectFrom('badge_visit')
      .select('mark')
      .where('merchant_id', '=', shop.merchant.id)
      .execute();
    expect(new Set(marks.map(({ mark }) => Buffer.from(mark).toString('hex'))).size).toBe(3);
  });

  test('of people without an account are told apart by where they come from and by what program', async () => {
    const shop = await openShop(town);
    const look = (agent: string, remoteAddress: string) =>
      town.app.inject({
        ...{ method: 'POST', url: '/1.1/functions/merchants.verify', remoteAddress, payload: { token: tokenOf(shop) } },
        headers: { 'x-lc-id': 'jiamenkou', 'x-lc-key': 'jiamenkou-key', 'user-agent': agent },
      });
    for (const [agent, from] of [
      ['a', '10.0.0.1'],
      ['a', '10.0.0.1'],
      ['b', '10.0.0.1'],
      ['a', '10.0.0.2'],
    ] as const)
      expect((await look(agent, from)).statusCode).toBe(200);
    expect((await figures(signer, shop.merchant.id)).total).toBe(3);
  });

  test('are for whoever keeps the shop and for its community, and for nobody else', async () => {
    const [keeper, other] = [await town.person(), await town.person()];
    const { id } = (await openShop(town, { keeper })).merchant;
    await openShop(town, { keeper: other });
    expect(await refusalOf(figures(other, id))).toBe('role.missing');
    const elsewhere = await town.person({ roles: [['secretary', XIAOHONG]] });
    expect(await refusalOf(figures(elsewhere, id))).toBe('role.missing');
    expect(await refusalOf(town.as(null).merchants.visits({ merchantId: id }))).toBe('session.required');
    expect(await refusalOf(figures(keeper, '99'))).toBe('merchant.missing');
  });

  test('of past days are chance after a night, and their number stays; after a year it goes', async () => {
    const shop = await openShop(town);
    const people = await Promise.all(Array.from({ length: 5 }, () => town.person()));
    for (const { call } of people) await verify(tokenOf(shop), call);
    const marks = async () =>
      (await town.db.selectFrom('badge_visit').select('mark').where('merchant_id', '=', shop.merchant.id).execute())
        .map(({ mark }) => Buffer.from(mark).toString('hex'))
        .sort();
    const before = await marks();
    await sweep(town.db, town.clock.now());
    expect(await marks()).toEqual(before);
    town.clock.advance(DAY_MS);
    await sweep(town.db, town.clock.now());
    const after = await marks();
    expect(after.filter((mark) => before.some((one) => mark.startsWith(one)))).toEqual([]);
    await sweep(town.db, town.clock.now());
    expect([await marks(), (await figures(signer, shop.merchant.id)).total]).toEqual([after, 5]);
    // A year later everybody would have to sign in again.
    await town.db
      .updateTable('session')
      .set({ expires_at: new Date('2030-01-01T00:00:00.000Z') })
      .execute();
    await sweep(town.db, new Date(town.clock.now().getTime() + 366 * DAY_MS));
    expect(await marks()).toEqual([]);
  });

  test('are shown, and summed up, for sixty days', async () => {
    const shop = await openShop(town);
    const one = await town.person();
    await verify(tokenOf(shop), one.call);
    town.clock.advance(59 * DAY_MS);
    expect((await figures(signer, shop.merchant.id)).days).toHaveLength(1);
    town.clock.advance(DAY_MS);
    expect(await figures(signer, shop.merchant.id)).toEqual({ days: [], total: 0 });
  });
});

describe('a door sticker', () => {
  const bytesOf = async (url: string) =>
    (await town.app.inject(new URL(url).pathname)).rawPayload.subarray(0, 5).toString();

  test('is a PDF, the same one for the same words; a street has one with a page for each of its shops', async () => {
    const keeper = await town.person();
    const shop = await openShop(town, { keeper, facts: { communityCode: XIAOHONG } });
    const merchantId = shop.merchant.id;
    const first = await keeper.call.merchants.sticker({ merchantId });
    expect(await bytesOf(first.url)).toBe('%PDF-');
    expect(await signer.call.merchants.sticker({ merchantId })).toEqual(first);
    const street = await signer.call.merchants.stickers({ nodeCode: XIAOHONG.slice(0, 9) });
    expect(street.stickers).toBeGreaterThan(0);
    expect(await bytesOf(street.url)).toBe('%PDF-');
    await signer.call.merchants.reissue({ clientId: clientId(), ...because(merchantId) });
    expect((await keeper.call.merchants.sticker({ merchantId })).url).not.toBe(first.url);
    expect(await refusalOf((await town.person()).call.merchants.sticker({ merchantId }))).toBe('role.missing');
    expect(await refusalOf(keeper.call.merchants.stickers({ communityCode: XIAOHONG }))).toBe('role.missing');
    await signer.call.merchants.suspend(because(merchantId));
    expect(await refusalOf(keeper.call.merchants.sticker({ merchantId }))).toBe('merchant.notValid');
  }, 60_000);

  test('is not made for a shop that is not signed, or whose agreement is over', async () => {
    const waiting = (await openShop(town, { agreement: null })).merchant.id;
    expect(await refusalOf(signer.call.merchants.sticker({ merchantId: waiting }))).toBe('merchant.notValid');
    const today = shanghaiDay(town.clock.now());
    const shop = await openShop(town, { agreement: { firstDay: today, lastDay: today } });
    town.clock.advance(DAY_MS);
    const { id } = shop.merchant;
    expect(await refusalOf(signer.call.merchants.sticker({ merchantId: id }))).toBe('merchant.notValid');
    expect((await signer.call.merchants.file({ merchantId: id })).file.may).not.toContain('sticker');
  });
});
