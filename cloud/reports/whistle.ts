import { picturesOf } from '../files';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { unitOf } from '../service';
import { calledFor, partsOf, unitsOfParts, type Key } from './queries';
import { WHISTLE_MS } from './rules';
import { change, say, seen, speakerOf, toAct } from './step';
import type { Keys } from './views';

const HOUR_MS = 3_600_000;

/** 吹哨: what a community cannot solve alone. Each of those that are called has a clock of its own. */
export const whistling = (keys: Keys): Pick<Handlers['reports'], 'whistle' | 'assign' | 'handle'> => ({
  async whistle({ reportId, text }, context) {
    const { db, now } = context;
    const { report, rights, to } = await toAct(context, reportId, 'whistle');
    const due = new Date(now.getTime() + WHISTLE_MS);
    await call(db, report, { place: streetOf(report), unit: null, lead: true, due }, now);
    await say(context, report, 'whistle', speakerOf(rights), { words: text });
    return seen(keys, context, await change(db, report, { standing: to }));
  },

  async assign({ reportId, lead, helpers, hours, text }, context) {
    const { db, now } = context;
    const { report } = await toAct(context, reportId, 'assign');
    const due = new Date(now.getTime() + hours * HOUR_MS);
    // The street office has done its own part by saying whose it is; who was called before and is named again has a new clock.
    const open = (await partsOf(db, report)).filter(({ done_at }) => done_at === null);
    for (const id of [lead, ...helpers]) {
      const unit = await unitOf(db, report.community_id, id);
      await endParts(
        db,
        report,
        open
          .filter(
            (part) =>
              part.unit_id === null ||
              (part.lead && id === lead) ||
              (part.unit_id === id && part.unit_place === unit.community_id),
          )
          .map((part) => part.id),
        now,
      );
      await call(db, report, { place: unit.community_id, unit: id, lead: id === lead, due }, now);
      await say(context, report, 'assign', 'street', {
        words: id === lead ? text : null,
        unit,
      });
    }
    return seen(keys, context, await change(db, report, {}));
  },

  async handle({ reportId, partId, text, pictures, done }, context) {
    const { db, actor, now } = context;
    const { report, rights, to } = await toAct(context, reportId, 'handle');
    const open = (await partsOf(db, report)).filter(({ done_at }) => done_at === null);
    const part = open.find(({ id }) => id === partId) ?? refuse('report.step');
    if (!rights.isStreet && !(await calledFor(db, actor.id))(part)) refuse('role.missing');
    const unit = (await unitsOfParts(db, [part]))(part);
    await say(context, report, 'handle', unit ? 'unit' : 'street', {
      words: text,
      pictures: await picturesOf(db, actor.id, pictures),
      unit,
    });
    if (!done) return seen(keys, context, report);
    await endParts(db, report, [part.id], now);
    const isLast = open.length === 1;
    // With the last of them it is the community's again, and lies on top of what it works on.
    const changed = await change(db, report, isLast ? { standing: 'working', next_at: now } : { standing: to });
    return seen(keys, context, changed);
  },
});

/** The street office above a community: official codes nest. */
const streetOf = ({ community_id }: Key): string => community_id.slice(0, 9);

async function call(
  db: Db,
  report: Key,
  { place, unit, lead, due }: { place: string; unit: string | null; lead: boolean; due: Date },
  now: Date,
): Promise<void> {
  await db
    .insertInto('report_part')
    .values({
      community_id: report.community_id,
      report_id: report.id,
      id: newId(now),
      unit_place: place,
      unit_id: unit,
      lead,
      called_at: now,
      due_at: due,
      done_at: null,
    })
    .execute();
}

/** Ends open parts of a report: those named, or all. */
export async function endParts(db: Db, report: Key, ids: readonly string[] | 'all', now: Date): Promise<void> {
  if (ids !== 'all' && ids.length === 0) return;
  let open = db
    .updateTable('report_part')
    .set({ done_at: now })
    .where('community_id', '=', report.community_id)
    .where('report_id', '=', report.id)
    .where('done_at', 'is', null);
  if (ids !== 'all') open = open.where('id', 'in', [...ids]);
  await open.execute();
}
