import { picturesOf } from '../files';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { usablePlace } from '../org';
import { mustPass } from '../safety';
import { gridOf, unitOf } from '../service';
import { grantsOf, lockAll, ownerOfReport } from './queries';
import { FURTHEST_PROMISE_MS, LONGEST_PAUSE_MS, PAUSE_MS } from './rules';
import { calendarFor, change, say, seen, speakerOf, toAct, type Asked, type Said, type Taking } from './step';
import { answered, heardOf, paused, resumed } from './steps';
import { lockFollowers, tell } from './tell';
import { roleAt } from './who';
import type { Keys } from './views';

type Answering = 'reply' | 'replyAll' | 'claim' | 'dispatch' | 'pause' | 'resume' | 'refer' | 'contact';

/** How a report is answered, and by whom. */
export const answering = (keys: Keys): Pick<Handlers['reports'], Answering> => ({
  async reply({ reportId, text, pictures, promisedAt }, context) {
    const { db, actor } = context;
    const own = await isOwn(context, reportId);
    const { report, rights, to } = await toAct(context, reportId, own ? 'word' : 'reply');
    const said = { words: text, pictures: await picturesOf(db, actor.id, pictures) };
    if (own) {
      await say(context, report, 'word', 'reporter', said);
      return seen(keys, context, report);
    }
    // Everyone reads the answer to a comment.
    if (report.kind === 'comment') mustPass(context.checked);
    const until = promisedAt === undefined ? null : promiseTo(promisedAt, context.now);
    return seen(keys, context, await answer(context, { report, rights, to }, { ...said, until }));
  },

  async replyAll({ communityCode, reportIds, text }, context) {
    await usablePlace(context.db, communityCode);
    const reports = await lockAll(context.db, communityCode, reportIds);
    // What a colleague has answered meanwhile hears nothing twice.
    const open = reports.filter(({ shelf, reporter_id }) => shelf === 0 && reporter_id !== context.actor.id);
    if (open.some(({ kind }) => kind === 'comment')) mustPass(context.checked);
    await lockFollowers(context.db, open);
    for (const { id } of open) await answer(context, await toAct(context, id, 'reply'), { words: text });
    const replied = open.map(({ id }) => id);
    return { replied, skipped: reportIds.filter((id) => !replied.includes(id)) };
  },

  async claim({ reportId }, context) {
    const { report, rights } = await toAct(context, reportId, 'claim');
    if (report.owner_id === context.actor.id) return seen(keys, context, report);
    await say(context, report, 'claim', speakerOf(rights));
    return seen(keys, context, await change(context.db, report, { owner_id: context.actor.id, ...heardOf(report) }));
  },

  async dispatch({ reportId, gridId, workerId, text }, context) {
    const { db } = context;
    const { report, rights } = await toAct(context, reportId, 'dispatch');
    const community = report.community_id;
    if (workerId === undefined && report.reopened > 0 && report.standing === 'waiting') refuse('report.toPerson');
    if (workerId !== undefined) {
      const grants = (await grantsOf(db, [workerId]))(workerId);
      if (roleAt({ grants }, community) === null || workerId === report.reporter_id) refuse('report.worker');
    }
    const grid_id = gridId === undefined ? null : (await gridOf(db, community, gridId)).id;
    const changed = await change(db, report, {
      owner_id: workerId ?? null,
      // Whoever it lies with now is told of it.
      ...(workerId === context.actor.id ? heardOf(report) : { handed_at: context.now }),
      ...(workerId === undefined && { grid_id }),
    });
    await say(context, report, 'dispatch', speakerOf(rights), { words: text });
    return seen(keys, context, changed);
  },

  async pause({ reportId, reason, until }, context) {
    const end = pauseUntil(until, context.now);
    const { report, rights } = await toAct(context, reportId, 'pause');
    const calendar = await calendarFor(context.db, report);
    const changed = await change(context.db, report, paused(report, reason, end, calendar, context.now));
    await say(context, report, 'pause', speakerOf(rights), { words: reason, until: end });
    return seen(keys, context, changed);
  },

  async resume({ reportId }, context) {
    const { db, now } = context;
    const { report, rights } = await toAct(context, reportId, 'resume');
    const changed = await change(db, report, resumed(report, await calendarFor(db, report), now));
    await say(context, report, 'resume', speakerOf(rights));
    return seen(keys, context, changed);
  },

  async refer({ reportId, unitId, text }, context) {
    const { db } = context;
    const { report, rights, to } = await toAct(context, reportId, 'refer');
    const unit = await unitOf(db, report.community_id, unitId);
    const line = await say(context, report, 'refer', speakerOf(rights), { words: text, unit });
    const changed = await change(db, report, {
      ...answered(report, context.actor.id, await calendarFor(context.db, report), context.now),
      standing: to,
    });
    await tell(context, changed, line, text);
    return seen(keys, context, changed);
  },

  async contact({ reportId, unitId, text }, context) {
    const { report, rights } = await toAct(context, reportId, 'contact');
    const unit = unitId === undefined ? null : await unitOf(context.db, report.community_id, unitId);
    await say(context, report, 'contact', speakerOf(rights), { words: text, unit });
    return seen(keys, context, report);
  },
});

/** When a pause ends. @throws Refusal `report.pauseLong` */
function pauseUntil(instant: string | undefined, now: Date): Date {
  const at = instant === undefined ? new Date(now.getTime() + PAUSE_MS) : new Date(instant);
  const ahead = at.getTime() - now.getTime();
  return ahead > 0 && ahead <= LONGEST_PAUSE_MS ? at : refuse('report.pauseLong');
}

/** A promise to tell more by some time. @throws Refusal `report.promisePast` */
function promiseTo(instant: string, now: Date): Date {
  const at = new Date(instant);
  const ahead = at.getTime() - now.getTime();
  return ahead > 0 && ahead <= FURTHEST_PROMISE_MS ? at : refuse('report.promisePast');
}

const isOwn = async ({ db, actor }: Asked, id: string): Promise<boolean> =>
  (await ownerOfReport(db, id))?.keeper === actor.id;

/** An answer in the thread, of which those who follow it are told. */
async function answer(context: Asked, { report, rights, to }: Taking, said: Said & { words: string }) {
  const { db, actor, now } = context;
  const line = await say(context, report, 'reply', speakerOf(rights), said);
  const changed = await change(db, report, {
    ...answered(report, actor.id, await calendarFor(db, report), now),
    standing: to,
    // Whatever was promised before is kept by it.
    promised_at: said.until ?? null,
    // A comment is over once it is answered.
    ...(to === 'closed' && { ends_at: report.ends_at ?? now }),
  });
  await tell(context, changed, line, said.words);
  return changed;
}
