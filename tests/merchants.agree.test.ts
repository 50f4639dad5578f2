import { addDays, shanghaiDay } from '../cloud/kit/clock';
import { agreementOf, applicationOf, openShop, pictureOf, signerOf, tokenOf, type Somebody } from './kit/shops';
import { clientId, JIANGPAN, openTown, refusalOf, type Town, XIAOHONG } from './kit/town';

let town: Town;
let signer: Somebody;
beforeAll(async () => {
  town = await openTown();
  signer = await signerOf(town);
});
afterAll(() => town.close());

const day = (n: number): string => addDays(shanghaiDay(town.clock.now()), n);
const someone = () => town.person({ home: JIANGPAN });
const fileOf = async (merchantId: string) => (await signer.call.merchants.file({ merchantId })).file;
const stateOf = async (merchantId: string) => (await fileOf(merchantId)).merchant.state;
const linesOf = async (person: string) =>
  (await town.db.selectFrom('audit').selectAll().where('person_id', '=', person).orderBy('id').execute()).map(
    ({ procedure }) => procedure,
  );
const renewal = (merchantId: string, given: object = {}) => ({
  ...{ clientId: clientId(), merchantId, lastDay: day(700), promises: '照旧' },
  ...given,
});

describe('signing', () => {
  test('makes the badge good from the first to the last day: upcoming, valid, expiring, expired', async () => {
    const keeper = await someone();
    const file = await openShop(town, { keeper, agreement: { firstDay: day(2), lastDay: day(60) } });
    const { id } = file.merchant;
    expect(file).toMatchObject({
      merchant: { state: 'upcoming', since: day(2), until: day(60) },
      agreements: [{ number: 1 }],
    });
    expect(file.badge).toMatch(/\/b\/[\w-]{28}$/);
    const first = shanghaiDay(town.clock.now());
    const told: [string, string, boolean][] = [];
    for (const [n, time] of [
      [1, '23:59:59'],
      [2, '00:00:00'],
      [30, '23:59:59'],
      [31, '00:00:00'],
      [60, '23:59:59'],
      [61, '00:00:00'],
    ] as const) {
      town.clock.at(`${addDays(first, n)} ${time}`);
      const { merchants } = await town.as(null).merchants.list({ communityCode: JIANGPAN, limit: 50 });
      const badge = await town.as(null).merchants.verify({ token: tokenOf(file) });
      expect(badge.valid).toBe(merchants.some((one) => one.id === id));
      expect((await town.as(null).merchants.show({ merchantId: id })).merchant.state).toBe(badge.state);
      told.push([`${n} ${time}`, badge.state, badge.valid]);
    }
    expect(told).toEqual([
      ['1 23:59:59', 'upcoming', false],
      ['2 00:00:00', 'valid', true],
      ['30 23:59:59', 'valid', true],
      ['31 00:00:00', 'expiring', true],
      ['60 23:59:59', 'expiring', true],
      ['61 00:00:00', 'expired', false],
    ]);
  });

  test('twice by the same act is once; by another act it is refused', async () => {
    const { id } = (await openShop(town, { agreement: null })).merchant;
    const agreement = await agreementOf(town, id);
    const { file } = await signer.call.merchants.sign(agreement);
    expect((await signer.call.merchants.sign(agreement)).file).toEqual(file);
    expect(await refusalOf(signer.call.merchants.sign(await agreementOf(town, id)))).toBe('merchant.step');
    expect((await fileOf(id)).badge).toBe(file.badge);
  });

  test('puts the signed paper in the file, which only the shop and its community see', async () => {
    const keeper = await someone();
    const paper = await pictureOf(town, signer.id);
    const { id } = (await openShop(town, { keeper, agreement: { papers: [paper] } })).merchant;
    expect((await keeper.call.merchants.file({ merchantId: id })).file.agreements[0]?.papers).toMatchObject([
      { id: paper },
    ]);
    expect(JSON.stringify(await town.as(null).merchants.show({ merchantId: id }))).not.toContain(paper);
  });

  test.each([
    ['that ends before it begins', { firstDay: '2027-01-02', lastDay: '2027-01-01' }, 'input.invalid'],
    ['of more than three years', { lastDay: '2029-12-31', firstDay: '2026-10-01' }, 'input.invalid'],
    ['that is over', { firstDay: '2026-01-01', lastDay: '2026-02-01' }, 'merchant.agreementPast'],
    ['on a day that there is not', { firstDay: '2026-11-31' }, 'input.invalid'],
    ['without promises', { promises: '' }, 'input.invalid'],
    ['with another’s paper', { papers: ['9'] }, 'file.missing'],
  ])('an agreement %s is refused, and the shop still waits', async (_, given, refusal) => {
    const { id } = (await openShop(town, { agreement: null })).merchant;
    expect(await refusalOf(signer.call.merchants.sign(await agreementOf(town, id, given)))).toBe(refusal);
    expect(await fileOf(id)).toMatchObject({ merchant: { state: 'applied' }, agreements: [], badge: null });
  });

  test('is for somebody who signs for that community, and nobody signs for a shop of their own', async () => {
    const secretary = await town.person({ home: JIANGPAN, roles: [['secretary', JIANGPAN]] });
    const { id } = (await openShop(town, { keeper: secretary, agreement: null })).merchant;
    expect((await secretary.call.merchants.file({ merchantId: id })).file.may).toEqual(['amend', 'updateServices']);
    expect(await refusalOf(secretary.call.merchants.sign(await agreementOf(town, id)))).toBe('merchant.own');
    expect(await refusalOf(secretary.call.merchants.decline({ merchantId: id, reason: '不' }))).toBe('merchant.own');
    const other = await town.person({
      roles: [
        ['secretary', XIAOHONG],
        ['gridworker', JIANGPAN],
      ],
    });
    for (const one of [other, await someone()])
      expect(await refusalOf(one.call.merchants.sign(await agreementOf(town, id)))).toBe('role.missing');
    await signer.call.merchants.sign(await agreementOf(town, id));
    const own = { merchantId: id, reason: '自己的店' };
    for (const step of ['suspend', 'revoke'] as const)
      expect([step, await refusalOf(secretary.call.merchants[step](own))]).toEqual([step, 'merchant.own']);
    expect(await refusalOf(secretary.call.merchants.reissue({ clientId: clientId(), ...own }))).toBe('merchant.own');
    expect(await refusalOf(secretary.call.merchants.renew(renewal(id)))).toBe('merchant.own');
    expect(await refusalOf(secretary.call.merchants.choose({ ...own, year: 2026 }))).toBe('merchant.own');
  });

  test('is not for whoever entered a shop and then took it over', async () => {
    const secretary = await town.person({ roles: [['secretary', JIANGPAN]] });
    const { file } = await secretary.call.merchants.enter(applicationOf(await pictureOf(town, secretary.id)));
    const { id } = file.merchant;
    const invited = async (by: Somebody) => (await by.call.merchants.invite({ merchantId: id })).code;
    // Whoever hands the code out does not take the shop, and whoever took it does not sign for it.
    expect(await refusalOf(secretary.call.merchants.keep({ code: await invited(secretary) }))).toBe('merchant.own');
    await secretary.call.merchants.keep({ code: await invited(signer) });
    expect(await refusalOf(secretary.call.merchants.sign(await agreementOf(town, id)))).toBe('merchant.own');
  });

  test('is not for whoever means to take the shop over afterwards', async () => {
    const secretary = await town.person({ roles: [['secretary', JIANGPAN]] });
    const { id } = (await openShop(town, { agreement: null })).merchant;
    await secretary.call.merchants.sign(await agreementOf(town, id));
    const { code } = await signer.call.merchants.invite({ merchantId: id });
    expect(await refusalOf(secretary.call.merchants.keep({ code }))).toBe('merchant.own');
    await (await someone()).call.merchants.keep({ code });
  });

  test('is of what was in sight: a shop that changed meanwhile has to be looked at again', async () => {
    const keeper = await someone();
    const before = await openShop(town, { keeper, agreement: null });
    const { id } = before.merchant;
    const changed = {
      clientId: clientId(),
      merchantId: id,
      items: [{ name: '配钥匙', fen: null, forWhom: ['all' as const] }],
    };
    await keeper.call.merchants.updateServices(changed);
    const asSeen = { ...(await agreementOf(town, id)), seen: before.seen };
    expect(await refusalOf(signer.call.merchants.sign(asSeen))).toBe('merchant.moved');
    const { seen, waiting } = await fileOf(id);
    expect(waiting?.items[0]?.name).toBe('配钥匙');
    const { file } = await signer.call.merchants.sign({ ...asSeen, seen });
    expect(file.services?.items[0]?.name).toBe('配钥匙');
  });
});

describe('renewing', () => {
  test('follows the agreement that runs, keeps the one before, and leaves the badge as it is', async () => {
    const file = await openShop(town, { agreement: { lastDay: day(10) } });
    const { id } = file.merchant;
    const { file: renewed } = await signer.call.merchants.renew(renewal(id));
    expect(renewed.agreements.map(({ number, firstDay, lastDay }) => [number, firstDay, lastDay])).toEqual([
      [2, day(11), day(700)],
      [1, day(0), day(10)],
    ]);
    expect(renewed).toMatchObject({ merchant: { state: 'valid', since: day(0), until: day(700) }, badge: file.badge });
    // Everyone reads the one that runs, and the next one from its first day.
    const shown = async () => (await town.as(null).merchants.show({ merchantId: id })).agreement?.number;
    expect(await shown()).toBe(1);
    town.clock.advance(11 * 86_400_000);
    expect(await shown()).toBe(2);
    expect((await town.as(null).merchants.verify({ token: tokenOf(file) })).agreement?.number).toBe(2);
  });

  test('of a shop whose agreement is over begins today, or later, and then shows the next agreement', async () => {
    const [now, later] = [
      await openShop(town, { agreement: { lastDay: day(1) } }),
      await openShop(town, { agreement: { lastDay: day(1) } }),
    ];
    town.clock.advance(40 * 86_400_000);
    expect(await stateOf(now.merchant.id)).toBe('expired');
    expect((await signer.call.merchants.renew(renewal(now.merchant.id))).file.agreements[0]).toMatchObject({
      firstDay: day(0),
    });
    expect(await stateOf(now.merchant.id)).toBe('valid');
    await signer.call.merchants.renew(renewal(later.merchant.id, { firstDay: day(5) }));
    expect(await town.as(null).merchants.verify({ token: tokenOf(later) })).toMatchObject({
      ...{ valid: false, state: 'upcoming' },
      agreement: { number: 2, firstDay: day(5) },
    });
    town.clock.advance(5 * 86_400_000);
    expect(await town.as(null).merchants.verify({ token: tokenOf(later) })).toMatchObject({ valid: true });
  });

  test('is once for the same act, and refused for days that overlap, leave a gap or were not signed for', async () => {
    const { id } = (await openShop(town, { agreement: { lastDay: day(10) } })).merchant;
    const again = renewal(id);
    const { file } = await signer.call.merchants.renew(again);
    expect((await signer.call.merchants.renew(again)).file.agreements).toEqual(file.agreements);
    const why = (given: object) => refusalOf(signer.call.merchants.renew(renewal(id, given)));
    expect(await why({ firstDay: day(700), lastDay: day(800) })).toBe('merchant.agreementDays');
    expect(await why({ firstDay: day(702), lastDay: day(800) })).toBe('merchant.agreementDays');
    expect(await why({ lastDay: day(300) })).toBe('merchant.agreementPast');
    expect(await why({ lastDay: '2032-01-01' })).toBe('merchant.agreementLong');
    const waiting = (await openShop(town, { agreement: null })).merchant.id;
    expect(await refusalOf(signer.call.merchants.renew(renewal(waiting)))).toBe('merchant.step');
  });
});

describe('a step for a reason', () => {
  test.each([
    ['declining', 'decline', [], 'declined'],
    ['suspending', 'suspend', ['sign'], 'suspended'],
    ['letting go on', 'resume', ['sign', 'suspend'], 'valid'],
    ['revoking', 'revoke', ['sign'], 'revoked'],
    ['revoking what is suspended', 'revoke', ['sign', 'suspend'], 'revoked'],
  ] as const)('%s is done once, is in the history and in the audit log', async (_, step, before, state) => {
    const { id } = (await openShop(town, { agreement: null })).merchant;
    const secretary = await town.person({ roles: [['secretary', JIANGPAN]] });
    for (const act of before)
      await (act === 'sign'
        ? secretary.call.merchants.sign(await agreementOf(town, id))
        : secretary.call.merchants[act]({ merchantId: id, reason: '先前' }));
    const { file } = await secretary.call.merchants[step]({ merchantId: id, reason: '头一回' });
    expect(file.merchant.state).toBe(state);
    expect(file.steps[0]).toMatchObject({ act: step, reason: '头一回' });
    const again = await secretary.call.merchants[step]({ merchantId: id, reason: '又一回' });
    expect(again.file).toEqual(file);
    const lines = await linesOf(secretary.id);
    expect(lines.slice(0, before.length + 1)).toEqual([...before, step].map((act) => `merchants.${act}`));
    for (const reason of ['', ' ', 'x'.repeat(201)])
      expect(await refusalOf(secretary.call.merchants[step]({ merchantId: id, reason }))).toBe('input.invalid');
    expect(await refusalOf((await someone()).call.merchants[step]({ merchantId: id, reason: '我' }))).toBe(
      'role.missing',
    );
    const worker = await town.person({ roles: [['gridworker', JIANGPAN]] });
    expect(await refusalOf(worker.call.merchants[step]({ merchantId: id, reason: '我' }))).toBe('role.missing');
  });

  test('that takes a badge’s force is public with its reason, and going on ends that', async () => {
    const shop = await openShop(town);
    const { id } = shop.merchant;
    const reason = async () => (await town.as(null).merchants.verify({ token: tokenOf(shop) })).merchant?.reason;
    await signer.call.merchants.suspend({ merchantId: id, reason: '卫生不合格，整改中' });
    expect(await reason()).toBe('卫生不合格，整改中');
    expect((await town.as(null).merchants.show({ merchantId: id })).merchant).toMatchObject({ state: 'suspended' });
    await signer.call.merchants.resume({ merchantId: id, reason: '整改好了' });
    expect(await reason()).toBeNull();
    await signer.call.merchants.revoke({ merchantId: id, reason: '挂着徽章卖过期食品' });
    expect(await reason()).toBe('挂着徽章卖过期食品');
    const again = { merchantId: id, reason: '再' };
    for (const step of ['suspend', 'resume'] as const)
      expect([step, await refusalOf(signer.call.merchants[step](again))]).toEqual([step, 'merchant.step']);
    expect(await refusalOf(signer.call.merchants.reissue({ clientId: clientId(), ...again }))).toBe('merchant.step');
    expect(await refusalOf(signer.call.merchants.invite({ merchantId: id }))).toBe('merchant.step');
    expect((await fileOf(id)).may).toEqual([]);
  });

  test('why a shop was declined stays between it and its community', async () => {
    const keeper = await someone();
    const { id } = (await openShop(town, { keeper, agreement: null })).merchant;
    await signer.call.merchants.decline({ merchantId: id, reason: '证照不全' });
    expect((await keeper.call.merchants.file({ merchantId: id })).file.merchant.reason).toBe('证照不全');
    expect(await refusalOf(town.as(null).merchants.show({ merchantId: id }))).toBe('merchant.missing');
  });
});
