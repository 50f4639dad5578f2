import type { Updateable } from 'kysely';
import type { Report, ReportAct, ReportState, ReportStep, Speaker } from '../../types/reports';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Actor, Context } from '../kit/serve';
import type { StoredPicture, Tables } from '../kit/tables';
import { calendarOf } from '../service';
import { after } from './lifecycle';
import { findReport, partsOf, shownOf, type Key, type ReportRow } from './queries';
import { actsOf, shelfOf, type Rights } from './rules';
import { factsOf, maySee, reportView, rightsOf, type Keys } from './views';

export type Asked = Pick<Context<'resident'>, 'actor' | 'db' | 'now' | 'origin' | 'checked'>;

/** A report that is about to take a step, under its lock, and who takes it. */
export interface Taking {
  report: ReportRow;
  rights: Rights;
  /** Where the step leads. */
  to: ReportState;
}

/** A report under its lock, for somebody who may see it. @throws Refusal `report.missing` */
export async function locked({ db, actor, now }: Asked, id: string): Promise<{ report: ReportRow; rights: Rights }> {
  const report = (await findReport(db, id, true)) ?? refuse('report.missing');
  const rights = await rightsOf(db, report, actor);
  return (await maySee(db, report, rights, actor, now)) ? { report, rights } : refuse('report.missing');
}

/**
 * Takes a report under its lock, if this person may do this with it now.
 * @throws Refusal `report.missing`, `report.own`, `report.unanswered`, `report.notAllowed`, `report.late`, `report.step`
 */
export async function toAct(context: Asked, id: string, act: ReportAct): Promise<Taking> {
  const { db, now } = context;
  const { report, rights } = await locked(context, id);
  const isShown = (await shownOf(db, report)) !== undefined;
  const to = after(report, act, now);
  if (to !== undefined && actsOf(factsOf(report, isShown), rights, now).includes(act)) return { report, rights, to };
  if (rights.isReporter && rights.role !== null && to !== undefined) refuse('report.own');
  if (report.standing === 'waiting' && (act === 'close' || act === 'whistle' || act === 'assign'))
    refuse('report.unanswered');
  if (act === 'publish' && !report.may_publish && !isShown && to !== undefined) refuse('report.notAllowed');
  if (act === 'pause' && report.standing === 'waiting' && !(report.paused_until && report.paused_until > now))
    refuse('report.late');
  return refuse('report.step');
}

/** Writes what changed, and where the report lies on the desk from now on. */
export async function change(db: Db, report: ReportRow, set: Updateable<Tables['report']>): Promise<ReportRow> {
  const open = (await partsOf(db, report)).filter(({ done_at }) => done_at === null);
  const part_due_at = open.reduce<Date | null>((first, { due_at }) => (first && first < due_at ? first : due_at), null);
  const changed = { ...report, ...set } as ReportRow;
  return db
    .updateTable('report')
    .set({ ...shelfOf({ ...changed, part_due_at }), ...set })
    .where('community_id', '=', report.community_id)
    .where('id', '=', report.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Writes what changed, and leaves the report where it lies on the desk: what nobody of its staff did moves nothing there. */
export const note = (
  db: Db,
  report: Key,
  set: Pick<Updateable<Tables['report']>, 'reporter_id' | 'pictures' | 'may_publish'>,
): Promise<ReportRow> =>
  db
    .updateTable('report')
    .set(set)
    .where('community_id', '=', report.community_id)
    .where('id', '=', report.id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** What a line says. */
export interface Said {
  words?: string | null | undefined;
  pictures?: readonly StoredPicture[];
  until?: Date | null;
  unit?: { name: string; phone: string | null } | null;
  score?: number;
}

/** Who speaks, as readers see it. */
export const speakerOf = ({ isReporter, isJoiner, role }: Rights): Speaker =>
  isReporter ? 'reporter' : (role ?? (isJoiner ? 'neighbour' : 'unit'));

/** A step leaves a line that its reporter reads, and nobody can take back. @returns its id */
export async function say(
  { db, actor, now, checked }: Pick<Asked, 'db' | 'now' | 'checked'> & { actor: Pick<Actor, 'id'> },
  report: Key,
  step: ReportStep,
  by: Speaker,
  { words = null, pictures = [], until = null, unit = null, score }: Said = {},
): Promise<string> {
  const id = newId(now);
  await db
    .insertInto('report_line')
    .values({
      community_id: report.community_id,
      report_id: report.id,
      id,
      step,
      by,
      person_id: actor.id,
      at: now,
      words,
      doubtful: words !== null && checked !== 'pass',
      pictures: JSON.stringify(pictures),
      until,
      unit_name: unit?.name ?? null,
      unit_phone: unit?.phone ?? null,
      score: score ?? null,
    })
    .execute();
  return id;
}

/** When a report's community answers, as far as its clock reaches back. */
export const calendarFor = (db: Db, { community_id, asked_at }: Pick<ReportRow, 'community_id' | 'asked_at'>) =>
  calendarOf(db, community_id, asked_at);

/** The report as the one who acted sees it now. */
export async function seen(keys: Keys, context: Asked, report: ReportRow): Promise<{ report: Report }> {
  return { report: await reportView(keys, report, await rightsOf(context.db, report, context.actor), context) };
}
