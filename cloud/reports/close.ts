import { picturesOf } from '../files';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { lineage } from '../org';
import { calendarOf } from '../service';
import { findReport, grantsOf, linesOf, type ReportRow } from './queries';
import { change, locked, note, say, seen, speakerOf, toAct } from './step';
import { agreed, rated, reopened, saidDone, withdrawn } from './steps';
import { tell } from './tell';
import { endParts } from './whistle';
import { roleAt, type Answerer } from './who';
import type { Keys } from './views';

type Closing = 'close' | 'agree' | 'object' | 'heard' | 'rate' | 'withdraw' | 'allow' | 'join' | 'leave';

/** 销号: it is over when whoever raised it says so, or says nothing while they could. */
export const closing = (keys: Keys): Pick<Handlers['reports'], Closing> => ({
  async close({ reportId, text, pictures }, context) {
    const { db, actor, now } = context;
    const { report, rights } = await toAct(context, reportId, 'close');
    const line = await say(context, report, 'close', speakerOf(rights), {
      words: text,
      pictures: await picturesOf(db, actor.id, pictures),
    });
    await endParts(db, report, 'all', now);
    const changed = await change(db, report, saidDone(report, actor.id, now));
    await tell(context, changed, line, text);
    return seen(keys, context, changed);
  },

  async agree({ reportId }, context) {
    const before = await locked(context, reportId);
    if (before.rights.isReporter && before.report.solved === true) return seen(keys, context, before.report);
    const { report } = await toAct(context, reportId, 'agree');
    await say(context, report, 'agree', 'reporter');
    return seen(keys, context, await change(context.db, report, agreed(context.now)));
  },

  async object({ reportId, text, pictures }, context) {
    const { report } = await toAct(context, reportId, 'object');
    const shown = await picturesOf(context.db, context.actor.id, pictures);
    await say(context, report, 'object', 'reporter', { words: text, pictures: shown });
    return seen(keys, context, await change(context.db, report, await again(context.db, report, context.now)));
  },

  async heard({ reportId, agreed: isSolved, text }, context) {
    const { report, rights } = await toAct(context, reportId, 'heard');
    // Whoever says that it is done does not also say that somebody is content with it.
    if (isSolved && report.closed_by === context.actor.id) refuse('report.secondPerson');
    await say(context, report, isSolved ? 'heard' : 'object', speakerOf(rights), { words: text });
    const set = isSolved ? agreed(context.now, true) : await again(context.db, report, context.now);
    return seen(keys, context, await change(context.db, report, set));
  },

  async rate({ reportId, score, words }, context) {
    const before = await locked(context, reportId);
    if (before.rights.isReporter && before.report.score !== null)
      return before.report.score === score ? seen(keys, context, before.report) : refuse('report.rated');
    const { report } = await toAct(context, reportId, 'rate');
    await say(context, report, 'rate', 'reporter', { words, score });
    const changed = await change(context.db, report, rated(report, score));
    return seen(keys, context, changed);
  },

  async withdraw({ reportId }, context) {
    const { db, now } = context;
    const before = await findReport(db, reportId, true);
    if (before && (await hasWithdrawn(db, before, context.actor.id)))
      return { withdrawn: before.standing === 'withdrawn' };
    const { report } = await toAct(context, reportId, 'withdraw');
    await say(context, report, 'withdraw', 'reporter');
    const next = await firstJoiner(db, report);
    if (next === null) {
      await endParts(db, report, 'all', now);
      await change(db, report, withdrawn(now));
      return { withdrawn: true };
    }
    // Its words stay, because a neighbour follows them; the pictures go with whoever took them.
    await forgetPictures(db, report, context.actor.id);
    await note(db, report, { reporter_id: next, pictures: '[]', may_publish: false });
    return { withdrawn: false };
  },

  async allow({ reportId, mayPublish }, context) {
    const { db } = context;
    const { report } = await toAct(context, reportId, 'allow');
    if (!mayPublish) await hide(db, report);
    return seen(keys, context, await note(db, report, { may_publish: mayPublish }));
  },

  async join({ reportId }, context) {
    const { db, actor, now } = context;
    const report = await findReport(db, reportId, true);
    const here = await db
      .selectFrom('person')
      .select('id')
      .where('id', '=', actor.id)
      .where('erased_at', 'is', null)
      .forKeyShare()
      .executeTakeFirst();
    if (!here) refuse('session.required');
    if (report?.reporter_id === actor.id) refuse('report.own');
    // Neighbours only: it is their own community's, and nobody learns of others' by trying numbers.
    if (report?.kind !== 'problem' || report.community_id !== actor.home) return refuse('report.missing');
    const key = { community_id: report.community_id, report_id: report.id, person_id: actor.id };
    const known = await db
      .selectFrom('report_joiner')
      .select('at')
      .where((eb) => eb.and(key))
      .executeTakeFirst();
    if (known) return seen(keys, context, report);
    if (!report.is_open || report.doubtful) refuse('report.notOpen');
    if (report.shelf > 1) refuse('report.step');
    await db
      .insertInto('report_joiner')
      .values({ ...key, at: now })
      .execute();
    return seen(keys, context, report);
  },

  async leave({ reportId }, { db, actor }) {
    // Its lock first: whoever is leaving does not become the one who raises it at this very moment.
    await findReport(db, reportId, true);
    await db.deleteFrom('report_joiner').where('report_id', '=', reportId).where('person_id', '=', actor.id).execute();
    return {};
  },
});

/** What opening it again changes. */
const again = async (db: Db, report: ReportRow, now: Date) =>
  reopened(report, await personFor(db, report), await calendarOf(db, report.community_id, now), now);

const nearest: readonly Answerer[] = ['secretary', 'gridworker', 'street'];

/** Who closed it, as long as they answer here; else the secretary, or whoever else does. */
async function personFor(db: Db, report: ReportRow): Promise<string> {
  const before = [report.closed_by, report.owner_id].filter(
    (id) => id !== null && id !== report.reporter_id,
  ) as string[];
  const grants = await grantsOf(db, before);
  const known = before.find((id) => roleAt({ grants: grants(id) }, report.community_id) !== null);
  if (known) return known;
  const here = await db
    .selectFrom('role_grant')
    .select(['person_id', 'role'])
    .where('node_code', 'in', lineage(report.community_id))
    .where('role', 'in', [...nearest])
    .orderBy('granted_at')
    .execute();
  const others = here.filter(({ person_id }) => person_id !== report.reporter_id);
  for (const role of nearest) {
    const found = others.find((one) => one.role === role);
    if (found) return found.person_id;
  }
  // Nobody answers here any more: it keeps the last one's number until somebody does.
  return before[0] ?? report.filed_by;
}

/** The neighbour who has followed it longest, who raises it from now on. */
async function firstJoiner(db: Db, report: ReportRow): Promise<string | null> {
  const first = await db
    .selectFrom('report_joiner')
    .select('person_id')
    .where('community_id', '=', report.community_id)
    .where('report_id', '=', report.id)
    .orderBy('at')
    .limit(1)
    .executeTakeFirst();
  if (!first) return null;
  await db
    .deleteFrom('report_joiner')
    .where('community_id', '=', report.community_id)
    .where('report_id', '=', report.id)
    .where('person_id', '=', first.person_id)
    .execute();
  return first.person_id;
}

/** The pictures that somebody put to their words in the thread. */
const forgetPictures = (db: Db, report: ReportRow, person: string) =>
  db
    .updateTable('report_line')
    .set({ pictures: '[]' })
    .where('community_id', '=', report.community_id)
    .where('report_id', '=', report.id)
    .where('person_id', '=', person)
    .where('by', '=', 'reporter')
    .execute();

/** Whether somebody took this report back before: a phone that did not hear of it asks again. */
const hasWithdrawn = async (db: Db, report: ReportRow, person: string): Promise<boolean> =>
  report.reporter_id === person && report.standing !== 'withdrawn'
    ? false
    : (await linesOf(db, report)).some(({ step, person_id }) => step === 'withdraw' && person_id === person);

/** What is shown of it to everyone is so no more. */
const hide = (db: Db, report: ReportRow) =>
  db
    .deleteFrom('report_shown')
    .where('community_id', '=', report.community_id)
    .where('report_id', '=', report.id)
    .execute();
