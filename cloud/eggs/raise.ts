import { sql } from 'kysely';
import type { FlagKind } from '../../types/guarding';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { worksFor } from './lookup';
import { flagged, type There } from './picking';

/** Notes what a person should look at of somebody who comes for their eggs. The caller holds the lock of the community. */
export async function raiseFlags(
  tx: Db,
  there: There,
  { person_id, risk }: { person_id: string; risk: number | null },
  now: Date,
): Promise<void> {
  const staff = await worksFor(tx, person_id, there.community_id);
  const facts = { risk, staff, ...(await accountsAround(tx, there, person_id)) };
  for (const { kind, accounts } of flagged(facts)) await raise(tx, there, person_id, kind, accounts, now);
}

/** A flag is raised once; about how many accounts it is may change. */
const raise = (tx: Db, there: There, person: string, kind: FlagKind, accounts: number, now: Date) =>
  tx
    .insertInto('egg_flag')
    .values({
      ...{ community_id: there.community_id, campaign_id: there.campaign_id, person_id: person, id: newId(now) },
      ...{ kind, accounts, at: now, verdict: null, reason: null, decided_by: null, decided_at: null },
    })
    .onConflict((conflict) =>
      conflict.columns(['community_id', 'campaign_id', 'person_id', 'kind']).doUpdateSet({ accounts }),
    )
    .execute();

/**
 * How many accounts have somebody's phone number, and how many people who are confirmed behind one door have eggs of the campaign there;
 * theirs included.
 */
async function accountsAround(tx: Db, { community_id, campaign_id }: There, person: string) {
  const { rows } = await sql<{ number: number; door: number }>`
    select
      (select count(*) from person own join person p on p.phone_mark = own.phone_mark where own.id = ${person}::bigint)::integer as number,
      (select count(*) from household_member own
          join household_member m on m.community_id = own.community_id and m.household_id = own.household_id
        where own.community_id = ${community_id} and own.person_id = ${person}::bigint and exists (
          select 1 from egg e where e.community_id = ${community_id} and e.campaign_id = ${campaign_id}::bigint
            and e.person_id = m.person_id))::integer as door`.execute(tx);
  return { sameNumber: rows[0]?.number ?? 0, sameDoor: rows[0]?.door ?? 0 };
}
