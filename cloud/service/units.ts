import { limits } from '../../types/limits';
import type { UnitMember } from '../../types/service';
import { createBrake } from '../kit/brake';
import type { Db } from '../kit/database';
import { hashOf, newId, randomDigits } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { usablePlace } from '../org';
import { mustPass } from '../safety';
import { oneByOne } from './grids';
import { unitsFor, unitView, type UnitRow } from './queries';

const DIGITS = 10;
const LIFE_MS = 86_400_000;
/** Whoever tries this many wrong codes within ten minutes has not been given one. */
const WRONG_CODES = 10;
const WRONG_MS = 600_000;

type Referring = 'units' | 'setUnit' | 'dropUnit' | 'inviteUnit' | 'joinUnit' | 'members' | 'dropMember' | 'leaveUnit';

/** Who is responsible for what, and who of them handles whistles in the app. */
export function referring(): Pick<Handlers['service'], Referring> {
  const brake = createBrake(WRONG_CODES, WRONG_MS);
  return {
    async units({ communityCode }, { db }) {
      await usablePlace(db, communityCode);
      return { units: (await unitsFor(db, communityCode)).map(unitView) };
    },

    async setUnit({ nodeCode, unitId, name, phone = null, what }, { db, now, checked }) {
      mustPass(checked);
      await usablePlace(db, nodeCode);
      const facts = { name, phone, what };
      if (unitId !== undefined) {
        const unit = await toChange(db, nodeCode, unitId);
        if (unit.dropped_at !== null) refuse('service.unitMissing');
        await db
          .updateTable('unit')
          .set(facts)
          .where((eb) => eb.and(keyOf(unit)))
          .execute();
        return { unit: unitView({ ...unit, ...facts }) };
      }
      await oneByOne(db, nodeCode);
      if ((await countOn(db, nodeCode)) >= limits.units) refuse('service.tooMany');
      const unit: UnitRow = { community_id: nodeCode, id: newId(now), ...facts, dropped_at: null };
      await db.insertInto('unit').values(unit).execute();
      return { unit: unitView(unit) };
    },

    async dropUnit({ nodeCode, unitId }, { db, now }) {
      const unit = await toChange(db, nodeCode, unitId);
      if (unit.dropped_at !== null) return {};
      await db
        .updateTable('unit')
        .set({ dropped_at: now })
        .where((eb) => eb.and(keyOf(unit)))
        .execute();
      for (const table of ['unit_member', 'unit_invite'] as const)
        await db
          .deleteFrom(table)
          .where('community_id', '=', unit.community_id)
          .where('unit_id', '=', unit.id)
          .execute();
      return {};
    },

    async inviteUnit({ nodeCode, unitId }, { actor, db, now }) {
      const unit = await toChange(db, nodeCode, unitId);
      if (unit.dropped_at !== null) refuse('service.unitMissing');
      const code = randomDigits(DIGITS);
      const expires_at = new Date(now.getTime() + LIFE_MS);
      const invite = { code_hash: hashOf(code), made_by: actor.id, made_at: now, expires_at };
      await db
        .insertInto('unit_invite')
        .values({ community_id: nodeCode, unit_id: unitId, ...invite })
        .onConflict((conflict) => conflict.columns(['community_id', 'unit_id']).doUpdateSet(invite))
        .execute();
      return { code, until: expires_at.toISOString() };
    },

    async joinUnit({ code }, { actor, db, now }) {
      if (!brake.isFree(actor.id, now)) refuse('coupon.tries');
      const code_hash = hashOf(code);
      const invite = await db
        .selectFrom('unit_invite')
        .select(['community_id', 'unit_id'])
        .where('code_hash', '=', code_hash)
        .executeTakeFirst();
      if (!invite) {
        brake.press(actor.id, now);
        return refuse('service.invite');
      }
      // The unit is locked first, as whoever invites or drops it does: of two who come at once one finds the code gone.
      const unit = await findUnit(db, invite.community_id, invite.unit_id);
      const taken = await db
        .deleteFrom('unit_invite')
        .where('code_hash', '=', code_hash)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      if (!unit || taken.numDeletedRows === 0n) return refuse('service.invite');
      await db
        .insertInto('unit_member')
        .values({ community_id: unit.community_id, unit_id: unit.id, person_id: actor.id, since: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return { unit: unitView(unit) };
    },

    async members({ nodeCode, unitId }, { db }) {
      return { members: await membersListed(db, nodeCode, unitId) };
    },

    async dropMember({ nodeCode, unitId, memberId }, { db }) {
      const unit = await toChange(db, nodeCode, unitId);
      await db
        .deleteFrom('unit_member')
        .where('community_id', '=', unit.community_id)
        .where('unit_id', '=', unit.id)
        .where('person_id', '=', memberId)
        .execute();
      return { members: await membersListed(db, nodeCode, unitId) };
    },

    async leaveUnit({ unitId }, { actor, db }) {
      await db.deleteFrom('unit_member').where('unit_id', '=', unitId).where('person_id', '=', actor.id).execute();
      return {};
    },
  };
}

/** Those of a unit, in the order in which they came. @throws Refusal `service.unitMissing` */
async function membersListed(db: Db, nodeCode: string, unitId: string): Promise<UnitMember[]> {
  const unit = await db
    .selectFrom('unit')
    .select('id')
    .where('community_id', '=', nodeCode)
    .where('id', '=', unitId)
    .where('dropped_at', 'is', null)
    .executeTakeFirst();
  if (!unit) return refuse('service.unitMissing');
  const members = await db
    .selectFrom('unit_member')
    .select(['person_id', 'since'])
    .where('community_id', '=', nodeCode)
    .where('unit_id', '=', unitId)
    .orderBy('since')
    .orderBy('person_id')
    .execute();
  return members.map(({ person_id, since }) => ({ memberId: person_id, since: since.toISOString() }));
}

const keyOf = ({ community_id, id }: UnitRow) => ({ community_id, id });

/** A unit on a node's own list, given up or not; its row is locked. */
const findUnit = (db: Db, nodeCode: string, unitId: string): Promise<UnitRow | undefined> =>
  db
    .selectFrom('unit')
    .selectAll()
    .where('community_id', '=', nodeCode)
    .where('id', '=', unitId)
    .forUpdate()
    .executeTakeFirst();

const toChange = async (db: Db, nodeCode: string, unitId: string): Promise<UnitRow> =>
  (await findUnit(db, nodeCode, unitId)) ?? refuse('service.unitMissing');

async function countOn(db: Db, nodeCode: string): Promise<number> {
  const { n } = await db
    .selectFrom('unit')
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('n'))
    .where('community_id', '=', nodeCode)
    .where('dropped_at', 'is', null)
    .executeTakeFirstOrThrow();
  return n;
}
