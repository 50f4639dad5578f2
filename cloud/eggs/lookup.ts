import { sql, type RawBuilder } from 'kysely';
import { eggStaff } from '../../types/campaigns';
import type { Holder as HolderShown } from '../../types/pickup';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Seal } from '../kit/seal';
import { holds } from '../org';
import { phoneMark, phoneOf } from '../people';
import type { Raised, Shown, There } from './picking';
import { whatIsLeft, type Left } from './rules';

/** Somebody who has a number, as the cloud knows them. */
export interface Known extends Shown, There {
  phone: Buffer | null;
  risk: number | null;
  left: number;
}

/** How many of somebody's eggs are theirs and not handed over, by the same entries as `whatIsLeft` in `rules.ts`. */
const leftBy = (community: string, campaign: string, person: string): RawBuilder<number> => sql<number>`
  ((select count(*) from egg e where e.community_id = ${sql.ref(community)} and e.campaign_id = ${sql.ref(campaign)}
      and e.person_id = ${sql.ref(person)})
    - (select coalesce(sum(case l.reason when 'uncollected' then -1 else 1 end), 0) from ledger_entry l
      where l.book = 'egg' and l.community_id = ${sql.ref(community)} and l.item_id = ${sql.ref(campaign)}
      and l.person_id = ${sql.ref(person)} and l.reason in ('collected', 'uncollected', 'reversed')))::integer`;

/** Those who have a number somewhere; who picked up for them and does no more is as good as nobody. */
export const holders = (db: Db) =>
  db
    .selectFrom('egg_holder as h')
    .innerJoin('person as p', 'p.id', 'h.person_id')
    // Eggs of whoever left for good are nobody's to come for.
    .where('p.erased_at', 'is', null)
    .select(['h.community_id', 'h.campaign_id', 'h.person_id', 'h.number', 'h.risk', 'p.phone'])
    .select([
      sql<string | null>`case when h.proxy_dropped then null else h.proxy_id end`.as('proxy'),
      sql<number>`h.used_step::double precision`.as('used'),
      leftBy('h.community_id', 'h.campaign_id', 'h.person_id').as('left'),
    ]);

/** Those of one place. */
export const holdersAt = (db: Db, { community_id, campaign_id }: There) =>
  holders(db).where('h.community_id', '=', community_id).where('h.campaign_id', '=', campaign_id);

export const holderByNumber = (db: Db, there: There, number: number): Promise<Known | undefined> =>
  holdersAt(db, there).where('h.number', '=', number).executeTakeFirst();

export const holderByPerson = async (db: Db, there: There, person: string): Promise<Known> =>
  (await holdersAt(db, there).where('h.person_id', '=', person).executeTakeFirst()) ?? refuse('pickup.missing');

/** Whose phone number it is, of those with eggs there; of several accounts one with something left, the oldest. */
export async function personByPhone(db: Db, seal: Seal, there: There, phone: string): Promise<string | undefined> {
  const { community_id, campaign_id } = there;
  const { rows } = await sql<{ id: string }>`
    select a.id from (
      select p.id, e.community_id, e.campaign_id from person p, lateral (
        select community_id, campaign_id from egg
        where community_id = ${community_id} and campaign_id = ${campaign_id}::bigint and person_id = p.id limit 1) e
      where p.phone_mark = ${phoneMark(seal, phone)}
    ) a order by ${leftBy('a.community_id', 'a.campaign_id', 'a.id')} > 0 desc, a.id limit 1`.execute(db);
  return rows[0]?.id;
}

/** Somebody as staff see them. */
export const holderShown = (seal: Seal, { number, phone, left }: Known): HolderShown => ({
  number,
  masked: phoneOf(seal, phone),
  left,
});

/** What of each one's eggs is left, of many at once: as `leftOf` tells it of one. */
export async function leftsOf(db: Db, there: There, people: readonly string[]): Promise<(person: string) => Left> {
  const { community_id, campaign_id } = there;
  const eggs = groupedBy(
    await db
      .selectFrom('egg')
      .select(['person_id', 'day'])
      .where('community_id', '=', community_id)
      .where('campaign_id', '=', campaign_id)
      .where('person_id', 'in', [...people, '0'])
      .orderBy('day')
      .execute(),
  );
  const entries = groupedBy(
    await db
      .selectFrom('ledger_entry')
      .select(['person_id', 'id', 'reason'])
      .where('book', '=', 'egg')
      .where('community_id', '=', community_id)
      .where('item_id', '=', campaign_id)
      .where('person_id', 'in', [...people, '0'])
      .execute(),
  );
  return (person) =>
    whatIsLeft(
      `egg/${campaign_id}/${person}`,
      eggs(person).map(({ day }) => day),
      entries(person),
    );
}

/** What was flagged of each, of many at once. */
export async function flagsOf(
  db: Db,
  { community_id, campaign_id }: There,
  people: readonly string[],
): Promise<(person: string) => Raised[]> {
  return groupedBy(
    await db
      .selectFrom('egg_flag')
      .select(['person_id', 'kind', 'verdict', 'reason'])
      .where('community_id', '=', community_id)
      .where('campaign_id', '=', campaign_id)
      .where('person_id', 'in', [...people, '0'])
      .orderBy('id')
      .execute(),
  );
}

function groupedBy<Row extends { person_id: string | null }>(rows: readonly Row[]): (person: string) => Row[] {
  const of = new Map<string | null, Row[]>();
  for (const row of rows) {
    const known = of.get(row.person_id);
    if (known) known.push(row);
    else of.set(row.person_id, [row]);
  }
  return (person) => of.get(person) ?? [];
}

/** Whether an account works for a community, or for what is above it. */
export async function worksFor(db: Db, person: string, community: string): Promise<boolean> {
  const grants = await db
    .selectFrom('role_grant')
    .select(['role', 'node_code as code'])
    .where('person_id', '=', person)
    .execute();
  return holds(grants, eggStaff, community);
}

/** Whether somebody said that eggs came there. */
export async function broughtTo(db: Db, { community_id, campaign_id }: There, person: string): Promise<boolean> {
  const brought = await db
    .selectFrom('egg_move')
    .select('id')
    .where('community_id', '=', community_id)
    .where('campaign_id', '=', campaign_id)
    .where('kind', '=', 'delivered')
    .where('by_id', '=', person)
    .where('dropped_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return brought !== undefined;
}

/** Whoever brings eggs does not hand them out. @throws Refusal `pickup.deliverer` */
export async function notDeliverer(db: Db, there: There, person: string): Promise<void> {
  if (await broughtTo(db, there, person)) refuse('pickup.deliverer');
}
