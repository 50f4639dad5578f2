import type { Valid } from '../../types';
import { limits } from '../../types/limits';
import type { reports } from '../../types/reports';
import { picturesOf } from '../files';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import type { StoredPicture } from '../kit/tables';
import { holds, isWithin, usablePlace } from '../org';
import { calendarOf, gridOf, gridsOf, nearestGrid } from '../service';
import { joinersOf, type ReportRow } from './queries';
import { awayOf, excerptOf, peopleOf, sameness, shelfOf, withoutNumbers } from './rules';
import { say, seen, speakerOf, type Asked } from './step';
import { promised } from './steps';
import { rightsOf, type Caller, type Keys } from './views';

const DAY_MS = 86_400_000;
/** Older ones are not offered: what is still open by then is known to its neighbours. */
const NEAR_DAYS = 30;
/** Compared with what is about to be raised: the newest open ones of a community, also after a storm. */
const MOST_COMPARED = 300;
const MOST_OFFERED = 5;

type Where = Valid<typeof reports.file>['place'];

/** How problems and comments come to a community. */
export const filing = (keys: Keys): Pick<Handlers['reports'], 'near' | 'file' | 'enter' | 'comment'> => ({
  async near({ communityCode, text, place }, { db, actor, now }) {
    const community = communityCode ?? actor.home;
    // What neighbours raised is for neighbours.
    if (community === null || community !== actor.home) return { reports: [] };
    const known = await db
      .selectFrom('report')
      .selectAll()
      .where('community_id', '=', community)
      .where('kind', '=', 'problem')
      .where('shelf', '<', 3)
      .where('shelf', '<', 2)
      .where('is_open', '=', true)
      .where('doubtful', '=', false)
      .where('filed_at', '>', new Date(now.getTime() - NEAR_DAYS * DAY_MS))
      .where((eb) => eb.or([eb('reporter_id', 'is', null), eb('reporter_id', '!=', actor.id)]))
      .orderBy('id', 'desc')
      .limit(MOST_COMPARED)
      .execute();
    const mine = { words: text, gridId: place?.gridId ?? null, location: place?.location ?? null };
    const alike = known
      .map((report) => ({ report, same: sameness(mine, raisedOf(report)) }))
      .filter(({ same }) => same > 0)
      .sort((a, b) => b.same - a.same)
      .slice(0, MOST_OFFERED)
      .map(({ report }) => report);
    const grids = await gridsOf(db, community);
    const people = await joinersOf(db, alike);
    return {
      reports: alike.map((report) => {
        const away = awayOf(mine, raisedOf(report));
        return {
          id: report.id,
          excerpt: excerptOf(withoutNumbers(report.words), 60),
          grid: grids.find(({ id }) => id === report.grid_id)?.name ?? null,
          where: report.place_words === null ? null : withoutNumbers(report.place_words),
          filedAt: report.filed_at.toISOString(),
          people: peopleOf(report, people(report.id)),
          answered: report.answered_at !== null,
          away: away === null ? null : Math.round(away),
        };
      }),
    };
  },

  async file({ text, pictures, place, communityCode, open, mayPublish }, context) {
    const { db, actor } = context;
    const community = communityCode ?? actor.home ?? refuse('report.homeless');
    await notTooMany(context);
    const report = await bring(context, community, {
      words: text,
      pictures: await picturesOf(db, actor.id, pictures),
      place,
      is_open: open,
      may_publish: mayPublish,
    });
    return seen(keys, context, report);
  },

  async enter({ communityCode, text, pictures, place, way, caller, open, mayPublish }, context) {
    const report = await bring(context, communityCode, {
      words: text,
      pictures: await picturesOf(context.db, context.actor.id, pictures),
      place,
      way,
      is_open: open,
      may_publish: mayPublish,
      caller: caller && keys.seal.close(JSON.stringify(caller satisfies Caller)),
    });
    return seen(keys, context, report);
  },

  async comment({ noticeId, text }, context) {
    const { db, actor, now } = context;
    const notice =
      (await db
        .selectFrom('notice')
        .select(['community_id', 'id'])
        .where('id', '=', noticeId)
        .where('publish_at', '<=', now)
        .where('withdrawn_at', 'is', null)
        .where('held', 'is', null)
        .executeTakeFirst()) ?? refuse('notice.missing');
    // What a street publishes is asked at one's own community, if that is below it.
    const isOne = notice.community_id.length === 12;
    const home = actor.home !== null && isWithin(actor.home, notice.community_id) ? actor.home : null;
    const elsewhere = actor.home === null ? ('report.homeless' as const) : ('report.elsewhere' as const);
    const community = isOne ? notice.community_id : (home ?? refuse(elsewhere));
    await notTooMany(context);
    const report = await bring(context, community, { words: text, pictures: [], notice });
    return seen(keys, context, report);
  },
});

const raisedOf = (report: ReportRow) => ({
  words: report.words,
  gridId: report.grid_id,
  location:
    report.latitude === null || report.longitude === null
      ? null
      : { latitude: report.latitude, longitude: report.longitude },
});

/** Reports of one person come one after the other, so that each counts those before it. */
async function notTooMany({ db, actor, now }: Asked): Promise<void> {
  const here = await db
    .selectFrom('person')
    .select('id')
    .where('id', '=', actor.id)
    .where('erased_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  // Somebody who is just leaving for good raises nothing that would stay.
  if (!here) refuse('session.required');
  const { today } = await db
    .selectFrom('report')
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('today'))
    .where('reporter_id', '=', actor.id)
    .where('filed_at', '>', new Date(now.getTime() - DAY_MS))
    .executeTakeFirstOrThrow();
  if (today >= limits.reportsADay) refuse('report.tooMany');
}

interface Brought {
  words: string;
  pictures: StoredPicture[];
  place?: Where;
  way?: ReportRow['way'];
  caller?: Buffer | undefined;
  notice?: { community_id: string; id: string };
  is_open?: boolean;
  may_publish?: boolean;
}

/** A new report, routed to the grid of its place, with the promise of a first answer. */
async function bring(context: Asked, community: string, brought: Brought): Promise<ReportRow> {
  const { db, actor, now, checked } = context;
  await usablePlace(db, community);
  const { place, way = 'app', notice } = brought;
  const location = place?.location;
  const grid =
    place?.gridId !== undefined
      ? (await gridOf(db, community, place.gridId)).id
      : location && (await nearestGrid(db, community, location));
  const promise = promised(await calendarOf(db, community, now), now);
  const report = await db
    .insertInto('report')
    .values({
      community_id: community,
      id: newId(now),
      kind: notice ? 'comment' : 'problem',
      standing: 'waiting',
      words: brought.words,
      pictures: JSON.stringify(brought.pictures),
      grid_id: grid ?? null,
      place_words: place?.words ?? null,
      latitude: location?.latitude ?? null,
      longitude: location?.longitude ?? null,
      way,
      notice_place: notice?.community_id ?? null,
      notice_id: notice?.id ?? null,
      caller: brought.caller ?? null,
      reporter_id: way === 'app' ? actor.id : null,
      by_parttime: way === 'app' && holds(actor.grants, ['parttime'], community),
      filed_by: actor.id,
      filed_at: now,
      is_open: brought.is_open ?? false,
      may_publish: brought.may_publish ?? false,
      doubtful: checked !== 'pass',
      unchecked: checked === 'unchecked',
      ...promise,
      ...shelfOf({
        ...promise,
        standing: 'waiting',
        promised_at: null,
        part_due_at: null,
        ends_at: null,
      }),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const rights = await rightsOf(db, report, actor);
  const by = report.by_parttime ? 'parttime' : speakerOf(rights);
  await say(context, report, 'file', by);
  return report;
}
