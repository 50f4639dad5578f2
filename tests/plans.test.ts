import { sql } from 'kysely';
import { drift } from '../cloud/credit/recount';
import type { Db } from '../cloud/kit/database';
import type { Call } from '../types';
import { published, ticketOf } from './kit/acts';
import { onRealServer } from './kit/engine';
import { DWELL_MS, JIANGPAN, openTown, type Town } from './kit/town';

const why = onRealServer ? '' : ' (on a server only: a trial database has one session, and reports no scans)';
const TABLES = ['notice', 'notice_count', 'notice_read', 'campaign_community', 'egg', 'card', 'person', 'session'];
/** As many as the pool may open. Each session makes plans of its own, and keeps them. */
const SESSIONS = 10;
const READERS = 64;
const CROWD = 20_000;
/** A credit looks at some seven rows. A few more are no harm; a walk along what a community has is. */
const ROWS_A_CREDIT = 40;
/** Pages of their indexes, for an index that is read from end to end and finds one row: some 25 are touched. */
const PAGES_A_CREDIT = 60;

(onRealServer ? describe : describe.skip)(
  `a credit looks rows up by index, whatever the planner last counted${why}:`,
  () => {
    let town: Town;
    beforeEach(async () => {
      town = await openTown();
      for (const table of TABLES)
        await sql`alter table ${sql.table(table)} set (autovacuum_enabled = false)`.execute(town.db);
      // To look for each notice of a crowd in a table that is thought small takes seconds, and is no part of a credit.
      await sql`alter table notice_count drop constraint notice_count_community_id_notice_id_fkey`.execute(town.db);
    });
    afterEach(() => town.close());

    test.each([
      ['nothing, ever', []],
      ['small tables', TABLES],
    ])('%s', async (_, counted) => {
      const noticeId = await published(town);
      const { card } = await town.as('resident-1').shares.card({ noticeId });
      for (const table of counted) await sql`analyze ${sql.table(table)}`.execute(town.db);
      // Each session makes its plan now, and would keep it; the credits that follow show that it is a good one today.
      await inEverySession((db) =>
        sql`select * from credit_reads('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', true)`.execute(db),
      );
      for (const credit of await creditsOf(noticeId, card, SESSIONS)) await credit();

      await crowdIn(noticeId);
      const credits = await creditsOf(noticeId, card, READERS);
      const before = await touched();
      const answers = await Promise.all(credits.map((credit) => credit()));
      const after = await touched();

      expect(answers.filter(({ credited, egg }) => credited && egg !== null)).toHaveLength(READERS);
      expect(after.scans).toEqual(before.scans);
      const each = { rows: (after.rows - before.rows) / READERS, pages: (after.pages - before.pages) / READERS };
      expect(each.rows).toBeGreaterThan(1);
      expect(each.rows).toBeLessThan(ROWS_A_CREDIT);
      expect(each.pages).toBeLessThan(PAGES_A_CREDIT);
      expect(await drift(town.db)).toEqual([]);
    });

    /** New residents of 江畔 who came to the notice by a card and have read it. */
    async function creditsOf(noticeId: string, card: string, readers: number) {
      const opened: [Call, string][] = [];
      for (let n = 0; n < readers; n++) {
        const { call } = await town.person({ home: JIANGPAN });
        opened.push([call, await ticketOf(call, noticeId, { card })]);
      }
      town.clock.advance(DWELL_MS);
      return opened.map(
        ([call, readTicket]) =>
          () =>
            call.notices.credit({ readTicket }),
      );
    }

    /** Thousands of other people of 江畔 who read the notice, each with a card and an egg; and as many other notices. */
    async function crowdIn(noticeId: string): Promise<void> {
      const id = sql`${noticeId}::bigint`;
      const each = sql`generate_series(1, ${sql.lit(CROWD)}) as n`;
      const now = sql`${town.clock.now()}::timestamptz`;
      const at = sql.lit(JIANGPAN);
      await town.db.transaction().execute(async (tx) => {
        for (const statement of [
          sql`insert into session select sha256(n::text::bytea), person_id, created_at, expires_at
            from (select * from session limit 1) as one, ${each}`,
          sql`insert into person (id, home_code, created_at) select n, ${at}, ${now} from ${each}`,
          sql`insert into notice select other.* from notice as one, ${each},
            jsonb_populate_record(one, jsonb_build_object('id', n)) as other where one.id = ${id}`,
          sql`insert into notice_count select ${at}, n from ${each}`,
          sql`insert into card select ${at}, 'card-' || n, ${id}, n, false, null, ${now} from ${each}`,
          sql`insert into notice_read select ${at}, ${id}, n, n, '2026-10-01', ${now}, ${at} from ${each}`,
          sql`update notice_count set readers = readers + ${sql.lit(CROWD)} where notice_id = ${id}`,
          sql`insert into egg select community_id, campaign_id, n, '2026-10-01', laid + n, ${id}, n, ${now}
            from campaign_community, ${each} where community_id = ${at}`,
          sql`update campaign_community set laid = laid + ${sql.lit(CROWD)} where community_id = ${at}`,
        ])
          await statement.execute(tx);
      });
    }

    /** What was looked at until now: how often each table from end to end, and how much of all their indexes. */
    async function touched(): Promise<{ scans: object; rows: number; pages: number }> {
      await inEverySession((db) => sql`select pg_stat_force_next_flush()`.execute(db));
      const { rows } = await sql<{ name: string; scans: number; rows: number; pages: number }>`
        select relname as name, seq_scan::int as scans,
          (select sum(idx_tup_read)::int from pg_stat_user_indexes i where i.relid = t.relid) as rows,
          (select sum(idx_blks_read + idx_blks_hit)::int from pg_statio_user_indexes i where i.relid = t.relid) as pages
        from pg_stat_user_tables t where relname = any (${sql.val(TABLES)}::text[]) order by 1`.execute(town.db);
      expect(rows).toHaveLength(TABLES.length);
      return {
        scans: Object.fromEntries(rows.map((table) => [table.name, table.scans])),
        rows: rows.reduce((sum, table) => sum + table.rows, 0),
        pages: rows.reduce((sum, table) => sum + table.pages, 0),
      };
    }

    /** Does something in each session of the pool: nobody gives a session back before all are taken. */
    async function inEverySession(work: (db: Db) => Promise<unknown>): Promise<void> {
      let taken = 0;
      let go = (): void => undefined;
      const all = new Promise<void>((done) => (go = done));
      const one = async (db: Db): Promise<unknown> => {
        if (++taken === SESSIONS) go();
        await all;
        return work(db);
      };
      await Promise.all(Array.from({ length: SESSIONS }, () => town.db.connection().execute(one)));
    }
  },
);
