import { sql } from 'kysely';
import type { Db } from '../kit/database';

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

export async function daysLaid(db: Db, person: string, campaign: string): Promise<string[]> {
  const eggs = await db
    .selectFrom('egg')
    .select('day')
    .where('person_id', '=', person)
    .where('campaign_id', '=', campaign)
    .execute();
  return eggs.map((egg) => egg.day);
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
    .select(['scene', 'home_code as home'])
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

export interface NewCampaign {
  id: string;
  nodeCode: string;
  name: string;
  firstDay: string;
  lastDay: string;
  cap: number;
  communities: { code: string; stock?: number | undefined }[];
  pickUps: { day: string; hours: string; at: string }[];
}

/** The communities' rows repeat the days and the cap, so that a read credit touches rows of its own community alone. */
export async function insertCampaign(db: Db, c: NewCampaign, now: Date): Promise<void> {
  const days = { first_day: c.firstDay, last_day: c.lastDay, cap: c.cap };
  await db
    .insertInto('campaign')
    .values({
      ...days,
      id: c.id,
      node_code: c.nodeCode,
      name: c.name,
      pick_ups: JSON.stringify(c.pickUps),
      created_at: now,
    })
    .execute();
  await sql`
    insert into campaign_community (community_id, campaign_id, first_day, last_day, cap, stock)
    select code, ${c.id}::bigint, ${c.firstDay}::date, ${c.lastDay}::date, ${c.cap}::integer, stock
    from jsonb_to_recordset(${JSON.stringify(c.communities)}::jsonb) as m (code text, stock integer)`.execute(db);
}
