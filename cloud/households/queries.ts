import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { Board, Household, MyDoor, Standing, Stop } from '../../types/households';
import { badCursor, idAt } from '../kit/cursor';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Seal } from '../kit/seal';
import type { Actor } from '../kit/serve';
import type { Tables } from '../kit/tables';
import { isWithin, lineage } from '../org';
import { doorOfPerson } from '../people';
import { callingOf } from '../service';
import { covered, standingOf } from './rules';

export type Notice = Pick<
  Selectable<Tables['notice']>,
  'community_id' | 'id' | 'title' | 'publish_at' | 'withdrawn_at' | 'version' | 'must_know'
>;

/** What is written of a notice that is about knowing it. */
const noticeColumns = ['community_id', 'id', 'title', 'publish_at', 'withdrawn_at', 'version', 'must_know'] as const;

/**
 * A must-know notice that has come out. @throws Refusal `notice.missing`, `notice.notMustKnow`
 * @param stays it is neither corrected nor withdrawn while the caller's transaction lasts
 */
export async function mustKnow(db: Db, noticeId: string, now: Date, stays = false): Promise<Notice> {
  const found = db
    .selectFrom('notice')
    .select(noticeColumns)
    .where('id', '=', noticeId)
    .where('publish_at', '<=', now)
    .where('held', 'is', null);
  const notice = (await (stays ? found.forShare() : found).executeTakeFirst()) ?? refuse('notice.missing');
  return notice.must_know ? notice : refuse('notice.notMustKnow');
}

/** One that concerns a community. @throws Refusal `notice.elsewhere`, and as `mustKnow` */
export async function concerning(
  db: Db,
  noticeId: string,
  communityCode: string,
  now: Date,
  stays = false,
): Promise<Notice> {
  const notice = await mustKnow(db, noticeId, now, stays);
  return isWithin(communityCode, notice.community_id) ? notice : refuse('notice.elsewhere');
}

/** What was withdrawn long ago is nobody's business any more. */
const WITHDRAWN_MS = 90 * 86_400_000;
const MOST_BOARDS = 20;

/** The newest must-know notices that concern a community; one that was withdrawn, for ninety days from when it came out. */
export const noticesFor = (db: Db, communityCode: string, now: Date): Promise<Notice[]> =>
  db
    .selectFrom('notice')
    .select(noticeColumns)
    .where('community_id', 'in', lineage(communityCode))
    .where('must_know', '=', true)
    .where('publish_at', '<=', now)
    .where('held', 'is', null)
    .where((eb) =>
      eb.or([eb('withdrawn_at', 'is', null), eb('publish_at', '>', new Date(now.getTime() - WITHDRAWN_MS))]),
    )
    .orderBy('publish_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_BOARDS)
    .execute();

interface Figures {
  notice_id: string;
  households: number;
  acknowledged: number;
  assisted: number;
  away: number;
  others: number;
}

/**
 * How the households of a community stand with some notices, in one statement: of each household whether it acknowledged since the notice
 * was last corrected, and what was noted of it last. Those on the register count, and nobody else's rows are read.
 */
export async function boardsOf(db: Db, communityCode: string, notices: readonly Notice[]): Promise<Board[]> {
  if (notices.length === 0) return [];
  const listed = (of: (notice: Notice) => string | number) => `{${notices.map(of).join()}}`;
  const ids = sql`unnest(${listed(({ id }) => id)}::bigint[], ${listed(({ version }) => version)}::int[]) as n (id, version)`;
  const figures = await db
    .selectFrom(
      sql<Figures>`(select n.id as notice_id, f.*,
          (select count(*) from household h where h.community_id = ${communityCode} and h.dropped_at is null)::int as households,
          (select count(*) from acknowledgement a
            where a.community_id = ${communityCode} and a.notice_id = n.id and a.household_id is null
              and a.version >= n.version)::int as others
        from ${ids} cross join lateral (
          select count(*) filter (where k.knows)::int as acknowledged,
            count(*) filter (where not k.knows and k.outcome = 'told')::int as assisted,
            count(*) filter (where not k.knows and k.outcome = 'away')::int as away
          from (
            select household_id, bool_or(knows) as knows, max(outcome) as outcome from (
              select a.household_id, true as knows, null as outcome from acknowledgement a
              where a.community_id = ${communityCode} and a.notice_id = n.id and a.household_id is not null
                and a.version >= n.version
              union all
              (select distinct on (w.household_id) w.household_id, false, w.outcome from household_word w
              where w.community_id = ${communityCode} and w.notice_id = n.id
              order by w.household_id, w.noted_at desc, w.id desc)
            ) said group by household_id
          ) k join household h on h.community_id = ${communityCode} and h.id = k.household_id and h.dropped_at is null
        ) f)`.as('figures'),
    )
    .selectAll()
    .execute();
  const of = new Map(figures.map((one) => [one.notice_id, one]));
  return notices.map(({ id, title, publish_at, withdrawn_at }) => {
    const { households = 0, acknowledged = 0, assisted = 0, away = 0, others = 0 } = of.get(id) ?? {};
    return {
      ...{ noticeId: id, title, publishAt: publish_at?.toISOString() ?? '', withdrawn: withdrawn_at !== null },
      ...{ households, acknowledged, assisted, away, rest: households - acknowledged - assisted, others },
    };
  });
}

export async function boardOf(db: Db, communityCode: string, notice: Notice): Promise<Board> {
  const [board] = await boardsOf(db, communityCode, [notice]);
  return board ?? refuse('notice.missing');
}

/** People who are confirmed to live in a household `h`, and still live in its community. */
const people = sql<number>`(select count(*) from household_member m
  join person p on p.id = m.person_id and p.home_code = m.community_id
  where m.community_id = h.community_id and m.household_id = h.id)::int`;

/** The doors of a register as they are shown. A grid that was given up is none. */
export const doorsOf = (db: Db, communityCode: string) =>
  db
    .selectFrom('household as h')
    .leftJoin('grid as g', (join) =>
      join
        .onRef('g.community_id', '=', 'h.community_id')
        .onRef('g.id', '=', 'h.grid_id')
        .on('g.dropped_at', 'is', null),
    )
    .select(['h.id', 'h.building', 'h.unit', 'h.room', 'h.phone', 'g.id as gridId', people.as('people')])
    .where('h.community_id', '=', communityCode)
    .where('h.dropped_at', 'is', null);

interface DoorRow {
  id: string;
  building: string;
  unit: string;
  room: string;
  phone: Buffer | null;
  gridId: string | null;
  people: number;
}

/** A number that was sealed under a key since lost is as good as none. */
export function opened(seal: Seal, sealed: Uint8Array | null): string | null {
  try {
    return sealed && seal.open(sealed);
  } catch {
    return null;
  }
}

export function householdView(seal: Seal, { id, building, unit, room, phone, gridId, people }: DoorRow): Household {
  const number = opened(seal, phone);
  return { id, building, unit, room, gridId, phone: number === null ? null : covered(number), people };
}

/** One household as it is shown. @throws Refusal `household.missing` */
export const doorOf = async (db: Db, communityCode: string, id: string): Promise<DoorRow> =>
  (await doorsOf(db, communityCode).where('h.id', '=', id).executeTakeFirst()) ?? refuse('household.missing');

/** Doors behind one of them, in the order in which somebody walks. @throws Refusal when that one is no door of the community */
export async function behind(db: Db, communityCode: string, cursor: string) {
  const { walk, id } =
    (await db
      .selectFrom('household')
      .select(['walk', 'id'])
      .where('community_id', '=', communityCode)
      .where('id', '=', idAt(cursor, 'after'))
      .executeTakeFirst()) ?? badCursor('after');
  return sql<boolean>`(h.walk, h.id) > (${walk}, ${id}::bigint)`;
}

/** As `standingOf` in `rules.ts`, of whether a household knows `k` and the newest word `w`. */
const stands: Record<Standing, RawBuilder<boolean>> = {
  acknowledged: sql`k.knows`,
  assisted: sql`k.knows is null and w.outcome = 'told'`,
  rest: sql`k.knows is null and w.outcome is distinct from 'told'`,
};

/**
 * The doors of a register with how each stands with a notice. Both look-ups are probes of an index, one for each door that a page passes:
 * as conditions alone the planner would rather read the whole notice first, in all communities.
 */
export const stopsOf = (
  db: Db,
  communityCode: string,
  { id: noticeId, version }: Pick<Notice, 'id' | 'version'>,
  standing: Standing | null,
) => {
  const doors = doorsOf(db, communityCode)
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('household_word as n')
          .select(['n.how', 'n.outcome', 'n.noted_at', 'n.by_id'])
          .where('n.community_id', '=', communityCode)
          .where('n.notice_id', '=', noticeId)
          .whereRef('n.household_id', '=', 'h.id')
          .orderBy('n.noted_at', 'desc')
          .orderBy('n.id', 'desc')
          .limit(1)
          .as('w'),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('acknowledgement as a')
          .select(sql<true>`true`.as('knows'))
          .where('a.community_id', '=', communityCode)
          .where('a.notice_id', '=', noticeId)
          .whereRef('a.household_id', '=', 'h.id')
          .where('a.version', '>=', version)
          .limit(1)
          .as('k'),
      (join) => join.onTrue(),
    )
    .select(['w.how', 'w.outcome', 'w.noted_at', 'w.by_id', 'k.knows'])
    .select(
      sql<boolean>`k.knows is null and exists (select 1 from acknowledgement b where b.community_id = ${communityCode}
        and b.notice_id = ${noticeId}::bigint and b.household_id = h.id)`.as('corrected'),
    );
  return standing === null ? doors : doors.where(stands[standing]);
};

type StopRow = Awaited<ReturnType<ReturnType<typeof stopsOf>['execute']>>[number];

interface Seeing {
  seal: Seal;
  actor: Actor;
  communityCode: string;
}

export async function stopViews(
  db: Db,
  { seal, actor, communityCode }: Seeing,
  rows: readonly StopRow[],
): Promise<Stop[]> {
  const called = await callingOf(
    db,
    communityCode,
    rows.flatMap(({ by_id }) => by_id ?? []),
  );
  return rows.map(({ how, outcome, noted_at: at, by_id, knows, corrected, ...door }) => {
    const { people: _, ...household } = householdView(seal, door);
    return {
      ...{ household, standing: standingOf(knows === true, outcome), corrected },
      last:
        how && outcome && at && by_id
          ? { how, outcome, at: at.toISOString(), called: called.get(by_id) ?? null, mine: by_id === actor.id }
          : null,
    };
  });
}

/** Where somebody lives as far as they said; null when they have moved to another community since. */
export async function myDoorOf(db: Db, personId: string): Promise<MyDoor | null> {
  const door = await doorOfPerson(db, personId);
  if (!door) return null;
  const person = await db.selectFrom('person').select('home_code').where('id', '=', personId).executeTakeFirst();
  return door.place.code === person?.home_code ? door : null;
}
