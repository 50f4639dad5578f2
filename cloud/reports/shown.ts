import { sql } from 'kysely';
import { afterMoment, momentAt } from './cursor';
import type { Papers } from '../files';
import { picturesOf } from '../files';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import type { StoredPicture } from '../kit/tables';
import { mustPass } from '../safety';
import { stateOf } from './lifecycle';
import { linesOf, passedOf, picturesBy } from './queries';
import { change, say, seen, speakerOf, toAct } from './step';
import type { Keys } from './views';

/** What the community shows everyone of what was done, in its own words. */
export const showing = (keys: Keys): Pick<Handlers['reports'], 'publish' | 'unpublish' | 'published'> => ({
  async publish({ reportId, title, text, before, after }, context) {
    const { db, actor, now, checked } = context;
    mustPass(checked);
    const { report, rights } = await toAct(context, reportId, 'publish');
    const by = picturesBy(report, await linesOf(db, report));
    const wanted = [before, after].filter((id) => id !== undefined);
    const chosen = await picturesOf(db, actor.id, wanted, [...by.reporter, ...by.others]);
    const passed = await passedOf(db, chosen);
    if (!chosen.every(({ id }) => passed(id))) refuse('report.notReady');
    const stored = (id: string | undefined): string | null =>
      id === undefined ? null : JSON.stringify(chosen.find((one) => one.id === id));
    await db
      .insertInto('report_shown')
      .values({
        community_id: report.community_id,
        report_id: report.id,
        ...{ title, words: text, before: stored(before), after: stored(after) },
        ...{ shown_by: actor.id, shown_at: now },
      })
      .execute();
    await say(context, report, 'publish', speakerOf(rights));
    // Whoever shows it knows that it is over: the clock has said so.
    return seen(
      keys,
      context,
      await change(db, report, { standing: stateOf(report, now), solved: report.solved ?? false }),
    );
  },

  async unpublish({ reportId }, context) {
    const { report } = await toAct(context, reportId, 'unpublish');
    await context.db
      .deleteFrom('report_shown')
      .where('community_id', '=', report.community_id)
      .where('report_id', '=', report.id)
      .execute();
    return seen(keys, context, report);
  },

  async published({ communityCode, before, limit }, { db, now, origin }) {
    let rows = db
      .selectFrom('report_shown as s')
      .innerJoin('report as r', (join) =>
        join.onRef('r.community_id', '=', 's.community_id').onRef('r.id', '=', 's.report_id'),
      )
      .select([
        'r.id',
        's.title',
        's.words',
        's.before',
        's.after',
        'r.ends_at',
        's.shown_at',
        'r.solved',
        'r.assisted',
      ])
      .where('s.community_id', '=', communityCode);
    if (before !== undefined) {
      const { at, id } = momentAt(before);
      rows = rows.where(sql<boolean>`(s.shown_at, s.report_id) < (${at}::timestamptz, ${id}::bigint)`);
    }
    const found = await rows
      .orderBy('s.shown_at', 'desc')
      .orderBy('s.report_id', 'desc')
      .limit(limit + 1)
      .execute();
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      reports: shown.map((row) => ({
        id: row.id,
        title: row.title,
        text: row.words,
        before: pictureOf(keys.papers, row.before, origin, now),
        after: pictureOf(keys.papers, row.after, origin, now),
        closedAt: (row.ends_at ?? row.shown_at).toISOString(),
        solved: row.solved === true && !row.assisted,
      })),
      next: last ? afterMoment(last.shown_at, last.id) : null,
    };
  },
});

const pictureOf = (papers: Papers, picture: StoredPicture | null, origin: string, now: Date) =>
  picture && papers.view(origin, picture, now);
