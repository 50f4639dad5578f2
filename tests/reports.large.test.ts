import { sql } from 'kysely';
import { looking } from '../cloud/reports/desk';
import type { Keys } from '../cloud/reports/views';
import { touching } from './kit/touching';
import { JIANGPAN, openTown, type Town } from './kit/town';

/**
 * An inbox with years of reports behind it opens as one of the first week does. Seconds depend on the machine, so what is measured is
 * how many rows the list really touches.
 */
const OVER = 20_000;
/** Open ones of the street's communities: what a page is ordered from. */
const OPEN = 300;
const LIMIT = 8;

let town: Town;
beforeAll(async () => {
  town = await openTown();
  const fill = (from: number, count: number, standing: string, shelf: number) =>
    sql`insert into report (community_id, id, kind, standing, words, pictures, way, reporter_id, filed_by, filed_at, is_open, may_publish,
        doubtful, asked_at, due_at, answered_at, ends_at, solved, shelf, next_at)
      select c.code, ${from}::bigint + n, 'problem', ${standing}, '第 ' || n || ' 件', '[]', 'app', 1, 1, t.at, true, false, false, t.at,
        t.at + interval '10 minutes', case when ${shelf}::int > 0 then t.at end, case when ${shelf}::int > 1 then t.at + interval '3 days' end,
        case when ${shelf}::int = 3 then true end, ${shelf}::int, case when ${shelf}::int < 3 then t.at + interval '10 minutes' end
      from generate_series(1, ${count}::int) n
      join lateral (select code from node where level = 'community' and code like ${`${JIANGPAN.slice(0, 9)}%`} order by code
        offset n % 8 limit 1) c on true
      cross join lateral (select ${town.clock.now()}::timestamptz - n * interval '1 minute' as at) t`.execute(town.db);
  await fill(10 ** 15, OVER, 'closed', 3);
  await fill(2 * 10 ** 15, OPEN, 'waiting', 0);
  await sql`analyze`.execute(town.db);
}, 120_000);
afterAll(() => town.close());

async function touched(input: object) {
  const { plugin, told } = touching((tree) => tree.includes('"report"') && tree.includes('"limit"'));
  const secretary = { id: '1', home: null, grants: [{ role: 'street', code: JIANGPAN.slice(0, 9) }] };
  const context = {
    db: town.db.withPlugin(plugin),
    now: town.clock.now(),
    origin: '',
    actor: secretary,
    checked: 'pass',
  };
  await looking({} as Keys).inbox({ view: 'now', limit: LIMIT, ...input } as never, context as never);
  return told();
}

test.each([
  ['a community', { communityCode: JIANGPAN }],
  ['a street', { nodeCode: JIANGPAN.slice(0, 9) }],
])('the inbox of %s touches what is open, and nothing of what is over', async (_, place) => {
  for (const view of ['now', 'mine', 'raised']) {
    const { queries, rows, by } = await touched({ ...place, view });
    expect({ view, queries, rows: rows <= 3 * OPEN || rows, by }).toEqual({ view, queries: 1, rows: true, by });
  }
});
