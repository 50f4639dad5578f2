import type appConfig from '../src/app.config';
import { sql } from 'kysely';
import { readConfig, settings } from '../cloud/kit/config';
import { filesIn, textOf } from './kit/sources';
import { draftOf, openTown, type Town } from './kit/town';

/** What the house promises about its data, its settings and its addresses, asked of the real ones. */
let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

describe('the tenant key', () => {
  /** Tables that no community owns, and why. Everything else can be spread over machines by `community_id`. */
  const shared: Record<string, string> = {
    node: 'the tree that the tenants are nodes of; a copy of it goes everywhere',
    person: 'a person moves from community to community and stays who they are',
    identity: 'a way of signing in, before a community is known',
    session: 'a session, before a community is known',
    role_grant: 'a right of a person, looked up with the session',
    file: 'a picture of a person, before it is in any notice',
    answer: 'the first answer to a person’s command',
    campaign: 'made for many communities; its rows in each are campaign_community',
    campaign_step: 'how a campaign, made for many communities, came to be what it is',
    ledger_head: 'one hash for a day of a whole campaign, over all of its communities',
    audit: 'a log that is only appended to and read by place and time',
    secret: 'keys of the whole cloud',
    farewell: 'a mark of somebody who left, before a community is known',
    wechat_token: 'WeChat’s token of the whole cloud',
    push: 'which of WeChat’s pushes have been heard',
    receipt: 'whose an open became, for a moment',
    url_link: 'WeChat’s links to pages',
    consent: 'a person’s consents, wherever they live',
    message: 'a message to a person, wherever they live',
    figure_roll: 'until when the figures of the whole cloud have been counted',
    kysely_migration: 'the migrations that have run',
    kysely_migration_lock: 'the lock under which they run',
  };

  const keys = async () =>
    (
      await sql<{ table: string; key: string; columns: string[] }>`
        select t.relname as table, i.relname as key,
          array(select a.attname::text from unnest(x.indkey::int2[]) with ordinality as k (attnum, nth)
            join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum order by nth) as columns
        from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
        where x.indisunique and t.relnamespace = 'public'::regnamespace order by 1, 2`.execute(town.db)
    ).rows;

  test('comes first in every primary and unique key of tenant data', async () => {
    const found = await keys();
    expect(found.length).toBeGreaterThan(15);
    expect(found.filter(({ table, columns }) => !(table in shared) && columns[0] !== 'community_id')).toEqual([]);
  });

  test('comes first in every foreign key between tables of tenants', async () => {
    const { rows } = await sql<{ from: string; to: string; first: string }>`
      select t.relname as from, r.relname as to, a.attname::text as first
      from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class r on r.oid = c.confrelid
        join pg_attribute a on a.attrelid = t.oid and a.attnum = c.conkey[1]
      where c.contype = 'f' and t.relnamespace = 'public'::regnamespace`.execute(town.db);
    const between = rows.filter(({ from, to }) => !(from in shared) && !(to in shared));
    // An egg's campaign is not among them: the credit takes it from campaign_community itself, under the lock.
    expect(between.map(({ from, to, first }) => `${from} → ${to} by ${first}`).sort()).toEqual([
      'agreement → merchant by community_id',
      'badge → merchant by community_id',
      'card → notice by community_id',
      'coupon → merchant by community_id',
      'coupon_claim → coupon by community_id',
      'egg_correction → campaign_community by community_id',
      'egg_explanation → campaign_community by community_id',
      'egg_flag → campaign_community by community_id',
      'egg_handing → campaign_community by community_id',
      'egg_holder → campaign_community by community_id',
      'egg_move → campaign_community by community_id',
      'grid_worker → grid by community_id',
      'group_entry → chat_group by community_id',
      'household_member → household by community_id',
      'household_word → household by community_id',
      'keeper_invite → merchant by community_id',
      'ledger_leaf → ledger_close by community_id',
      'merchant_choice → merchant by community_id',
      'merchant_step → merchant by community_id',
      'merchant_word → merchant by community_id',
      'notice_count → notice by community_id',
      'notice_version → notice by community_id',
      'report_joiner → report by community_id',
      'report_line → report by community_id',
      'report_part → report by community_id',
      'report_shown → report by community_id',
      'service_list → merchant by community_id',
      'unit_invite → unit by community_id',
      'unit_member → unit by community_id',
    ]);
  });

  test('is missing from no table but those named here, and each of those exists', async () => {
    const tables = new Set((await keys()).map(({ table }) => table));
    expect(Object.keys(shared).filter((table) => !tables.has(table))).toEqual([]);
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public' except
      select table_name from information_schema.columns where table_schema = 'public' and column_name = 'community_id'
      order by 1`.execute(town.db);
    expect(rows.map(({ name }) => name).filter((name) => !(name in shared))).toEqual([]);
  });
});

test('.env.example lists every setting with its default, and nothing else', () => {
  const lines = textOf('.env.example')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const listed: Record<string, string> = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  const real = Object.entries(settings.entries).map(([name, setting]) => [name, String(setting.default ?? '')]);
  expect(listed).toEqual(Object.fromEntries(real));
  expect(readConfig(listed)).toEqual(readConfig({}));
});

test('every setting in .env.example says above it what it is', () => {
  const blocks = textOf('.env.example')
    .split('\n\n')
    .filter((block) => /^\w+=/m.test(block));
  expect(blocks.filter((block) => !/^# \S.{15,}$/m.test(block))).toEqual([]);
});

test('a share card leads to a page that the mini-program has', async () => {
  const { notice } = await town.as('secretary').notices.publish(draftOf());
  const { path, card } = await town.as('resident-1').shares.card({ noticeId: notice.id });
  const [page, query] = path.split('?');
  expect(page?.startsWith('/')).toBe(true);
  expect(pagesOfTheApp()).toContain(page?.slice(1));
  expect(filesIn('src')).toContain(`src${page}.tsx`);
  expect(Object.fromEntries(new URLSearchParams(query))).toEqual({ id: notice.id, card });
});

/** The page list as Taro reads it: the main package's pages, then those of the subpackages. */
function pagesOfTheApp(): string[] {
  Object.assign(globalThis, { defineAppConfig: (config: unknown) => config });
  const { default: config } = jest.requireActual<{ default: typeof appConfig }>('../src/app.config');
  const { pages = [], subPackages = [] } = config;
  return [...pages, ...subPackages.flatMap(({ root, pages: own }) => own.map((page) => `${root}/${page}`))];
}
