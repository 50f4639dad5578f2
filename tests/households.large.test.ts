import { sql } from 'kysely';
import { seeing } from '../cloud/households/boards';
import type { Seal } from '../cloud/kit/seal';
import { cancel } from '../cloud/messages';
import { published } from './kit/acts';
import { touching } from './kit/touching';
import { JIANGPAN, openTown, type Town } from './kit/town';

/**
 * The boards of a community with a full register beside many others. Seconds depend on the machine, so what is measured is how many
 * rows are really touched, and in how many statements.
 */
const OWN = 20_000;
const OTHERS = 60_000;
const NOTICES = 20;
const KNOW = 3_000;
const LIMIT = 20;

let town: Town;
const ids: string[] = [];
beforeAll(async () => {
  town = await openTown();
  const settle = (from: number, count: number, code: string) =>
    sql`insert into household (community_id, id, building, unit, room, same, walk, made_by, made_at)
      select ${code}, ${from}::bigint + n, (n % 50)::text, (n % 4)::text, n::text, n || ${`|${from}`}, lpad(n::text, 20, '0'), 1,
        ${town.clock.now()}::timestamptz from generate_series(1, ${count}::int) n`.execute(town.db);
  await settle(10 ** 9, OWN, JIANGPAN);
  const codes = (
    await sql<{ code: string }>`select code from node where level = 'community' and code <> ${JIANGPAN}
      order by code limit 6`.execute(town.db)
  ).rows.map(({ code }) => code);
  for (const [i, code] of codes.entries()) await settle((2 + i) * 10 ** 9, OTHERS / codes.length, code);
  for (let n = 0; n < NOTICES; n++) ids.push(await published(town, { mustKnow: true }));
  const all = sql`unnest(${`{${ids.join()}}`}::bigint[]) as n (id)`;
  await sql`insert into acknowledgement (community_id, notice_id, person_id, notice_place, version, household_id, at)
    select h.community_id, n.id, h.id, ${JIANGPAN}, 1, h.id, ${town.clock.now()}::timestamptz
    from household h cross join ${all} where h.id % 1000000000 between 1 and ${KNOW}::bigint`.execute(town.db);
  await sql`insert into household_word (community_id, notice_id, household_id, id, how, outcome, by_id, at, noted_at)
    select h.community_id, n.id, h.id, 1, 'door', case when h.id % 2 = 0 then 'told' else 'away' end, 1, ${town.clock.now()}::timestamptz, ${town.clock.now()}::timestamptz
    from household h cross join ${all} where h.id % 1000000000 between ${KNOW + 1}::bigint and ${2 * KNOW}::bigint`.execute(
    town.db,
  );
  await sql`analyze`.execute(town.db);
}, 240_000);
afterAll(() => town.close());

const house = seeing({ open: () => '', close: () => Buffer.from(''), mark: () => Buffer.from('') } satisfies Seal);
const contextOf = (db: Town['db']) =>
  ({ db, now: town.clock.now(), origin: '', actor: { id: '1', home: null, grants: [] }, checked: 'pass' }) as never;

test('boards are right', async () => {
  const { boards } = await house.boards({ communityCode: JIANGPAN }, contextOf(town.db));
  expect(boards).toHaveLength(NOTICES);
  const demo = await sql<{ n: number }>`select count(*)::int as n from household where community_id = ${JIANGPAN}
    and id > 8000000000`.execute(town.db);
  const households = OWN + (demo.rows[0]?.n ?? 0);
  expect(demo.rows[0]?.n).toBeGreaterThan(0);
  for (const one of boards)
    expect(one).toMatchObject({
      ...{ households, acknowledged: KNOW, assisted: KNOW / 2, away: KNOW / 2, others: 0 },
      rest: households - KNOW - KNOW / 2,
    });
});

test('twenty boards are two statements, in which no other community’s rows are touched', async () => {
  let statements = 0;
  const counted = town.db.withPlugin({
    transformQuery: ({ node }) => ((statements += 1), node),
    transformResult: ({ result }) => Promise.resolve(result),
  });
  await house.boards({ communityCode: JIANGPAN }, contextOf(counted));
  // One for the place and one for the notices besides.
  expect(statements).toBe(3);
  const { plugin, told } = touching((tree) => tree.includes('household_word'));
  await house.boards({ communityCode: JIANGPAN }, contextOf(town.db.withPlugin(plugin)));
  const { queries, rows, by } = told();
  // Each notice: what was said of it (a bitmap tells what was noted twice), and the households that said it, once; the register once.
  const most = OWN + NOTICES * (3 * KNOW + Math.max(2 * KNOW, OWN)) + 1_000;
  expect({ queries, rows: rows <= most || rows, by }).toEqual({ queries: 1, rows: true, by });
});

test.each(['rest', 'acknowledged', 'assisted'] as const)(
  'a page of %s touches the doors that it passes, and nothing of another community',
  async (standing) => {
    const passed = { rest: 2 * KNOW, acknowledged: LIMIT, assisted: KNOW + 2 * LIMIT }[standing];
    const { plugin, told } = touching((tree) => tree.includes('household_word') && tree.includes('"limit"'));
    const asked = { communityCode: JIANGPAN, noticeId: ids[0]!, standing, limit: LIMIT };
    await house.stops(asked, contextOf(town.db.withPlugin(plugin)));
    const { queries, rows, by } = told();
    const most = 4 * (passed + LIMIT) + 100;
    expect({ queries, rows: rows <= most || rows, by }).toEqual({ queries: 1, rows: true, by });
  },
);

test('a page far down the list touches no more than the first', async () => {
  const { rows: last } = await sql<{
    id: string;
  }>`select id from household where community_id = ${JIANGPAN} and id < 8000000000
    order by walk desc offset 30 limit 1`.execute(town.db);
  const { plugin, told } = touching((tree) => tree.includes('household_word') && tree.includes('"limit"'));
  const after = Buffer.from(last[0]!.id).toString('base64url');
  const asked = { communityCode: JIANGPAN, noticeId: ids[0]!, standing: 'rest' as const, limit: LIMIT, after };
  await house.stops(asked, contextOf(town.db.withPlugin(plugin)));
  const { queries, rows, by } = told();
  expect({ queries, rows: rows <= 200 || rows, by }).toEqual({ queries: 1, rows: true, by });
});

describe('those who agreed to be told,', () => {
  const WILLING = 3_000;
  beforeAll(async () => {
    // Of this community and of six others; of each some know already.
    await sql`insert into person (id, home_code, created_at)
      select 9000000000000 + n * 1000 + rank, code, ${town.clock.now()}::timestamptz from generate_series(1, ${WILLING}::int) n
      cross join (select code, row_number() over (order by code <> ${JIANGPAN}, code) as rank from node
        where level = 'community' order by 2 limit 7) c`.execute(town.db);
    await sql`insert into consent (person_id, template, given, used)
      select id, 'notice', 1, 0 from person where id between 9000000000000 and 9000009999999`.execute(town.db);
    await sql`insert into acknowledgement (community_id, notice_id, person_id, notice_place, version, at)
      select home_code, ${ids[1]}::bigint, id, ${JIANGPAN}, 1, ${town.clock.now()}::timestamptz
      from person where id between 9000000000000 and 9000009999999 and id / 1000 % 3 = 0`.execute(town.db);
    await sql`analyze`.execute(town.db);
  });

  test('are counted at a board in one statement that touches each person, and what they said, once', async () => {
    const asked = { communityCode: JIANGPAN, noticeId: ids[1]! };
    const { willing } = await house.board(asked, contextOf(town.db));
    expect(willing).toBe((WILLING / 3) * 2);
    const { plugin, told } = touching((tree) => tree.includes('from consent'));
    await house.board(asked, contextOf(town.db.withPlugin(plugin)));
    const { queries, rows, by } = told();
    // Consents lie by person, wherever they live; of this community's people it is looked up what they and their household said.
    const most = 2 * 7 * WILLING + 3 * WILLING + 7 * KNOW + 1_000;
    expect({ queries, rows: rows <= most || rows, by }).toEqual({ queries: 1, rows: true, by });
  });

  test('are found by the name of what they were told of when that is taken back, and nobody else’s message is touched', async () => {
    await sql`insert into message (person_id, template, about, fields, page, due_at, made_at)
      select id, 'notice', 'notice:' || (500000 + id % 997) || ':again:2026-10-01', '[]', '', ${town.clock.now()}::timestamptz,
        ${town.clock.now()}::timestamptz from person where id between 9000000000000 and 9000009999999`.execute(town.db);
    await sql`analyze message`.execute(town.db);
    const about = 'notice:500003';
    const { rows: filed } = await sql<{ n: number }>`select count(*)::int as n from message
      where about like ${`${about}:%`}`.execute(town.db);
    const { plugin, told } = touching((tree) => tree.includes('message'));
    await cancel(town.db.withPlugin(plugin), 'notice', about);
    const { queries, rows, by } = told();
    expect(filed[0]!.n).toBeGreaterThan(10);
    expect(by).toContain('message_about');
    // Each is looked up twice, found once by the bitmap and once in the table, and its consent with it.
    expect({ queries, rows: rows <= 12 * filed[0]!.n + 50 || rows, by }).toEqual({ queries: 2, rows: true, by });
    const { rows: index } = await sql<{ def: string }>`select indexdef as def from pg_indexes
      where indexname = 'message_about'`.execute(town.db);
    // This database may be in the C collation, where any index does.
    expect(index[0]!.def).toContain('text_pattern_ops');
  });
});
