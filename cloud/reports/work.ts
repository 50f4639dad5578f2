import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../kit/database';
import { queue } from '../messages';
import { placeOf, places } from '../org';
import { membersOf, workersOf, type Worker } from '../service';
import { holdersOf, type PartRow, type ReportRow } from './queries';
import { lockConsents } from './tell';
import { words } from './words';

const INBOX = 'reports/inbox/index';
const HANDLING = 'reports/handling/index';
/**
 * Of what comes in by itself staff of a place hear no more often: each message uses a consent up, and what comes meanwhile is told
 * together. What a colleague hands to somebody, or whistles for, is told at once.
 */
const REST_MS = 600_000;
/** What is older is known by now, and so is what waited while no message could be sent. */
const NEWS_MS = 86_400_000;
/** So many of a place are told of together; the next ones follow after a rest. */
const AT_ONCE = 500;

type Kind = 'fresh' | 'yours' | 'late' | 'raised' | 'called';

/** Of what kind something is told, which rows that are, and what marks them as told of. All are of the table `r`. */
interface Telling {
  kind: Kind;
  table: 'report' | 'report_part';
  /** Whose they are: a community, or the node whose unit was called. */
  place: string;
  waits: RawBuilder<boolean>;
  told: RawBuilder<unknown>;
  /** Since when it has been news. */
  since: string;
  /** How long nothing more is told of it at a place. */
  restMs: number;
}

const tellings = (now: Date): Telling[] => {
  const reports = { table: 'report', place: 'community_id', restMs: REST_MS } as const;
  const due = (column: string) => sql<boolean>`${sql.ref(column)} <= ${now}::timestamptz`;
  return [
    { ...reports, kind: 'fresh', waits: sql`told = 0 and shelf < 2`, told: sql`told = 1`, since: 'asked_at' },
    {
      ...reports,
      kind: 'yours',
      waits: sql`handed_at is not null and shelf < 2`,
      told: sql`handed_at = null`,
      since: 'handed_at',
      restMs: 0,
    },
    {
      ...reports,
      kind: 'late',
      waits: sql`told = 1 and shelf = 0 and ${due('due_at')}`,
      told: sql`told = 2`,
      since: 'due_at',
    },
    {
      ...reports,
      kind: 'raised',
      waits: sql`told = 2 and shelf = 0 and ${due('raised_at')}`,
      told: sql`told = 3`,
      since: 'raised_at',
    },
    {
      ...{ kind: 'called', table: 'report_part', place: 'unit_place', since: 'called_at', restMs: 0 },
      ...{ waits: sql`not told and done_at is null`, told: sql`told = true` },
    },
  ];
};

/**
 * Tells those who answer, as far as they agreed to be told: whoever a report lies with that it is there, or was handed to them; the
 * secretary that it is late; the street office that it has gone up to it; and whom a whistle called that it did. What is to be told is
 * claimed by one process, and the claim is committed before anybody's consent is taken: somebody who leaves for good at this moment
 * holds themselves and waits for their reports. A process that dies in between tells nobody; it lies on their lists all the same.
 */
export async function tellStaff(db: Db, now: Date, more: () => boolean): Promise<void> {
  for (const telling of tellings(now))
    for (const place of await placesWith(db, telling, now)) {
      if (!more()) return;
      const news = await claim(db, telling, place, now);
      if (news.length > 0) await tell(db, telling.kind, place, news, now);
    }
}

const resting = (
  { kind, restMs }: Telling,
  place: RawBuilder<unknown>,
  now: Date,
) => sql<boolean>`exists (select 1 from staff_told s
  where s.community_id = ${place} and s.kind = ${kind} and s.at > ${new Date(now.getTime() - restMs)}::timestamptz)`;

/** Places where something waits to be told of, and of whose kind nothing was told a moment ago. */
async function placesWith(db: Db, telling: Telling, now: Date): Promise<string[]> {
  const { table, place, waits } = telling;
  const { rows } = await sql<{ place: string }>`select distinct r.${sql.ref(place)} as place from ${sql.table(table)} r
    where ${waits} and not ${resting(telling, sql`r.${sql.ref(place)}`, now)} order by 1`.execute(db);
  return rows.map((row) => row.place);
}

type Told = ReportRow | PartRow;

/** Marks what waits at a place as told of. @returns the news of it; nothing when another process was faster */
const claim = (db: Db, telling: Telling, at: string, now: Date): Promise<Told[]> =>
  db.transaction().execute(async (tx) => {
    const { kind, table, place, waits, told, since, restMs } = telling;
    const { rows: begun } = await sql`
      insert into staff_told (community_id, kind, at) values (${at}, ${kind}, ${now}::timestamptz)
      on conflict (community_id, kind) do update set at = excluded.at
      where staff_told.at <= ${new Date(now.getTime() - restMs)}::timestamptz returning at`.execute(tx);
    if (begun.length === 0) return [];
    const keys = table === 'report' ? sql`community_id, id` : sql`community_id, report_id, id`;
    const { rows } = await sql<Told & { news_since: Date }>`
      with waiting as (select ${keys}, ${sql.ref(since)} as news_since from ${sql.table(table)} r
        where ${sql.ref(place)} = ${at} and ${waits} order by id limit ${AT_ONCE} for update)
      update ${sql.table(table)} r set ${told} from waiting
      where (${sql.raw(table === 'report' ? 'r.community_id, r.id' : 'r.community_id, r.report_id, r.id')})
        = (${sql.raw(table === 'report' ? 'waiting.community_id, waiting.id' : 'waiting.community_id, waiting.report_id, waiting.id')})
      returning r.*, waiting.news_since`.execute(tx);
    return rows.filter(({ news_since }) => news_since.getTime() > now.getTime() - NEWS_MS);
  });

async function tell(db: Db, kind: Kind, at: string, news: readonly Told[], now: Date): Promise<void> {
  const [name, to] =
    kind === 'called'
      ? await calledOf(db, at, news as PartRow[])
      : await answeringFor(db, kind, at, news as ReportRow[]);
  if (to.size === 0) return;
  await db.transaction().execute(async (tx) => {
    // All consents first and in one order: two processes that tell the same people of different things never wait in a ring.
    await lockConsents(tx, 'work', isOneOf([...to.keys()]));
    for (const n of new Set(to.values())) {
      const people = [...to].flatMap(([person, count]) => (count === n ? person : []));
      const letter = {
        template: 'work' as const,
        about: `work:${kind}:${at}:${now.getTime()}`,
        fields: [words.work[kind](n), name, now.toISOString()],
        page: kind === 'called' ? HANDLING : INBOX,
      };
      await queue(tx, letter, isOneOf(people), now);
    }
  });
}

const isOneOf = (people: readonly string[]) => sql<boolean>`p.id = any(${`{${people.join()}}`}::bigint[])`;

/** How much of the news is each one's. */
type Counts = Map<string, number>;

function counted(of: readonly (readonly string[])[]): Counts {
  const counts: Counts = new Map();
  for (const people of of) for (const person of people) counts.set(person, (counts.get(person) ?? 0) + 1);
  return counts;
}

async function answeringFor(db: Db, kind: Exclude<Kind, 'called'>, code: string, reports: readonly ReportRow[]) {
  const all = await workersOf(db, code);
  const staff = { all, here: all.filter((one) => one.at === code), street: all.filter((one) => one.role === 'street') };
  const to = counted(reports.map((report) => concerned(kind, report, staff).map(({ id }) => id)));
  return [placeOf((await places(db, [code]))(code)).name, to] as const;
}

/** Who answers at a community, and at the street office above it. */
interface Staff {
  all: readonly Worker[];
  here: readonly Worker[];
  street: readonly Worker[];
}

function concerned(kind: Exclude<Kind, 'called'>, report: ReportRow, { all, here, street }: Staff): readonly Worker[] {
  if (kind === 'raised') return street;
  const secretaries = here.filter(({ role }) => role === 'secretary');
  if (kind === 'late') return secretaries.length > 0 ? secretaries : here;
  const owner = all.filter(({ id }) => id === report.owner_id);
  const ofGrid = here.filter(({ grids }) => report.grid_id !== null && grids.includes(report.grid_id));
  const lies = owner.length > 0 ? owner : ofGrid.length > 0 ? ofGrid : here;
  // Whoever raised or entered it knows of it, until it is handed to them.
  return kind === 'fresh' ? lies.filter(({ id }) => id !== report.filed_by) : lies;
}

/** Whom whistles called at a node: the people of its units, and its street office. */
async function calledOf(db: Db, at: string, parts: readonly PartRow[]) {
  const units = new Map<string | null, string[]>();
  for (const unit of new Set(parts.map(({ unit_id }) => unit_id)))
    units.set(
      unit,
      unit === null ? await holdersOf(db, 'street', at) : await membersOf(db, { community_id: at, id: unit }),
    );
  const codes = new Set(parts.map(({ community_id }) => community_id));
  const [first = at] = codes;
  const code = codes.size === 1 ? first : at;
  return [
    placeOf((await places(db, [code]))(code)).name,
    counted(parts.map(({ unit_id }) => units.get(unit_id) ?? [])),
  ] as const;
}
