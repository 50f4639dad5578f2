import { sql } from 'kysely';
import type { Db } from '../kit/database';
import { queue, type Letter } from '../messages';
import { placeOf, places } from '../org';
import { membersOf, workersOf, type Worker } from '../service';
import { holdersOf, type PartRow, type ReportRow } from './queries';
import { lockConsents } from './tell';
import { words } from './words';

const INBOX = 'reports/inbox/index';
const HANDLING = 'reports/handling/index';
/** So many are looked at in one step. */
const AT_ONCE = 200;
/** Whoever is told of one thing hears of the next ones of its kind and place no sooner: each message uses a consent up. */
const SLOT_MS = 600_000;
/** What is older is known by now, and so is what waited while no message could be sent. */
const NEWS_MS = 86_400_000;

/** A letter and who gets it. */
interface Told {
  to: readonly string[];
  letter: Letter;
}
type Step = (db: Db, now: Date) => Promise<{ claimed: number; told: Told[] }>;

/**
 * Tells those who answer, as far as they agreed to be told: whoever a report lies with that it is there, the secretary that it is late, the
 * street office that it has gone up to it, and whom a whistle called that it did. Each row is claimed by one process, and the claim is
 * committed before anybody's consent is taken: somebody who leaves for good at this moment holds themselves and waits for their reports.
 * A process that dies in between tells nobody; what it would have told of lies on their lists all the same.
 */
export async function tellStaff(db: Db, now: Date, more: () => boolean): Promise<void> {
  for (const step of [fresh, late, raised, called]) while (more() && (await tell(db, step, now)) === AT_ONCE);
}

async function tell(db: Db, step: Step, now: Date): Promise<number> {
  const { claimed, told } = await step(db, now);
  const people = [...new Set(told.flatMap(({ to }) => to))];
  if (people.length === 0) return claimed;
  await db.transaction().execute(async (tx) => {
    // All consents first and in one order: two processes that tell the same people of different things never wait in a ring.
    await lockConsents(tx, 'work', isOneOf(people));
    for (const { letter, to } of told) if (to.length > 0) await queue(tx, letter, isOneOf(to), now);
  });
  return claimed;
}

const isOneOf = (people: readonly string[]) => sql<boolean>`p.id = any(${`{${people.join()}}`}::bigint[])`;

const fresh: Step = async (db, now) => {
  const reports = await claim(db, 1, sql<boolean>`told = 0 and shelf < 2`);
  return { claimed: reports.length, told: await forPlaces(db, recent(reports, 'asked_at', now), now, liesWith) };
};

const late: Step = async (db, now) => {
  const reports = await claim(db, 2, sql<boolean>`told = 1 and shelf = 0 and due_at <= ${now}::timestamptz`);
  const secretaries = (_: ReportRow, { here }: Staff) => {
    const known = here.filter(({ role }) => role === 'secretary');
    return { kind: 'late' as const, to: known.length > 0 ? known : here };
  };
  return { claimed: reports.length, told: await forPlaces(db, recent(reports, 'due_at', now), now, secretaries) };
};

const raised: Step = async (db, now) => {
  const reports = await claim(db, 3, sql<boolean>`told = 2 and shelf = 0 and raised_at <= ${now}::timestamptz`);
  const office = (_: ReportRow, { street }: Staff) => ({ kind: 'raised' as const, to: street });
  return { claimed: reports.length, told: await forPlaces(db, recent(reports, 'raised_at', now), now, office) };
};

/** Marks reports as told of, and gives them: those that another process holds at this moment it tells of itself. */
const claim = (db: Db, told: number, which: ReturnType<typeof sql<boolean>>): Promise<ReportRow[]> =>
  db
    .updateTable('report')
    .set({ told })
    .where('id', 'in', (eb) =>
      eb.selectFrom('report').select('id').where(which).orderBy('id').limit(AT_ONCE).forUpdate().skipLocked(),
    )
    .returningAll()
    .execute();

const recent = (reports: ReportRow[], since: 'asked_at' | 'due_at' | 'raised_at', now: Date): ReportRow[] =>
  reports.filter((report) => (report[since]?.getTime() ?? 0) > now.getTime() - NEWS_MS);

/** Who answers at a community, and at the street office above it. */
interface Staff {
  all: readonly Worker[];
  here: readonly Worker[];
  street: readonly Worker[];
}
type Kind = 'fresh' | 'yours' | 'late' | 'raised';

/** With whom a report lies: whoever it was handed to; else those who look after its grid; else all who answer there. */
function liesWith(report: ReportRow, { all, here }: Staff): { kind: Kind; to: readonly Worker[] } {
  const owner = all.filter(({ id }) => id === report.owner_id);
  if (owner.length > 0) return { kind: 'yours', to: owner };
  const ofGrid = here.filter(({ grids }) => report.grid_id !== null && grids.includes(report.grid_id));
  return { kind: 'fresh', to: ofGrid.length > 0 ? ofGrid : here };
}

/** One letter for each place, kind and group of people, which says how many there are. */
async function forPlaces(
  db: Db,
  reports: readonly ReportRow[],
  now: Date,
  who: (report: ReportRow, staff: Staff) => { kind: Kind; to: readonly Worker[] },
): Promise<Told[]> {
  const at = await places(db, new Set(reports.map((one) => one.community_id)));
  const groups = new Map<string, { kind: Kind; code: string; to: string[]; reports: ReportRow[] }>();
  for (const code of new Set(reports.map((one) => one.community_id))) {
    const all = await workersOf(db, code);
    const here = all.filter((one) => one.at === code);
    const street = all.filter((one) => one.role === 'street');
    for (const report of reports.filter((one) => one.community_id === code)) {
      const { kind, to } = who(report, { all, here, street });
      // Whoever entered or raised it knows of it.
      const ids = to.map(({ id }) => id).filter((id) => id !== report.filed_by || report.reopened > 0);
      const key = [kind, code, ...ids].join();
      const group = groups.get(key) ?? { kind, code, to: ids, reports: [] };
      groups.set(key, { ...group, reports: [...group.reports, report] });
    }
  }
  return [...groups.values()].map(({ kind, code, to, reports: { length } }) => ({
    to,
    letter: letterOf(kind, code, words.work[kind](length), placeOf(at(code)).name, INBOX, now),
  }));
}

/** What whistles called and nobody has told yet: the units' people, or the street office. */
const called: Step = async (db, now) => {
  const parts = await db
    .updateTable('report_part')
    .set({ told: true })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('report_part')
        .select('id')
        .where('told', '=', false)
        .where('done_at', 'is', null)
        .orderBy('called_at')
        .limit(AT_ONCE)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute();
  const news = parts.filter(({ called_at }) => called_at.getTime() > now.getTime() - NEWS_MS);
  const nameOf = await places(db, new Set(news.map((part) => part.community_id)));
  const groups = new Map<string, PartRow[]>();
  for (const part of news) {
    const key = `${part.unit_place}:${part.unit_id ?? 'street'}:${part.community_id}`;
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  const told: Told[] = [];
  for (const [key, [first, ...more]] of groups) {
    if (!first) continue;
    const { unit_place, unit_id, community_id } = first;
    const to =
      unit_id === null
        ? await holdersOf(db, 'street', unit_place)
        : await membersOf(db, { community_id: unit_place, id: unit_id });
    const says = words.work.called(more.length + 1);
    told.push({ to, letter: letterOf('called', key, says, placeOf(nameOf(community_id)).name, HANDLING, now) });
  }
  return { claimed: parts.length, told };
};

const letterOf = (kind: string, about: string, says: string, place: string, page: string, now: Date): Letter => ({
  template: 'work',
  about: `work:${kind}:${about}:${Math.floor(now.getTime() / SLOT_MS)}`,
  fields: [says, place, now.toISOString()],
  page,
});
