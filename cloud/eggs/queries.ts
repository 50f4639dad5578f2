import { sql } from 'kysely';
import type { PickUp } from '../../types/campaigns';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';

const campaignColumns = ['c.id', 'c.name', 'c.first_day', 'c.last_day', 'c.cap', 'c.pick_ups'] as const;

/** The campaign that runs in a community on a day, else the next to come. */
export const currentCampaign = (db: Db, community: string, today: string) =>
  db
    .selectFrom('campaign_community as m')
    .innerJoin('campaign as c', 'c.id', 'm.campaign_id')
    .select(campaignColumns)
    .where('m.community_id', '=', community)
    .where('m.last_day', '>=', today)
    .orderBy('m.first_day')
    .limit(1)
    .executeTakeFirst();

/** The campaign a person last had an egg of. */
export const lastCampaignOf = (db: Db, person: string) =>
  db
    .selectFrom('egg as e')
    .innerJoin('campaign as c', 'c.id', 'e.campaign_id')
    .select(campaignColumns)
    .where('e.person_id', '=', person)
    .orderBy('e.laid_at', 'desc')
    .limit(1)
    .executeTakeFirst();

/** The other campaigns of which somebody has eggs that may still be handed out on a day from `today` on. */
export const othersWith = (db: Db, person: string, but: string | null, today: string) =>
  db
    .selectFrom('egg as e')
    .innerJoin('campaign as c', 'c.id', 'e.campaign_id')
    .select(['e.campaign_id', 'e.community_id', 'c.name', 'c.pick_ups'])
    .distinctOn(['e.campaign_id', 'e.community_id'])
    .where('e.person_id', '=', person)
    .where('e.campaign_id', '<>', but ?? '0')
    .where(
      sql<boolean>`exists (select 1 from jsonb_array_elements(c.pick_ups) p where p ->> 'day' >= ${today}
        and coalesce(p ->> 'communityCode', e.community_id) = e.community_id)`,
    )
    .execute();

/** When a campaign was paused, and why; one without an end is still on. */
export async function pausesOf(
  db: Db,
  campaign: string,
): Promise<{ from: Date; until: Date | null; reason: string }[]> {
  const steps = await db
    .selectFrom('campaign_step')
    .select(['act', 'reason', 'at'])
    .where('campaign_id', '=', campaign)
    .where('act', 'in', ['paused', 'resumed', 'ended'])
    .orderBy('number')
    .execute();
  return steps.flatMap(({ act, reason, at }, i) =>
    act === 'paused' ? [{ from: at, until: steps[i + 1]?.at ?? null, reason: reason ?? '' }] : [],
  );
}

export const campaignOf = (db: Db, id: string) =>
  db.selectFrom('campaign as c').select(campaignColumns).where('c.id', '=', id).executeTakeFirst();

/** Somebody's egg of a day, with the title of what was read for it. */
export const eggOn = (db: Db, person: string, campaign: string, day: string) =>
  db
    .selectFrom('egg as e')
    .leftJoin('notice as n', 'n.id', 'e.notice_id')
    .select([
      ...(['e.community_id', 'e.campaign_id', 'e.person_id', 'e.day', 'e.number', 'e.notice_id'] as const),
      ...(['e.open_id', 'e.laid_at'] as const),
    ])
    .select((eb) => eb.fn.coalesce('n.title', sql<string>`''`).as('title'))
    .where('e.person_id', '=', person)
    .where('e.campaign_id', '=', campaign)
    .where('e.day', '=', day)
    .executeTakeFirst();

/** What of somebody's reads was credited on a day: how each was opened, and where they lived. */
export const readsOn = (db: Db, person: string, day: string) =>
  db
    .selectFrom('notice_read')
    .select(['scene', 'home_code as home', 'credited_at as at'])
    .where(sql<boolean>`person_id + 0 = ${person}::bigint`)
    .where('day', '=', day)
    .orderBy('credited_at')
    .execute();

/** How a campaign stood in a community for somebody before a day; nothing when the community is not in it. */
export const placeIn = (db: Db, campaign: string, community: string, person: string, day: string) =>
  db
    .selectFrom('campaign_community as m')
    .select('m.cap')
    .select((eb) =>
      eb
        .selectFrom('egg as e')
        .select((e) => e.cast<number>(e.fn.countAll(), 'integer').as('n'))
        .where('e.person_id', '=', person)
        .where('e.campaign_id', '=', campaign)
        .where('e.day', '<', day)
        .as('had'),
    )
    .where('m.campaign_id', '=', campaign)
    .where('m.community_id', '=', community)
    .executeTakeFirst();

export const headsOf = (db: Db, campaign: string) =>
  db
    .selectFrom('ledger_head')
    .select(['day', 'head', 'entries', 'communities', 'closed_at'])
    .where('campaign_id', '=', campaign)
    .orderBy('day')
    .execute();

export const closesOf = (db: Db, campaign: string, community: string) =>
  db
    .selectFrom('ledger_close')
    .select(['day', 'number', 'entries', 'seal', 'closed_at'])
    .where('campaign_id', '=', campaign)
    .where('community_id', '=', community)
    .orderBy('day')
    .execute();

/**
 * Locks the communities as the read credit does, and tells which of them may not take part: closed ones, and those with
 * another campaign on any of the days.
 */
export async function lockForCampaign(db: Db, codes: string[], firstDay: string, lastDay: string) {
  await sql`select lock_communities(${sql.val(codes)}::text[])`.execute(db);
  const open = await db
    .selectFrom('node')
    .select('code')
    .where('code', 'in', codes)
    .where('is_open', '=', true)
    .execute();
  const taken = await db
    .selectFrom('campaign_community')
    .select('community_id')
    .where('community_id', 'in', codes)
    .where('first_day', '<=', lastDay)
    .where('last_day', '>=', firstDay)
    .limit(1)
    .execute();
  return { allOpen: open.length === codes.length, overlaps: taken.length > 0 };
}

/** What whoever plans a campaign says of it. */
export interface Plan {
  name: string;
  firstDay: string;
  lastDay: string;
  cap: number;
  communities: { code: string; stock?: number | undefined }[];
  pickUps: PickUp[];
  reserve?: number;
}

export async function insertCampaign(db: Db, c: Plan & { id: string; nodeCode: string }, now: Date): Promise<void> {
  await db
    .insertInto('campaign')
    .values({
      ...{ first_day: c.firstDay, last_day: c.lastDay, cap: c.cap },
      id: c.id,
      node_code: c.nodeCode,
      name: c.name,
      pick_ups: JSON.stringify(c.pickUps),
      reserve: c.reserve ?? 0,
      created_at: now,
      ended_at: null,
    })
    .execute();
  await putCommunities(db, c.id, c);
}

/** The communities' rows repeat the days and the cap, so that a read credit touches rows of its own community alone. */
export const putCommunities = (db: Db, id: string, { firstDay, lastDay, cap, communities }: Plan) =>
  sql`
    insert into campaign_community (community_id, campaign_id, first_day, last_day, cap, stock)
    select code, ${id}::bigint, ${firstDay}::date, ${lastDay}::date, ${cap}::integer, stock
    from jsonb_to_recordset(${JSON.stringify(communities)}::jsonb) as m (code text, stock integer)`.execute(db);

/** A campaign with its communities, and whether it is paused in them. */
export interface WholeCampaign {
  id: string;
  name: string;
  node_code: string;
  first_day: string;
  last_day: string;
  cap: number;
  reserve: number;
  pick_ups: PickUp[];
  ended_at: Date | null;
  codes: string[];
  paused: boolean;
  promised: number;
}

/** Campaigns as they are now, the newest first. */
export async function wholeCampaigns(
  db: Db,
  which: (campaigns: ReturnType<typeof campaignRows>) => ReturnType<typeof campaignRows>,
): Promise<WholeCampaign[]> {
  return which(campaignRows(db)).orderBy('c.id', 'desc').execute();
}

const campaignRows = (db: Db) =>
  db
    .selectFrom('campaign as c')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('campaign_community as m')
          .select([
            sql<string[]>`coalesce(array_agg(m.community_id order by m.community_id), '{}')`.as('codes'),
            sql<boolean>`coalesce(bool_or(m.stopped = 'paused'), false)`.as('paused'),
            sql<number>`coalesce(sum(m.laid - m.taken), 0)::integer`.as('promised'),
          ])
          .whereRef('m.campaign_id', '=', 'c.id')
          .as('there'),
      (join) => join.onTrue(),
    )
    .select([...campaignColumns, 'c.node_code', 'c.reserve', 'c.ended_at'])
    .select([
      sql<string[]>`there.codes`.as('codes'),
      sql<boolean>`there.paused`.as('paused'),
      sql<number>`there.promised`.as('promised'),
    ]);

/** @throws Refusal `campaign.missing` */
export const wholeCampaign = async (db: Db, id: string): Promise<WholeCampaign> =>
  (await wholeCampaigns(db, (rows) => rows.where('c.id', '=', id)))[0] ?? refuse('campaign.missing');
