import { sql } from 'kysely';
import { addDays } from '../cloud/kit/clock';
import { sharedSecret } from '../cloud/kit/secret';
import { auditLedger, closeDays } from '../cloud/ledger';
import type { Contract, Output } from '../types';
import { campaignOf, FANGYUAN, FROM_MESSAGE, published, switchOn, YANJIANG } from './kit/acts';
import { verify } from './kit/books';
import { ask } from './kit/procedures';
import { clientId, openTown, read, refusalOf, XIAOHONG, type Town } from './kit/town';

/** A campaign in 方元 and 沿江 from 2 to 5 October, some of whose days are closed; its clock only goes forward. */
let town: Town;
let campaign: string;
beforeAll(async () => {
  town = await openTown();
  await switchOn(town, FANGYUAN, YANJIANG);
  const communities = [{ code: FANGYUAN, stock: 7 }, { code: YANJIANG }];
  campaign = (await town.as('editor').eggs.createCampaign(campaignOf({ communities, cap: 3 }))).campaign.id;
});
afterAll(() => town.close());

const at = (moment: string) => town.clock.at(moment);
const close = () => town.app.chores.books?.work(() => true);
const key = () => sharedSecret(town.db, 'ledger');
const audit = async () => auditLedger(town.db, await key(), campaign);
const neighbour = (home: string | null = FANGYUAN) => town.person(home === null ? {} : { home });
const notice = (code = FANGYUAN) => published(town, { communityCode: code, clientId: clientId() });
type Somebody = Awaited<ReturnType<typeof neighbour>>;
const receipt = (who: Somebody, day: string) => who.call.eggs.receipt({ campaignId: campaign, day });
const heads = async () => (await town.as(null).eggs.heads({ campaignId: campaign })).heads;
type Receipt = Output<Contract['eggs']['receipt']>;

let one: Somebody;
let other: Somebody;

test('before its day is closed an egg has a receipt and no proof, and a day without one says why', async () => {
  at('2026-10-02 09:00:00');
  [one, other] = [await neighbour(), await neighbour(YANJIANG)];
  const id = await notice();
  await read(town, one.call, id);
  await read(town, other.call, id);
  expect(await receipt(one, '2026-10-02')).toEqual({
    campaign: { id: campaign, name: '读通知领鸡蛋' },
    day: '2026-10-02',
    egg: {
      entry: `egg/${campaign}/${one.id}/2026-10-02`,
      number: 1,
      laidAt: expect.stringMatching(/^2026-10-02T01:/) as unknown,
      notice: { id, title: '周四上午停水' },
      ...{ collectedAt: null, takenBack: null, held: null },
    },
    ...{ why: null, paused: null, proof: null, later: [] },
  });
  expect((await receipt(one, '2026-10-03')).why).toBe('ahead');
  expect((await receipt(await neighbour(), '2026-10-02')).why).toBe('today');
  expect(await heads()).toEqual([]);
});

test('nothing is closed before midnight has passed by five minutes, and then each community once, however many close it', async () => {
  at('2026-10-03 00:04:59');
  await close();
  expect(await heads()).toEqual([]);
  at('2026-10-03 00:05:00');
  await Promise.all([close(), close(), close()]);
  await close();
  expect(await heads()).toEqual([
    {
      ...{ day: '2026-10-02', entries: 2, communities: 2 },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      closedAt: '2026-10-02T16:05:00.000Z',
    },
  ]);
  const rows = await town.db
    .selectFrom('ledger_close')
    .select(['community_id', 'number', 'entries'])
    .where('campaign_id', '=', campaign)
    .execute();
  expect(rows.sort((a, b) => a.community_id.localeCompare(b.community_id))).toEqual([
    { community_id: FANGYUAN, number: 1, entries: 1 },
    { community_id: YANJIANG, number: 1, entries: 1 },
  ]);
  expect(await audit()).toEqual([]);
});

test('afterwards the receipt holds a proof that a script without anything of ours finds good, against what was printed', async () => {
  const given = await receipt(one, '2026-10-02');
  const [head] = await heads();
  expect(given.proof?.head.hash).toBe(head?.hash);
  expect(verify(given, head?.hash ?? '')).toEqual({
    ok: true,
    said: expect.stringMatching(/^(✓ .+\n){7}$/) as unknown,
  });
  expect(verify(given, 'f'.repeat(64))).toMatchObject({
    ok: false,
    said: expect.stringContaining('✗ 和公布的一样') as unknown,
  });
  expect(verify(await receipt(other, '2026-10-02'), head?.hash ?? '').ok).toBe(true);
});

test('a receipt in which any one letter was changed is found out', async () => {
  const given = await receipt(one, '2026-10-02');
  const hash = given.proof?.head.hash ?? '';
  const { proof } = given;
  if (!proof) throw new Error('The day is closed');
  const [step] = proof.up;
  const changed = (word: string, i: number) => word.slice(0, i) + (word[i] === '0' ? '1' : '0') + word.slice(i + 1);
  const { line, salt, seal, head } = proof;
  const bent: Receipt['proof'][] = [
    { ...proof, line: changed(line, 5) },
    { ...proof, line: changed(line, line.length - 3) },
    { ...proof, salt: changed(salt, 31) },
    { ...proof, path: [['left', seal.root]] },
    { ...proof, up: [[step?.[0] ?? 'left', changed(step?.[1] ?? '', 63)]] },
    ...(['text', 'before', 'root', 'hash'] as const).flatMap((part) => [
      { ...proof, seal: { ...seal, [part]: changed(seal[part], seal[part].length - 1) } },
      { ...proof, head: { ...head, [part]: changed(head[part], head[part].length - 1) } },
    ]),
  ];
  for (const [i, one] of bent.entries()) expect([i, verify({ ...given, proof: one }, hash).ok]).toEqual([i, false]);
});

test('a day says why it has no egg: a message, no community, another one, as many as there may be, no more in stock', async () => {
  at('2026-10-03 09:00:00');
  const id = await notice();
  const [fromMessage, homeless, elsewhere] = [await neighbour(), await neighbour(null), await neighbour(XIAOHONG)];
  await read(town, fromMessage.call, id, FROM_MESSAGE[0]);
  for (const who of [homeless, elsewhere, one, other]) await read(town, who.call, id);
  at('2026-10-04 09:00:00');
  await close();
  const why = async (who: Somebody, day = '2026-10-03') => (await receipt(who, day)).why;
  expect(await Promise.all([fromMessage, homeless, elsewhere, await neighbour()].map((who) => why(who)))).toEqual([
    'message',
    'homeless',
    'elsewhere',
    'unread',
  ]);
  await read(town, one.call, await notice());
  at('2026-10-05 09:00:00');
  const last = await notice();
  await read(town, one.call, last);
  expect((await receipt(one, '2026-10-04')).egg).not.toBeNull();
  expect(await why(one, '2026-10-05')).toBe('cap');
  const many = await Promise.all(Array.from({ length: 5 }, () => neighbour()));
  for (const who of many) await read(town, who.call, last);
  const reasons = await Promise.all(many.map((who) => why(who, '2026-10-05')));
  expect(reasons.filter((reason) => reason === null)).toHaveLength(4);
  expect(reasons.filter((reason) => reason === 'stock')).toHaveLength(1);
});

test('days that nobody closed in time are closed one after the other, each bound to the one before', async () => {
  at('2026-10-06 00:10:00');
  await close();
  const all = await heads();
  expect(all.map(({ day, entries }) => [day, entries])).toEqual([
    ['2026-10-02', 2],
    ['2026-10-03', 2],
    ['2026-10-04', 1],
    ['2026-10-05', 4],
  ]);
  const { closes } = await town.as(null).eggs.closes({ campaignId: campaign, communityCode: FANGYUAN });
  expect(closes.map(({ number, entries }) => [number, entries])).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
    [4, 4],
  ]);
  const third = (await receipt(one, '2026-10-04')).proof;
  expect(third?.seal.before).toBe(closes[1]?.hash);
  expect(third?.head.before).toBe(all[1]?.hash);
  expect(await town.as(null).eggs.heads({ campaignId: campaign })).toMatchObject({
    next: null,
    campaign: { id: campaign },
  });
  expect(await audit()).toEqual([]);
  await close();
  expect(await heads()).toEqual(all);
});

test('what comes in late goes to the next close, and no closed day is changed by it', async () => {
  const before = await heads();
  const late = await neighbour(YANJIANG);
  // As an egg whose batch committed after its day was closed.
  await town.db.transaction().execute(async (tx) => {
    await sql`select lock_communities(array[${YANJIANG}])`.execute(tx);
    const egg = {
      ...{ community_id: YANJIANG, campaign_id: campaign, person_id: late.id, day: '2026-10-05', number: 3 },
      ...{ notice_id: '1', open_id: '1', laid_at: new Date('2026-10-05T15:59:59.999Z') },
    };
    await tx.insertInto('egg').values(egg).execute();
    await tx
      .updateTable('campaign_community')
      .set({ laid: 3 })
      .where('community_id', '=', YANJIANG)
      .where('campaign_id', '=', campaign)
      .execute();
  });
  expect((await receipt(late, '2026-10-05')).proof).toBeNull();
  // What everyone may ask is kept for a second.
  town.clock.advance(1_000);
  expect(await town.as(null).eggs.heads({ campaignId: campaign })).toMatchObject({ next: '2026-10-06' });
  at('2026-10-07 00:05:00');
  await close();
  const after = await heads();
  expect(after.slice(0, 4)).toEqual(before);
  expect(after.slice(4)).toMatchObject([{ day: '2026-10-06', entries: 1, communities: 2 }]);
  const given = await receipt(late, '2026-10-05');
  expect(given.proof?.seal.text).toBe(`${campaign}/${YANJIANG}/2026-10-06/5/1`);
  expect(verify(given, after.at(-1)?.hash ?? '').ok).toBe(true);
  expect(await audit()).toEqual([]);
});

test('a campaign that is not there, a day outside it, and nobody are refused', async () => {
  for (const asked of [
    () => receipt(one, '2026-10-01'),
    () => receipt(one, '2026-10-06'),
    () => one.call.eggs.receipt({ campaignId: '99', day: '2026-10-02' }),
    () => town.as(null).eggs.heads({ campaignId: '99' }),
    () => town.as(null).eggs.closes({ campaignId: '99', communityCode: FANGYUAN }),
  ])
    expect(await refusalOf(asked())).toBe('campaign.missing');
  expect(await refusalOf(one.call.eggs.receipt({ campaignId: campaign, day: '2026-02-30' }))).toBe('input.invalid');
  expect((await ask(town, 'eggs.receipt', { campaignId: campaign, day: '2026-10-02' })).refusal).toBe(
    'session.required',
  );
  // Somebody else's day is their own: with my session I see mine alone.
  expect((await receipt(other, '2026-10-02')).egg?.entry).toContain(other.id);
});

test('the database lets nobody change or delete what is closed, nor an egg, whatever the program says', async () => {
  for (const table of ['ledger_close', 'ledger_leaf', 'ledger_head', 'egg', 'ledger_entry', 'campaign_step']) {
    const name = sql.table(table);
    const column = sql.ref(
      { ledger_entry: 'community_id', egg: 'community_id', campaign_step: 'reason' }[table] ?? 'day',
    );
    for (const statement of [
      sql`update ${name} set ${column} = ${column}`,
      sql`delete from ${name}`,
      sql`truncate ${name} cascade`,
    ])
      await expect(statement.execute(town.db)).rejects.toThrow(/append-only|truncate/i);
  }
});

test('whoever goes past that as the owner of the tables is found out, whichever byte they change', async () => {
  const tampered = async (table: string, set: string, where = 'true'): Promise<string[]> => {
    const said: string[] = [];
    const ledgerKey = await key();
    await town.db
      .transaction()
      .execute(async (tx) => {
        await sql`alter table ${sql.table(table)} disable trigger all`.execute(tx);
        await sql`update ${sql.table(table)} set ${sql.raw(set)} where ctid = (select ctid from ${sql.table(table)}
          where ${sql.raw(where)} limit 1)`.execute(tx);
        said.push(...(await auditLedger(tx, ledgerKey, campaign)));
        throw new Error('undone');
      })
      .catch((error: Error) => expect(error.message).toBe('undone'));
    return said;
  };
  const ours = `campaign_id = ${campaign}`;
  const tries: [string, string][] = [
    ['egg', "laid_at = laid_at + interval '1 millisecond'"],
    ['egg', 'number = number + 100'],
    ['egg', 'notice_id = notice_id + 1'],
    ['egg', 'open_id = open_id + 1'],
    ['egg', 'person_id = person_id + 1'],
    ['ledger_leaf', 'leaf = set_byte(leaf, 31, (get_byte(leaf, 31) + 1) % 256)'],
    ['ledger_close', 'root = set_byte(root, 0, (get_byte(root, 0) + 1) % 256)'],
    ['ledger_close', 'seal = set_byte(seal, 5, (get_byte(seal, 5) + 1) % 256)'],
    ['ledger_close', 'before = set_byte(before, 9, (get_byte(before, 9) + 1) % 256)'],
    ['ledger_close', 'entries = entries + 1'],
    ['ledger_head', 'head = set_byte(head, 17, (get_byte(head, 17) + 1) % 256)'],
    ['ledger_head', 'communities = communities + 1'],
  ];
  for (const [table, set] of tries) expect([set, (await tampered(table, set, ours)).length > 0]).toEqual([set, true]);
  expect(await audit()).toEqual([]);
});

test('random campaigns, reads and closes always agree, and a root made again from the rows is the one that was published', async () => {
  for (let round = 0; round < 3; round++) {
    const firstDay = addDays('2026-11-02', round * 10);
    at(`${firstDay} 08:00:00`);
    const given = {
      firstDay,
      lastDay: addDays(firstDay, 2),
      cap: 2,
      communities: [{ code: FANGYUAN }, { code: YANJIANG }],
    };
    const { id } = (await town.as('editor').eggs.createCampaign(campaignOf({ ...given, name: `第${round}次` })))
      .campaign;
    const people = await Promise.all(Array.from({ length: 5 }, (_, n) => neighbour(n % 2 === 0 ? FANGYUAN : YANJIANG)));
    for (let day = 0; day < 4; day++) {
      at(`${addDays(firstDay, day)} 09:00:00`);
      if (Math.random() < 0.5) await closeDays(town.db, await key(), town.clock.now(), () => Math.random() < 0.7);
      const article = await notice();
      for (const who of people) if (Math.random() < 0.6) await read(town, who.call, article);
    }
    at(`${addDays(firstDay, 5)} 00:10:00`);
    await close();
    const closed = (await town.as(null).eggs.heads({ campaignId: id })).heads;
    const { laid } = await town.db
      .selectFrom('campaign_community')
      .select((eb) => eb.cast<number>(eb.fn.sum('laid'), 'integer').as('laid'))
      .where('campaign_id', '=', id)
      .executeTakeFirstOrThrow();
    expect(closed.reduce((sum, { entries }) => sum + entries, 0)).toBe(laid);
    expect(await auditLedger(town.db, await key(), id)).toEqual([]);
  }
});
