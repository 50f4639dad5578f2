import { ExplainNode, sql, type KyselyPlugin, type RootOperationNode } from 'kysely';
import { lineage } from '../cloud/org';
import { feed } from '../cloud/notices/queries';
import { draftOf, JIANGPAN, openTown, type Town } from './kit/town';

/**
 * The feed of a city with 3,158 communities answers as one with eight does. Seconds depend on the machine, so what is
 * measured is the plan: which indexes it goes by, and how many rows it really touches.
 */
const OTHERS = 50_000;
const YEARS_BEHIND = 5_000;
const LIMIT = 21;

let town: Town;
beforeAll(async () => {
  town = await openTown();
  const now = town.clock.now();
  const codes = sql`select code from node where level = 'community' and code <> ${JIANGPAN}`;
  const fill = (each: ReturnType<typeof sql>, count: number, base: number) =>
    sql`with written as (
        insert into notice (community_id, id, kind, title, body, byline, pictures, publish_at, pinned, made_by, created_at)
        select (${each}), ${base}::bigint + n, 'notice', '停水', '周四停水', '社区书记', '[]',
          ${now}::timestamptz - n * interval '7 minutes', n % 997 = 0, 1, ${now}::timestamptz
        from generate_series(1, ${count}::int) as n returning community_id, id)
      insert into notice_count (community_id, notice_id) select community_id, id from written`.execute(town.db);
  await fill(sql`(array(${codes} order by code))[1 + n % 3157]`, OTHERS, 10 ** 15);
  await fill(sql`${JIANGPAN}`, YEARS_BEHIND, 2 * 10 ** 15);
  await town.as('editor').notices.publish({ ...draftOf({ communityCode: undefined }), nodeCode: '2301' });
  await sql`analyze`.execute(town.db);
});
afterAll(() => town.close());

/** A part of a plan, as PostgreSQL explains it. */
interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Plan[];
}

/** Turns every query into the question how it was run. */
const explained: KyselyPlugin = {
  transformQuery: ({ node }) =>
    ({ ...node, explain: ExplainNode.create('json', sql`analyze, timing off`.toOperationNode()) }) as RootOperationNode,
  transformResult: async ({ result }) => result,
};

/** The scans that a feed was answered by. */
async function scans(after: Parameters<typeof feed>[3]): Promise<Plan[]> {
  const answer: unknown[] = await feed(
    town.db.withPlugin(explained),
    lineage(JIANGPAN),
    town.clock.now(),
    after,
    LIMIT,
  );
  const { 'QUERY PLAN': told } = answer[0] as { 'QUERY PLAN': string | [{ Plan: Plan }] };
  const [{ Plan: whole }] = typeof told === 'string' ? (JSON.parse(told) as [{ Plan: Plan }]) : told;
  const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)];
  return flat(whole).filter((plan) => plan['Relation Name'] !== undefined);
}

const touched = (plan: Plan): number =>
  (plan['Actual Loops'] ?? 0) *
  ((plan['Actual Rows'] ?? 0) + (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0));

const inTheMiddle = async () => {
  const { rows } = await sql<{ at: Date; id: string }>`
    select publish_at as at, id from notice where community_id = ${JIANGPAN} and not pinned
    order by publish_at limit 1 offset ${YEARS_BEHIND / 2}`.execute(town.db);
  return { pinned: false, at: rows[0]?.at.toISOString() ?? '', id: rows[0]?.id ?? '' };
};

test('the town is as large as this test says', async () => {
  const { rows } = await sql<{ communities: number; notices: number }>`
    select (select count(*)::int from node where level = 'community') as communities,
      (select count(*)::int from notice) as notices`.execute(town.db);
  expect(rows[0]?.communities).toBe(3158);
  expect(rows[0]?.notices).toBeGreaterThan(OTHERS + YEARS_BEHIND);
});

describe.each<[string, () => Promise<Parameters<typeof feed>[3]>]>([
  ['first', async () => null],
  ['hundredth', inTheMiddle],
])('the %s page of a feed', (_which, position) => {
  test('reads each place by itself, and the one with years behind it in the order of the feed index', async () => {
    const ofNotices = (await scans(await position())).filter((plan) => plan['Relation Name'] === 'notice');
    // Community, street, district, city. The few rows of a small place are fetched and sorted as well.
    expect(ofNotices).toHaveLength(4);
    const full = ofNotices.filter((plan) => touched(plan) >= LIMIT - 1);
    expect(full.map((plan) => plan['Index Name'])).toEqual(['notice_feed']);
  });

  test('touches a page of notices per place at most, and their counters', async () => {
    const plans = await scans(await position());
    const rows = (relation: string) =>
      plans.filter((plan) => plan['Relation Name'] === relation).reduce((sum, plan) => sum + touched(plan), 0);
    expect(rows('notice')).toBeGreaterThanOrEqual(LIMIT - 1);
    expect(rows('notice')).toBeLessThanOrEqual(4 * LIMIT);
    expect(rows('notice_count')).toBeLessThanOrEqual(4 * LIMIT);
  });

  test('goes through no table from end to end', async () => {
    const whole = (await scans(await position())).filter((plan) => plan['Node Type'] === 'Seq Scan');
    expect(whole.map((plan) => plan['Relation Name'])).toEqual([]);
  });
});

test('and shows what a small town would: pinned first, then newest, with the city’s own', async () => {
  const { notices, next } = await town.as(null).notices.list({ communityCode: JIANGPAN, limit: 20 });
  expect(notices).toHaveLength(20);
  expect(next).not.toBeNull();
  const keys = notices.map(({ pinned, publishAt }) => `${pinned ? 1 : 0} ${publishAt}`);
  expect(keys).toEqual([...keys].sort().reverse());
  expect(notices.some(({ place }) => place.level === 'city')).toBe(true);
});
