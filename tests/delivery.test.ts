import { sql } from 'kysely';
import { drift } from '../cloud/credit/recount';
import type { Call } from '../types';
import { campaignOf, FANGYUAN, switchOn, YANJIANG } from './kit/acts';
import { eggOf } from './kit/eggs';
import { pagesOf } from './kit/paper';
import { stopPrinting } from '../cloud/print';
import { clientId, JIANGPAN, openTown, refusalOf, type Town } from './kit/town';

/** Eggs on their way to 方元 and back: the campaign is from 2 to 5 October, and they are handed out on the 8th and 9th. */
let town: Town;
let campaignId: string;
let there: { campaignId: string; communityCode: string };
let people: Record<'bringer' | 'secretary' | 'gridworker' | 'street', Call>;
beforeAll(async () => {
  town = await openTown();
  await switchOn(town, FANGYUAN, YANJIANG);
  const pickUps = [8, 9].map((n) => ({ day: `2026-10-0${n}`, hours: '8:30–11:00', at: '方元社区居委会' }));
  const communities = [{ code: FANGYUAN }, { code: YANJIANG }];
  const input = campaignOf({ communities, pickUps, reserve: 10, name: '国庆读通知领鸡蛋' });
  campaignId = (await town.as('editor').eggs.createCampaign(input)).campaign.id;
  there = { campaignId, communityCode: FANGYUAN };
  const early = { clientId: clientId(), ...there, count: 5 };
  // Before its first day a campaign may still lose a community: nothing is brought there.
  expect(await refusalOf(town.as('editor').eggs.bring(early))).toBe('campaign.step');
  town.clock.at('2026-10-02 09:00:00');
  const staff = async (role: 'gridworker' | 'secretary' | 'street' | 'editor', code: string) =>
    (await town.person({ roles: [[role, code]] })).call;
  people = {
    bringer: await staff('editor', '2301'),
    secretary: await staff('secretary', FANGYUAN),
    gridworker: await staff('gridworker', FANGYUAN),
    street: await staff('street', '230104009'),
  };
  for (let n = 0; n < 12; n++) await eggOf(town, FANGYUAN, campaignId, (await town.person()).id, '2026-10-02');
});
afterAll(async () => {
  await stopPrinting();
  await town.close();
});

const act = () => ({ clientId: clientId(), ...there });
const standing = async () => (await people.secretary.eggs.manifest(there)).standing;
const sign = (moveId: string, counted: number) => ({ clientId: clientId(), communityCode: FANGYUAN, moveId, counted });

test('a manifest says what is promised, what is kept in reserve, and what to bring', async () => {
  const manifest = await people.secretary.eggs.manifest(there);
  expect(manifest).toMatchObject({ reserve: 2, bring: 14, moves: [], may: ['explain', 'decide'] });
  expect(manifest.standing).toMatchObject({ promised: 12, delivered: 0, short: 12, open: 0, uncollected: 12, red: [] });
  expect((await people.bringer.eggs.manifest(there)).may).toEqual(['delivered', 'explain', 'decide']);
});

test('what is brought counts once another person has signed for it, with what they counted', async () => {
  const input = { ...act(), count: 10, note: '一车' };
  const { move } = await people.bringer.eggs.bring(input);
  expect(move).toMatchObject({ kind: 'delivered', said: 10, counted: null, mine: true, may: ['drop'] });
  expect(await people.bringer.eggs.bring(input)).toEqual({ move });
  expect(await standing()).toMatchObject({ delivered: 0 });

  const signing = sign(move.id, 9);
  const signed = await people.gridworker.eggs.signDelivery(signing);
  expect(signed.move).toMatchObject({ said: 10, counted: 9, mine: false, may: [] });
  expect(await people.gridworker.eggs.signDelivery(signing)).toEqual(signed);
  expect(await standing()).toMatchObject({ delivered: 9, open: 9, short: 3 });
  expect(await refusalOf(people.secretary.eggs.signDelivery(sign(move.id, 10)))).toBe('move.signed');
});

test('whoever brought it cannot sign, also who may do both', async () => {
  const { move } = await people.street.eggs.bring({ ...act(), count: 3 });
  expect(await refusalOf(people.street.eggs.signDelivery(sign(move.id, 3)))).toBe('move.own');
  expect(await refusalOf(people.bringer.eggs.signDelivery(sign(move.id, 3)))).toBe('role.missing');
  const seen = (await people.secretary.eggs.manifest(there)).moves.find(({ id }) => id === move.id);
  expect(seen).toMatchObject({ may: ['sign'], mine: false });
  expect(
    await refusalOf(people.secretary.eggs.dropMove({ clientId: clientId(), communityCode: FANGYUAN, moveId: move.id })),
  ).toBe('role.missing');
  const dropping = { clientId: clientId(), communityCode: FANGYUAN, moveId: move.id };
  expect(await people.street.eggs.dropMove(dropping)).toEqual({});
  expect(await people.street.eggs.dropMove(dropping)).toEqual({});
  expect(await refusalOf(people.secretary.eggs.signDelivery(sign(move.id, 3)))).toBe('move.missing');
});

test('what was signed for is not changed any more, whatever the program says', async () => {
  for (const statement of [
    sql`update egg_move set counted = 1 where signed_at is not null`,
    sql`delete from egg_move where signed_at is not null`,
  ])
    await expect(statement.execute(town.db)).rejects.toThrow(/append-only/);
});

test('many who sign at once sign once', async () => {
  const { move } = await people.bringer.eggs.bring({ ...act(), count: 5 });
  const answers = await Promise.allSettled(
    Array.from({ length: 16 }, () => people.secretary.eggs.signDelivery(sign(move.id, 5))),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled').length).toBe(1);
  expect(await standing()).toMatchObject({ delivered: 14, short: 0, open: 14 });
});

test('what broke counts at once, with a word of how; what goes back, once it was signed for', async () => {
  const broken = await people.gridworker.eggs.takeOut({ ...act(), kind: 'broken', count: 2, note: '搬的时候掉了一板' });
  expect(broken.move).toMatchObject({ kind: 'broken', counted: 2, note: '搬的时候掉了一板', may: [] });
  expect(await refusalOf(people.gridworker.eggs.takeOut({ ...act(), kind: 'broken', count: 2 }))).toBe('input.invalid');
  const { move } = await people.secretary.eggs.takeOut({ ...act(), kind: 'returned', count: 4 });
  expect(await standing()).toMatchObject({ broken: 2, returned: 0, open: 12 });
  expect(await refusalOf(people.secretary.eggs.signReturn(sign(move.id, 4)))).toBe('role.missing');
  expect(await refusalOf(people.bringer.eggs.signDelivery(sign(move.id, 4)))).toBe('role.missing');
  await people.bringer.eggs.signReturn(sign(move.id, 3));
  expect(await standing()).toMatchObject({ delivered: 14, broken: 2, returned: 3, open: 9 });
});

test('no more leaves the table than lies there, whoever says it at the same time', async () => {
  expect(await refusalOf(people.secretary.eggs.takeOut({ ...act(), kind: 'returned', count: 10 }))).toBe(
    'move.tooMany',
  );
  const answers = await Promise.allSettled(
    Array.from({ length: 6 }, () =>
      people.gridworker.eggs.takeOut({ ...act(), kind: 'broken', count: 2, note: '又破了两个' }),
    ),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled').length).toBe(4);
  expect(await standing()).toMatchObject({ broken: 10, open: 1 });
  const { move } = await people.secretary.eggs.takeOut({ ...act(), kind: 'returned', count: 1 });
  expect(await refusalOf(people.bringer.eggs.signReturn(sign(move.id, 2)))).toBe('move.tooMany');
  await people.secretary.eggs.dropMove({ clientId: clientId(), communityCode: FANGYUAN, moveId: move.id });
  expect(await drift(town.db)).toEqual([]);
});

test('a difference is red by its time, and is explained in words that stay', async () => {
  expect((await standing()).red).toEqual([]);
  town.clock.at('2026-10-10 09:00:00');
  expect((await standing()).red).toEqual(['open']);
  const input = { ...act(), about: 'open' as const, note: '有一个送给了来帮忙的邻居' };
  const explained = await people.secretary.eggs.explain(input);
  expect(explained.standing).toMatchObject({
    ...{ open: 1, red: ['open'] },
    explained: [{ about: 'open', difference: 1, note: '有一个送给了来帮忙的邻居', mine: true }],
  });
  expect(await people.secretary.eggs.explain(input)).toEqual(explained);
  expect((await people.bringer.eggs.manifest(there)).standing.explained).toMatchObject([{ mine: false }]);
  for (const statement of [sql`update egg_explanation set note = ''`, sql`delete from egg_explanation`])
    await expect(statement.execute(town.db)).rejects.toThrow(/append-only/);
  expect(await refusalOf(people.secretary.eggs.explain({ ...input, clientId: clientId(), about: 'short' }))).toBe(
    'move.none',
  );
  expect(await refusalOf(people.secretary.eggs.explain({ ...input, clientId: clientId(), note: '' }))).toBe(
    'input.invalid',
  );
});

test.each([
  ['none', 0],
  ['half an egg', 0.5],
  ['fewer than none', -3],
  ['a million and one', 1_000_001],
])('%s cannot be brought, taken out or signed for', async (_, count) => {
  const before = await standing();
  expect(await refusalOf(people.bringer.eggs.bring({ ...act(), count }))).toBe('input.invalid');
  expect(await refusalOf(people.secretary.eggs.takeOut({ ...act(), kind: 'returned', count }))).toBe('input.invalid');
  expect(await refusalOf(people.secretary.eggs.signDelivery(sign('1', count)))).toBe('input.invalid');
  expect(await standing()).toEqual(before);
});

test('a community that is not in it, and staff of another one, get nowhere', async () => {
  expect(await refusalOf(town.as('secretary').eggs.manifest({ campaignId, communityCode: JIANGPAN }))).toBe(
    'campaign.missing',
  );
  expect(await refusalOf(town.as('secretary').eggs.manifest(there))).toBe('role.missing');
  expect(await refusalOf(town.as('resident-1').eggs.manifest(there))).toBe('role.missing');
  expect(await refusalOf(town.as('secretary').eggs.takeOut({ ...act(), kind: 'returned', count: 1 }))).toBe(
    'role.missing',
  );
  expect(await refusalOf(people.secretary.eggs.bring({ ...act(), count: 1 }))).toBe('role.missing');
});

describe('the sheet', () => {
  const get = async (url: string) => {
    const { statusCode, headers, rawPayload } = await town.app.inject({ url: url.replace(/^https?:\/\/[^/]+/, '') });
    return { statusCode, type: headers['content-type'], bytes: rawPayload };
  };

  test('as a table says of each community what the board says', async () => {
    const { url } = await town.as('editor').eggs.sheets({ campaignId, as: 'csv' });
    const { type, bytes } = await get(url);
    expect(type).toContain('text/csv');
    expect(bytes.toString('utf8')).toBe(
      [
        '\ufeff街道,社区,应发,多备,该送,送到,领走,退回,破损,差数,领取安排',
        '道外区 东原街道,方元社区,12,2,14,14,0,3,10,1,10月8日 8:30–11:00 方元社区居委会；10月9日 8:30–11:00 方元社区居委会',
        '道外区 东原街道,沿江社区,0,0,0,0,0,0,0,0,10月8日 8:30–11:00 方元社区居委会；10月9日 8:30–11:00 方元社区居委会',
      ].join('\r\n'),
    );
  });

  test('to print is a page with a line for each community, its sums, and room to sign', async () => {
    const { url } = await town.as('editor').eggs.sheets({ campaignId, as: 'pdf' });
    const { type, bytes } = await get(url);
    expect(type).toBe('application/pdf');
    const [page, ...more] = await pagesOf(bytes);
    expect(more).toEqual([]);
    for (const said of [
      '鸡蛋配送单',
      '国庆读通知领鸡蛋',
      '方元社区',
      '沿江社区',
      '签收人',
      '合计',
      '10月8日',
      '2026年10月10日打印',
    ])
      expect(page?.text).toContain(said);
    expect(page?.text).toMatch(/合计12214/);
  });

  test('of one community says that one alone, to its staff', async () => {
    const { url } = await people.gridworker.eggs.sheet({ ...there, as: 'csv' });
    const said = (await get(url)).bytes.toString('utf8');
    expect(said).toContain('方元社区');
    expect(said).not.toContain('沿江社区');
    expect(await refusalOf(people.gridworker.eggs.sheets({ campaignId, as: 'csv' }))).toBe('role.missing');
    expect(await refusalOf(people.gridworker.eggs.sheet({ ...there, communityCode: YANJIANG, as: 'csv' }))).toBe(
      'role.missing',
    );
  });

  test('lies at an address that nobody guesses, and that ends', async () => {
    const { url, until } = await people.gridworker.eggs.sheet({ ...there, as: 'csv' });
    expect((await get(url.replace(`_${FANGYUAN}_`, `_${YANJIANG}_`))).statusCode).toBe(404);
    expect((await get(url.replace('.csv', '.pdf'))).statusCode).toBe(404);
    town.clock.advance(Date.parse(until) - town.clock.now().getTime());
    expect((await get(url)).statusCode).toBe(404);
  });
});
