import { sql, type Selectable } from 'kysely';
import type { ReportRow as RowView } from '../../types/reports';
import type { Role } from '../../types/org';
import type { Unit } from '../../types/service';
import type { Db } from '../kit/database';
import type { Actor, Owned } from '../kit/serve';
import type { StoredPicture, Tables } from '../kit/tables';
import { unitsById, unitsOfMember, unitView } from '../service';

export type ReportRow = Selectable<Tables['report']>;
export type LineRow = Selectable<Tables['report_line']>;
export type PartRow = Selectable<Tables['report_part']>;

/** What names a report. */
export interface Key {
  community_id: string;
  id: string;
}

/** One report by its id; the row is locked when it is about to be changed: two who act come one after the other. */
export async function findReport(db: Db, id: string, toChange = false): Promise<ReportRow | undefined> {
  const report = db.selectFrom('report').selectAll().where('id', '=', id);
  return (toChange ? report.forUpdate() : report).executeTakeFirst();
}

/** Some reports of a community under their locks, taken in one order: two who answer many at once never wait for each other in a ring. */
export const lockAll = (db: Db, communityCode: string, ids: readonly string[]): Promise<ReportRow[]> =>
  db
    .selectFrom('report')
    .selectAll()
    .where('community_id', '=', communityCode)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute();

/** The community a report belongs to, and who raised it: what the contract's `at: 'report'` asks for. */
export const ownerOfReport = async (db: Db, id: string): Promise<Owned | null> =>
  (await db
    .selectFrom('report')
    .select(['community_id as code', 'reporter_id as keeper'])
    .where('id', '=', id)
    .executeTakeFirst()) ?? null;

/** Every step of a report, oldest first; of very many the newest. */
export const linesOf = async (db: Db, { community_id, id }: Key): Promise<LineRow[]> => {
  const newest = await db
    .selectFrom('report_line')
    .selectAll()
    .where('community_id', '=', community_id)
    .where('report_id', '=', id)
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
  return newest.reverse();
};

/** Whose the pictures of a report are: its reporter's, or those of whoever answered or handled it. */
export const picturesBy = (report: ReportRow, lines: readonly LineRow[]) => {
  const isTheirs = ({ by }: LineRow): boolean => by === 'reporter' || by === 'parttime' || by === 'neighbour';
  return {
    reporter: [...report.pictures, ...lines.filter(isTheirs).flatMap(({ pictures }) => pictures)],
    others: lines.filter((line) => !isTheirs(line)).flatMap(({ pictures }) => pictures),
  };
};

/** Those that whistles called, as they were called. */
export const partsOf = (db: Db, { community_id, id }: Key): Promise<PartRow[]> =>
  db
    .selectFrom('report_part')
    .selectAll()
    .where('community_id', '=', community_id)
    .where('report_id', '=', id)
    .orderBy('id')
    .execute();

export const shownOf = (db: Db, { community_id, id }: Key) =>
  db
    .selectFrom('report_shown')
    .selectAll()
    .where('community_id', '=', community_id)
    .where('report_id', '=', id)
    .executeTakeFirst();

export async function hasJoined(db: Db, { community_id, id }: Key, person: string): Promise<boolean> {
  const row = await db
    .selectFrom('report_joiner')
    .select('person_id')
    .where('community_id', '=', community_id)
    .where('report_id', '=', id)
    .where('person_id', '=', person)
    .executeTakeFirst();
  return row !== undefined;
}

/** Of each of these reports the open part that is due next. */
export async function nextParts(db: Db, reports: readonly ReportRow[]): Promise<(id: string) => RowView['part']> {
  const whistled = reports.filter(({ standing }) => standing === 'whistled');
  const parts =
    whistled.length === 0
      ? []
      : await db
          .selectFrom('report_part')
          .select(['report_id', 'due_at', 'unit_id'])
          .where('community_id', 'in', [...new Set(whistled.map((one) => one.community_id))])
          .where(
            'report_id',
            'in',
            whistled.map(({ id }) => id),
          )
          .where('done_at', 'is', null)
          .orderBy('due_at')
          .execute();
  return (id) => {
    const next = parts.find(({ report_id }) => report_id === id);
    return next ? { dueAt: next.due_at.toISOString(), isStreet: next.unit_id === null } : null;
  };
}

/** How many joined each of these reports. */
export async function joinersOf(db: Db, reports: readonly Key[]): Promise<(id: string) => number> {
  const counted =
    reports.length === 0
      ? []
      : await db
          .selectFrom('report_joiner')
          .select(['report_id', (eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('n')])
          .where('community_id', 'in', [...new Set(reports.map((one) => one.community_id))])
          .where('report_id', 'in', [...new Set(reports.map((one) => one.id))])
          .groupBy('report_id')
          .execute();
  const byId = new Map(counted.map(({ report_id, n }) => [report_id, n]));
  return (id) => byId.get(id) ?? 0;
}

/** The roles of these people: as what somebody answers is read at the place in question. */
export async function grantsOf(db: Db, people: readonly (string | null)[]): Promise<(id: string) => Actor['grants']> {
  const ids = [...new Set(people.filter((one) => one !== null))];
  const grants =
    ids.length === 0
      ? []
      : await db
          .selectFrom('role_grant')
          .select(['person_id', 'role', 'node_code'])
          .where('person_id', 'in', ids)
          .execute();
  return (id) => grants.filter((one) => one.person_id === id).map(({ role, node_code }) => ({ role, code: node_code }));
}

/** Who holds a role at this very node. */
export const holdersOf = async (db: Db, role: Role, code: string): Promise<string[]> =>
  (
    await db
      .selectFrom('role_grant')
      .select('person_id')
      .where('node_code', '=', code)
      .where('role', '=', role)
      .orderBy('person_id')
      .execute()
  ).map(({ person_id }) => person_id);

/** Which of these pictures everyone may see: WeChat has passed them. */
export async function passedOf(db: Db, pictures: readonly StoredPicture[]): Promise<(id: string) => boolean> {
  const ids = [...new Set(pictures.map(({ id }) => id))];
  const passed =
    ids.length === 0
      ? []
      : await db.selectFrom('file').select('id').where('id', 'in', ids).where('verdict', '=', 'pass').execute();
  const known = new Set(passed.map(({ id }) => id));
  return (id) => known.has(id);
}

/** Those that parts name, also ones that have left their list since. */
export async function unitsOfParts(db: Db, parts: readonly PartRow[]): Promise<(part: PartRow) => Unit | null> {
  const units = await unitsById(
    db,
    parts.flatMap(({ unit_id }) => unit_id ?? []),
  );
  return ({ unit_id }) => {
    const unit = unit_id === null ? undefined : units.get(unit_id);
    return unit ? unitView(unit) : null;
  };
}

/** The units that somebody handles for, as parts name them. */
export async function calledFor(
  db: Db,
  person: string,
): Promise<(part: Pick<PartRow, 'unit_place' | 'unit_id'>) => boolean> {
  const units = await unitsOfMember(db, person);
  return (part) => units.some((unit) => unit.id === part.unit_id && unit.community_id === part.unit_place);
}

/** The communities at a node and below it: official codes nest, and all communities' have twelve digits. */
export const below = (column: string, code: string) =>
  sql<boolean>`${sql.ref(column)} between rpad(${code}, 12, '0') and rpad(${code}, 12, '9')`;
