import { sql, type RawBuilder } from 'kysely';
import { answerers } from '../../types/service';
import type { Handlers } from '../kit/serve';
import { refuse } from '../kit/refuse';
import { gridsOfWorker, unitsOfMember } from '../service';
import { afterId, afterRow, idAt, rowAt } from './cursor';
import { below, findReport, type ReportRow } from './queries';
import { SEEN_AFTER_MS } from './rules';
import { maySee, reportView, rightsOf, rowsOf, type Caller, type Keys, type Looking } from './views';

type Looks = 'show' | 'caller' | 'mine' | 'inbox' | 'handling' | 'counts';

/** What people see of reports: their own, a place's, those that their unit was called to. */
export const looking = (keys: Keys): Pick<Handlers['reports'], Looks> => ({
  async show({ reportId }, context) {
    const { db, actor, now } = context;
    const report = (await findReport(db, reportId)) ?? refuse('report.missing');
    const rights = await rightsOf(db, report, actor);
    if (!(await maySee(db, report, rights, actor, now))) refuse('report.missing');
    return { report: await reportView(keys, report, rights, context) };
  },

  async caller({ reportId }, { db }) {
    const sealed = (await findReport(db, reportId))?.caller;
    const { called, phone } = sealed ? (JSON.parse(keys.seal.open(sealed)) as Caller) : {};
    return { called: called ?? null, phone: phone ?? null };
  },

  async mine({ before, limit }, context) {
    const { db, actor } = context;
    const theirs = sql<boolean>`r.id in (select id from report where reporter_id = ${actor.id}::bigint
      union all select report_id from report_joiner where person_id = ${actor.id}::bigint)`;
    let rows = db.selectFrom('report as r').selectAll().where(theirs);
    if (before !== undefined) rows = rows.where(sql<boolean>`r.id < ${idAt(before)}::bigint`);
    return page(
      keys,
      await rows
        .orderBy('r.id', 'desc')
        .limit(limit + 1)
        .execute(),
      limit,
      context,
      ({ id }) => afterId(id),
    );
  },

  async inbox({ communityCode, nodeCode, view, before, limit }, context) {
    const { db, actor, now } = context;
    const code = nodeCode ?? communityCode ?? '';
    const counts = await countsOf(db, [code], actor, now);
    let rows = db.selectFrom('report as r').selectAll().where(below('r.community_id', code));
    if (view === 'ended') {
      rows = rows.where('r.ends_at', '<=', now);
      if (before !== undefined) rows = rows.where(sql<boolean>`r.id < ${idAt(before)}::bigint`);
      const found = await rows
        .orderBy('r.id', 'desc')
        .limit(limit + 1)
        .execute();
      return { ...(await page(keys, found, limit, context, ({ id }) => afterId(id))), counts };
    }
    // The first condition is that of the index, which knows nothing of what is over.
    rows = rows
      .where('r.shelf', '<', 3)
      .where((eb) => eb.or([eb('r.shelf', '<', 2), eb.and([eb('r.shelf', '=', 2), eb('r.ends_at', '>', now)])]));
    if (view === 'mine') {
      const grids = code.length === 12 ? await gridsOfWorker(db, code, actor.id) : [];
      rows = rows.where((eb) =>
        eb.or([
          eb('r.owner_id', '=', actor.id),
          ...(grids.length > 0 ? [eb.and([eb('r.owner_id', 'is', null), eb('r.grid_id', 'in', grids)])] : []),
        ]),
      );
    }
    // A street office sees as raised what has gone up to it, a community whatever is late.
    if (view === 'raised')
      rows = rows.where('r.shelf', '=', 0).where(code.length === 12 ? 'r.due_at' : 'r.raised_at', '<=', now);
    if (before !== undefined) rows = rows.where(behind(before));
    const found = await rows
      .orderBy('r.shelf')
      .orderBy(sql`coalesce(r.next_at, 'infinity'::timestamptz)`)
      .orderBy('r.id')
      .limit(limit + 1)
      .execute();
    return {
      ...(await page(keys, found, limit, context, ({ shelf, next_at, id }) =>
        afterRow({ shelf, nextAt: next_at, id }),
      )),
      counts,
    };
  },

  async handling({ before, limit }, context) {
    const { db, actor, now } = context;
    const mine = await partsFor(db, actor);
    if (mine === null) return { reports: [], next: null };
    const called = sql<boolean>`exists (select 1 from report_part p where p.community_id = r.community_id and p.report_id = r.id
      and (${mine}))`;
    const since = new Date(now.getTime() - SEEN_AFTER_MS);
    let rows = db
      .selectFrom('report as r')
      .selectAll()
      .where(called)
      .where((eb) => eb.or([eb('r.ends_at', 'is', null), eb('r.ends_at', '>', since)]));
    if (before !== undefined) rows = rows.where(behind(before));
    const found = await rows
      .orderBy('r.shelf')
      .orderBy(sql`coalesce(r.next_at, 'infinity'::timestamptz)`)
      .orderBy('r.id')
      .limit(limit + 1)
      .execute();
    return page(
      keys,
      found,
      limit,
      context,
      ({ shelf, next_at, id }) => afterRow({ shelf, nextAt: next_at, id }),
      true,
    );
  },

  counts: (_input, { db, actor, now }) =>
    countsOf(
      db,
      actor.grants.filter(({ role }) => (answerers as readonly string[]).includes(role)).map(({ code }) => code),
      actor,
      now,
    ),
});

const anyOf = (conditions: readonly RawBuilder<boolean>[]) => sql.join(conditions, sql` or `);

/** Rows of the desk after one of them. */
function behind(cursor: string): RawBuilder<boolean> {
  const { shelf, nextAt, id } = rowAt(cursor);
  const next = nextAt === null ? sql`'infinity'::timestamptz` : sql`${nextAt}::timestamptz`;
  return sql<boolean>`(r.shelf, coalesce(r.next_at, 'infinity'::timestamptz), r.id) > (${shelf}::smallint, ${next}, ${id}::bigint)`;
}

async function page(
  keys: Keys,
  found: readonly ReportRow[],
  limit: number,
  context: Looking,
  cursorOf: (row: ReportRow) => string,
  isHandled = false,
) {
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return { reports: await rowsOf(keys, shown, context, isHandled), next: last ? cursorOf(last) : null };
}

/** The parts `p` that somebody is to handle: those of their units, and where they are the street office, its own; null: none ever. */
async function partsFor(db: Looking['db'], { id: person, grants }: Looking['actor']) {
  const units = (await unitsOfMember(db, person)).map(
    ({ community_id, id }) => sql<boolean>`(p.unit_place = ${community_id} and p.unit_id = ${id}::bigint)`,
  );
  const streets = grants
    .filter(({ role }) => role === 'street')
    .map(({ code }) => sql<boolean>`(p.unit_id is null and ${below('p.community_id', code)})`);
  const all = [...units, ...streets];
  return all.length === 0 ? null : anyOf(all);
}

/** What waits at these places, and what this person's units and street were called to. */
async function countsOf(db: Looking['db'], codes: readonly string[], actor: Looking['actor'], now: Date) {
  const none = { waiting: 0, late: 0, due: 0, whistles: 0 };
  const mine = await partsFor(db, actor);
  const { rows: parts } =
    mine === null
      ? { rows: [{ n: 0 }] }
      : await sql<{
          n: number;
        }>`select count(*)::int as n from report_part p where p.done_at is null and (${mine})`.execute(db);
  if (codes.length === 0) return { ...none, whistles: parts[0]?.n ?? 0 };
  const here = anyOf(codes.map((code) => below('community_id', code)));
  const { rows } = await sql<typeof none>`
    select count(*) filter (where shelf = 0)::int as waiting,
      count(*) filter (where shelf = 0 and due_at <= ${now}::timestamptz)::int as late,
      count(*) filter (where shelf = 1 and next_at <= ${now}::timestamptz)::int as due
    from report where shelf < 3 and shelf < 2 and (${here})`.execute(db);
  return { ...none, ...rows[0], whistles: parts[0]?.n ?? 0 };
}
