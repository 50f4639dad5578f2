import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { couponDrift } from '../cloud/coupons';
import { drift } from '../cloud/credit/recount';
import { loadDemoCity } from '../cloud/demo/city';
import { systemClock } from '../cloud/kit/clock';
import { readConfig } from '../cloud/kit/config';
import type { Db } from '../cloud/kit/database';
import { NIGHT_LOCK, nightWork, openDatabase } from '../cloud/start';
import { couponOf, openShop } from './kit/shops';
import { FROM_MESSAGE, HARBIN, published } from './kit/acts';
import { emptyDatabase, onRealServer } from './kit/engine';
import { fingerprint } from './kit/fingerprint';
import { root } from './kit/sources';
import { clientId, JIANGPAN, openTown, read, type Town } from './kit/town';

let town: Town;
/** A notice with four readers and six opens, whose readers laid the eggs 1 to 3 of the campaign of 江畔. */
let notice: string;
let campaign: string;
beforeAll(async () => {
  town = await openTown();
  notice = await published(town);
  for (const resident of ['resident-1', 'resident-2', 'resident-3'] as const)
    await read(town, town.as(resident), notice);
  await read(town, (await town.person()).call, notice);
  await town.as('resident-1').notices.open({ noticeId: notice });
  await town.as(null).notices.open({ noticeId: notice });
  const { campaign_id } = await town.db
    .selectFrom('campaign_community')
    .select('campaign_id')
    .where('community_id', '=', JIANGPAN)
    .executeTakeFirstOrThrow();
  campaign = campaign_id;
});
afterAll(() => town.close());

test('in a town where people opened, read and got eggs every counter equals its rows', async () => {
  const ofCity = await published(town, { communityCode: undefined, nodeCode: HARBIN });
  await read(town, town.as('resident-2'), ofCity);
  await read(town, town.as('editor'), ofCity, FROM_MESSAGE[0]);
  await town.as('secretary').notices.withdraw({ noticeId: notice, reason: '时间改了' });
  expect(await drift(town.db)).toEqual([]);
  const { rows } = await sql<{ reads: number; opens: number; eggs: number }>`
    select (select count(*)::int from notice_read) as reads, (select count(*)::int from notice_open) as opens,
      (select count(*)::int from egg) as eggs`.execute(town.db);
  expect(rows).toEqual([{ reads: 6, opens: 8, eggs: 3 }]);
});

describe('a recount says one sentence, and repairs nothing, when', () => {
  const inCampaign = () => `campaign ${campaign} in ${JIANGPAN}`;
  /** What happened stays as written; so whoever damages it has to break that first. */
  const rewrite = (table: string, statement: ReturnType<typeof sql>) => async (db: Db) => {
    await sql`alter table ${sql.table(table)} disable trigger stay`.execute(db);
    await statement.execute(db);
  };

  test.each<[string, (db: Db) => Promise<unknown>, () => string]>([
    [
      'a notice has more readers than reads',
      (db) => sql`update notice_count set readers = readers + 1 where notice_id = ${notice}::bigint`.execute(db),
      () => `readers of notice ${notice}: the counter says 5, the rows are 4`,
    ],
    [
      'a read was lost',
      (db) =>
        rewrite(
          'notice_read',
          sql`delete from notice_read where notice_id = ${notice}::bigint
        and open_id = (select max(open_id) from notice_read where notice_id = ${notice}::bigint)`,
        )(db),
      () => `readers of notice ${notice}: the counter says 4, the rows are 3`,
    ],
    [
      'an open was not counted',
      (db) => sql`update notice_count set opens = opens - 1 where notice_id = ${notice}::bigint`.execute(db),
      () => `opens of notice ${notice}: the counter says 5, the rows are 6`,
    ],
    [
      'more eggs were counted than laid',
      (db) => sql`update campaign_community set laid = laid + 2 where community_id = ${JIANGPAN}`.execute(db),
      () => `laid eggs of ${inCampaign()}: the counter says 5, the rows are 3`,
    ],
    [
      'eggs were laid beyond the stock',
      async (db) => {
        await sql`alter table campaign_community drop constraint campaign_community_check`.execute(db);
        await sql`update campaign_community set stock = 2 where community_id = ${JIANGPAN}`.execute(db);
      },
      () => `the stock of ${inCampaign()}: the counter says 2, the rows are 3`,
    ],
    [
      'the numbers of the eggs have a hole',
      (db) => rewrite('egg', sql`update egg set number = 7 where number = 3`)(db),
      () => `the highest egg number of ${inCampaign()}: the counter says 7, the rows are 3`,
    ],
    [
      'the numbers of the eggs do not begin with one',
      (db) => rewrite('egg', sql`update egg set number = 0 where number = 1`)(db),
      () => `the lowest egg number of ${inCampaign()}: the counter says 0, the rows are 1`,
    ],
    [
      'an egg is of a campaign that the community has no part in',
      (db) =>
        sql`insert into egg (community_id, campaign_id, person_id, day, number, notice_id, open_id, laid_at)
          values (${JIANGPAN}, 1, 2, '2026-10-01', 1, 3, 4, '2026-10-01')`.execute(db),
      () => `laid eggs of campaign 1 in ${JIANGPAN}: the counter says 0, the rows are 1`,
    ],
    [
      'a read is of a notice that has no counter',
      (db) =>
        sql`insert into notice_read (community_id, notice_id, person_id, open_id, day, credited_at)
          values (${JIANGPAN}, 1, 2, 3, '2026-10-01', '2026-10-01')`.execute(db),
      () => 'readers of notice 1: the counter says 0, the rows are 1',
    ],
    [
      'an open is of a notice that has no counter',
      (db) =>
        sql`insert into notice_open (community_id, notice_id, id, day, opened_at)
          values (${JIANGPAN}, 1, 2, '2026-10-01', '2026-10-01')`.execute(db),
      () => 'opens of notice 1: the counter says 0, the rows are 1',
    ],
  ])('%s', async (_, damage, sentence) => {
    const rolledBack = new Error('The damage is undone');
    const done = town.db.transaction().execute(async (tx) => {
      await damage(tx);
      const damaged = await fingerprint(tx);
      expect(await drift(tx)).toEqual([sentence()]);
      expect(await fingerprint(tx)).toEqual(damaged);
      throw rolledBack;
    });
    await expect(done).rejects.toBe(rolledBack);
    expect(await drift(town.db)).toEqual([]);
  });

  test('several counters are off, it says a sentence for each', async () => {
    const rolledBack = new Error('The damage is undone');
    const done = town.db.transaction().execute(async (tx) => {
      await sql`update notice_count set readers = 0, opens = 0 where notice_id = ${notice}::bigint`.execute(tx);
      expect(await drift(tx)).toEqual([
        `opens of notice ${notice}: the counter says 0, the rows are 6`,
        `readers of notice ${notice}: the counter says 0, the rows are 4`,
      ]);
      throw rolledBack;
    });
    await expect(done).rejects.toBe(rolledBack);
  });
});

const why = onRealServer ? '' : ' (on a server only: a trial database is one process’s)';
(onRealServer ? test : test.skip)(
  `at night one of several processes recounts, and the others leave it alone${why}`,
  async () => {
    const count = (by: number) =>
      sql`update notice_count set opens = opens + ${by} where notice_id = ${notice}::bigint`.execute(town.db);
    await count(1);
    await town.db.transaction().execute(async (another) => {
      await sql`select pg_advisory_xact_lock(${NIGHT_LOCK})`.execute(another);
      expect(await nightWork(town.db)).toEqual([]);
    });
    expect(await nightWork(town.db)).toEqual([`opens of notice ${notice}: the counter says 7, the rows are 6`]);
    await count(-1);
  },
);

test('at night each coupon is counted against its ledger, and what is off is told', async () => {
  const keeper = await town.person({ home: JIANGPAN });
  const { merchant } = await openShop(town, { keeper });
  const { coupon } = await keeper.call.coupons.issue(couponOf(town, merchant.id, { total: 2 }));
  const one = await town.person({ home: JIANGPAN });
  await one.call.coupons.claim({ clientId: clientId(), couponId: coupon.id });
  const claims = town.db.updateTable('coupon_claim').where('coupon_id', '=', coupon.id);
  await claims.set({ redeemed_at: town.clock.now() }).execute();
  expect(await nightWork(town.db)).toEqual([`coupon ${coupon.id}, redeemed: the rows are 1, the ledger says 0`]);
  await claims.set({ redeemed_at: null }).execute();
  await town.db.updateTable('coupon').set({ total: 1 }).where('id', '=', coupon.id).execute();
  expect(await couponDrift(town.db)).toEqual([`coupon ${coupon.id}, issued: the rows are 1, the ledger says 2`]);
  await town.db.updateTable('coupon').set({ total: 2 }).where('id', '=', coupon.id).execute();
  expect(await couponDrift(town.db)).toEqual([]);
});

describe('npm run recount', () => {
  /** The cloud's settings: an empty database of the server, or a trial folder. */
  let settings: Record<string, string>;
  let clean: () => Promise<void>;
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jiamenkou-recount-'));
    const database = onRealServer ? await emptyDatabase() : undefined;
    settings = { DATA_DIR: folder, ...(database && { DATABASE_URL: database.url }) };
    clean = async () => {
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    };
    await inDatabase((db) => loadDemoCity(db, systemClock.now()));
  });
  afterAll(() => clean());

  async function inDatabase(work: (db: Db) => Promise<unknown>): Promise<void> {
    const { db, close } = await openDatabase(readConfig(settings));
    await work(db).finally(close);
  }

  const recount = () => {
    const given = ['PATH', 'HOME', 'NODE_ENV'].map((name) => [name, process.env[name]]);
    const env = { ...(Object.fromEntries(given) as NodeJS.ProcessEnv), ...settings };
    const words = ['--import', 'tsx', 'cloud/recount.ts'];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, env, encoding: 'utf8' });
    return { status, stdout, stderr };
  };

  test('ends well and says so on a sound database', () => {
    expect(recount()).toEqual({ status: 0, stdout: 'Every counter equals its rows.\n', stderr: '' });
  });

  test('fails with the sentence on a damaged one', async () => {
    await inDatabase((db) => sql`update campaign_community set laid = 2 where community_id = ${JIANGPAN}`.execute(db));
    expect(recount()).toEqual({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(
        new RegExp(`^laid eggs of campaign \\d+ in ${JIANGPAN}: the counter says 2, the rows are 0\n$`),
      ) as string,
    });
  });
});
