import type { Hours, Window } from '../../types/service';
import { shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import type { Handlers } from '../kit/serve';
import { usablePlace } from '../org';
import { mustPass } from '../safety';
import { isOpen, opensAt } from './clock';
import { isRestday, mayPlan, ordinary } from './rules';

/** The hours of a community as everyone may see them, with the single days from today on. */
export async function hoursView(db: Db, communityCode: string, now: Date): Promise<Hours> {
  const set = await db
    .selectFrom('service_hours')
    .select(['workdays', 'restdays', 'phone'])
    .where('community_id', '=', communityCode)
    .executeTakeFirst();
  const days = await db
    .selectFrom('service_day')
    .select(['day', 'windows', 'why'])
    .where('community_id', '=', communityCode)
    .where('day', '>=', shanghaiDay(now))
    .orderBy('day')
    .execute();
  const { workdays, restdays, phone } = { phone: null, ...ordinary, ...set };
  const calendar = { workdays, restdays, isRestday, days: new Map(days.map((one) => [one.day, one.windows])) };
  const open = isOpen(calendar, now);
  return {
    ...{ workdays, restdays, days, phone, open },
    opensAt: open ? null : (opensAt(calendar, now)?.toISOString() ?? null),
  };
}

type Timing = 'hours' | 'setHours' | 'setDay' | 'dropDay';

export const timing: Pick<Handlers['service'], Timing> = {
  async hours({ communityCode }, { db, now }) {
    await usablePlace(db, communityCode);
    return { hours: await hoursView(db, communityCode, now) };
  },

  async setHours({ communityCode, workdays, restdays, phone = null }, { db, now }) {
    await usablePlace(db, communityCode);
    const hours = { workdays: stored(workdays), restdays: stored(restdays), phone };
    await db
      .insertInto('service_hours')
      .values({ community_id: communityCode, ...hours })
      .onConflict((conflict) => conflict.column('community_id').doUpdateSet(hours))
      .execute();
    return { hours: await hoursView(db, communityCode, now) };
  },

  async setDay({ communityCode, day, windows, why }, { db, now, checked }) {
    mustPass(checked);
    await usablePlace(db, communityCode);
    mayPlan(day, shanghaiDay(now));
    const plan = { windows: stored(windows), why };
    await db
      .insertInto('service_day')
      .values({ community_id: communityCode, day, ...plan })
      .onConflict((conflict) => conflict.columns(['community_id', 'day']).doUpdateSet(plan))
      .execute();
    return { hours: await hoursView(db, communityCode, now) };
  },

  async dropDay({ communityCode, day }, { db, now }) {
    await usablePlace(db, communityCode);
    mayPlan(day, shanghaiDay(now));
    await db.deleteFrom('service_day').where('community_id', '=', communityCode).where('day', '=', day).execute();
    return { hours: await hoursView(db, communityCode, now) };
  },
};

const stored = (windows: Window[]): string => JSON.stringify(windows);
