import { sql } from 'kysely';
import { finding } from '../cloud/merchants/directory';
import { searchable } from '../cloud/merchants/rules';
import type { Call, Input } from '../types';
import type { merchants } from '../types/merchants';
import { touching } from './kit/touching';
import { JIANGPAN, openTown, type Town } from './kit/town';

/**
 * A directory of 10,000 shops answers as one of 30 does. Seconds depend on the machine, so what is measured is the plan: how many
 * rows it really touches.
 */
const HERE = 10_000;
const ELSEWHERE = 10_000;
const LIMIT = 20;
/** A page has 20 rows and one more that says whether there is another. A few times as many are no harm. */
const MOST = 200;
/** The nearest are found from the nearest on, whatever the page: five pages of them, and those of the other communities between. */
const MOST_NEAR = 400;
const CENTRE = { latitude: 45.787, longitude: 126.652 };

let town: Town;
let call: Call;
beforeAll(async () => {
  town = await openTown();
  call = town.as(null);
  const common = searchable(['便民小店', '江畔路'], 'where');
  const rare = searchable(['钟表修理', '江畔路'], 'where');
  const pairs = (all: string[]) => (community: ReturnType<typeof sql>) =>
    sql`(select array_agg(replace(pair, 'where', ${community})) from unnest(${sql.val(all)}::text[]) as pair)`;
  const fill = (community: ReturnType<typeof sql>, count: number, base: number, rareEvery: number) =>
    sql`insert into merchant (community_id, id, name, category, address, door, documents, place, made_by, made_at, standing,
        since, from_day, until_day, words, pairs)
      select ${community}, ${base}::bigint + n, '便民小店 ' || n, (array['food', 'grocery', 'hair', 'repair'])[1 + n % 4],
        '江畔路 ' || n || ' 号', '{"id": "1", "key": "x", "width": 1, "height": 1}', '[]',
        point(14098600 + (n * 7919 % 10007), 5748600 + (n * 104729 % 10009)), 1, ${town.clock.now()}::timestamptz, 'signed',
        '2026-01-01', '2026-01-01', '2027-01-01',
        case when n % ${rareEvery} = 3 then ${rare.words} else ${common.words} end,
        case when n % ${rareEvery} = 3 then ${pairs(rare.pairs)(community)} else ${pairs(common.pairs)(community)} end
      from generate_series(1, ${count}::int) as n`.execute(town.db);
  const others = sql`(array(select code from node where level = 'community' and code <> ${JIANGPAN} order by code))[1 + n % 500]`;
  await fill(sql`${JIANGPAN}`, HERE, 10 ** 15, 1_000);
  await fill(others, ELSEWHERE, 2 * 10 ** 15, 4);
  await sql`analyze`.execute(town.db);
}, 120_000);
afterAll(() => town.close());

/** How many rows the list itself touches, and by what. */
async function touched(input: Partial<Input<typeof merchants.list>>): Promise<{ rows: number; by: string }> {
  const { plugin, told } = touching((tree) => tree.includes('"from_day"'));
  const context = { db: town.db.withPlugin(plugin), now: town.clock.now(), origin: '', actor: null, checked: 'pass' };
  await finding.list({ limit: LIMIT, ...input }, context as never);
  const { queries, rows, by } = told();
  expect(queries).toBe(1);
  return { rows, by };
}

type Asked = Omit<Input<typeof merchants.list>, 'before' | 'limit'>;
const asked: [string, Asked][] = [
  ['of a community', { communityCode: JIANGPAN }],
  ['of all', {}],
  ['of a community and a kind', { communityCode: JIANGPAN, category: 'hair' }],
  ['of a kind', { category: 'hair' }],
  ['with a frequent word, in a community', { communityCode: JIANGPAN, q: '便民' }],
  ['with a frequent word', { q: '便民' }],
  ['with a word that is rare here and frequent elsewhere, in a community', { communityCode: JIANGPAN, q: '钟表' }],
  ['with a word that nobody has, in a community', { communityCode: JIANGPAN, q: '钟店' }],
  ['with two words, in a community', { communityCode: JIANGPAN, q: '小店 江畔' }],
  ['with a letter, in a community', { communityCode: JIANGPAN, q: '店' }],
  ['near a place in their community', { communityCode: JIANGPAN, near: CENTRE }],
  ['near a place', { near: CENTRE }],
  ['near a place, with a rare word', { communityCode: JIANGPAN, near: CENTRE, q: '钟表' }],
];

test.each(asked)('the first page of shops %s touches a bounded number of rows', async (_, input) => {
  const { rows, by } = await touched(input);
  expect({ rows: rows <= MOST || rows, by }).toEqual({ rows: true, by });
});

test.each(asked)('a later page of shops %s touches a bounded number of rows', async (_, input) => {
  let before: string | undefined;
  for (let page = 0; page < 5; page++) {
    const { next } = await call.merchants.list({ ...input, limit: LIMIT, ...(before && { before }) });
    if (next === null) break;
    before = next;
  }
  if (before === undefined) return;
  const { rows, by } = await touched({ ...input, before });
  expect({ rows: rows <= (input.near ? MOST_NEAR : MOST) || rows, by }).toEqual({ rows: true, by });
});
