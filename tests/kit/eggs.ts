import { randomUUID } from 'node:crypto';
import type { Insertable } from 'kysely';
import { insertCampaign } from '../../cloud/eggs';
import { lockPlace, moveEggs } from '../../cloud/eggs/holders';
import { addDays, shanghaiDay } from '../../cloud/kit/clock';
import { hashOf, newId, randomName } from '../../cloud/kit/ids';
import { createSeal } from '../../cloud/kit/seal';
import type { Tables } from '../../cloud/kit/tables';
import { keepPhone } from '../../cloud/people/account';
import type { Call } from '../../types';
import { drift } from '../../cloud/credit/recount';
import { clientId, JIANGPAN, type Town } from './town';

export interface Somebody {
  id: string;
  call: Call;
}

/** Where eggs are handed out: what every call names, and two of the staff. */
export interface Table {
  there: { campaignId: string; communityCode: string };
  firstDay: string;
  staff: Somebody;
  second: Somebody;
}

/** A campaign of a community, by default 江畔, of whose eggs so many lie on the table, and are handed out today or on the days given. */
export async function openTable(
  town: Town,
  given: { at?: string; eggs?: number; days?: string[]; also?: string[] } = {},
): Promise<Table> {
  const { at = JIANGPAN, eggs = 1_000, also = [] } = given;
  const now = town.clock.now();
  const today = shanghaiDay(now);
  const firstDay = addDays(today, -30);
  const id = newId(now);
  const pickUps = (given.days ?? [today]).map((day) => ({ day, hours: '9:00-11:00', at: '社区活动室' }));
  const communities = [at, ...also].map((code) => ({ code }));
  const plan = { nodeCode: '2301', name: '读通知领鸡蛋', firstDay, lastDay: addDays(today, 30), cap: 100, pickUps };
  await insertCampaign(town.db, { ...plan, id, communities }, now);
  const table = {
    there: { campaignId: id, communityCode: at },
    firstDay,
    staff: await staffOf(town, at),
    second: await staffOf(town, at),
  };
  if (eggs > 0) await bring(town, table, eggs);
  return table;
}

export const staffOf = (town: Town, at: string): Promise<Somebody> => town.person({ roles: [['gridworker', at]] });

/** Eggs come, and are signed for. */
export const bring = (town: Town, { there }: Table, amount: number): Promise<void> =>
  town.db.transaction().execute(async (tx) => {
    const place = await lockPlace(tx, there.campaignId, there.communityCode);
    const entry = { id: `move/${randomUUID()}/delivered`, reason: 'delivered', amount } as const;
    await moveEggs(tx, place, [entry], town.clock.now());
  });

/** Lays so many eggs of somebody, on the days from the first of the campaign on, or after those they have. */
export async function lay(
  town: Town,
  { there, firstDay }: Table,
  person: string,
  eggs: number,
  has = 0,
): Promise<void> {
  await town.db.transaction().execute(async (tx) => {
    const { laid } = await lockPlace(tx, there.campaignId, there.communityCode);
    const at = { community_id: there.communityCode, campaign_id: there.campaignId };
    const rows = Array.from({ length: eggs }, (_, i) => ({
      ...{ ...at, person_id: person, day: addDays(firstDay, has + i), number: laid + i + 1 },
      ...{ notice_id: '1', open_id: newId(town.clock.now()), laid_at: town.clock.now() },
    }));
    await tx.insertInto('egg').values(rows).execute();
    await tx
      .updateTable('campaign_community')
      .set({ laid: laid + eggs })
      .where('community_id', '=', at.community_id)
      .where('campaign_id', '=', at.campaign_id)
      .execute();
  });
}

/** A neighbour with so many eggs there. */
export async function neighbourWith(town: Town, table: Table, eggs: number): Promise<Somebody> {
  const one = await town.person({ home: table.there.communityCode });
  await lay(town, table, one.id, eggs);
  return one;
}

/** Many neighbours with so many eggs each, all at once. */
export async function crowd(town: Town, { there, firstDay }: Table, people: number, eggs: number): Promise<Somebody[]> {
  const now = town.clock.now();
  const all = Array.from({ length: people }, () => ({ id: newId(now), token: randomName(24) }));
  const made = { home_code: there.communityCode, persona: null, created_at: now };
  await town.db
    .insertInto('person')
    .values(all.map(({ id }) => ({ id, ...made })))
    .execute();
  const times = { created_at: now, expires_at: new Date(now.getTime() + 86_400_000) };
  await town.db
    .insertInto('session')
    .values(all.map(({ id, token }) => ({ token_hash: hashOf(token), person_id: id, ...times })))
    .execute();
  const at = { community_id: there.communityCode, campaign_id: there.campaignId };
  const { laid } = await town.db
    .selectFrom('campaign_community')
    .select('laid')
    .where((eb) => eb.and(at))
    .executeTakeFirstOrThrow();
  const rows = all.flatMap(({ id }, i) =>
    Array.from({ length: eggs }, (_, d) => ({
      ...{ ...at, person_id: id, day: addDays(firstDay, d), number: laid + i * eggs + d + 1 },
      ...{ notice_id: '1', open_id: newId(now), laid_at: now },
    })),
  );
  for (let i = 0; i < rows.length; i += 500)
    await town.db
      .insertInto('egg')
      .values(rows.slice(i, i + 500))
      .execute();
  await town.db
    .updateTable('campaign_community')
    .set({ laid: laid + rows.length })
    .where((eb) => eb.and(at))
    .execute();
  return all.map(({ id, token }) => ({ id, call: town.as({ token }) }));
}

/** What stands on a neighbour's phone now, or on that of whoever picks up for them. */
export const codeOf = async ({ call }: Somebody, { there }: Table, number?: number): Promise<string> =>
  (await codesOf({ call }, { there }, number)).codes[0] ?? '';

export const codesOf = ({ call }: Pick<Somebody, 'call'>, { there }: Pick<Table, 'there'>, number?: number) =>
  call.eggs.pickUpCode({ campaignId: there.campaignId, ...(number !== undefined && { number }) });

/** Reads a code at the desk. */
export const readAt = ({ there, staff }: Table, code: string, who: Somebody = staff) =>
  who.call.eggs.readCode({ ...there, code });

export const handTo = ({ there, staff }: Table, ticket: string, count: number, who: Somebody = staff) =>
  who.call.eggs.hand({ clientId: clientId(), ...there, ticket, count });

/** Reads a neighbour's code and hands so many eggs over. */
export async function serve(table: Table, neighbour: Somebody, count: number, who?: Somebody) {
  const { ticket } = await readAt(table, await codeOf(neighbour, table), who);
  return (await handTo(table, ticket, count, who)).handing;
}

/** Names somebody who picks up for a neighbour. */
export async function nameProxy({ there }: Table, neighbour: Somebody, proxy: Somebody): Promise<void> {
  const { key } = await neighbour.call.eggs.nameProxy({ clientId: clientId(), campaignId: there.campaignId });
  await proxy.call.eggs.beProxy({ clientId: clientId(), key });
}

/** Gives somebody a phone number, under the key of this town. */
export async function givePhone(town: Town, person: string, phone: string, sealKey?: string): Promise<void> {
  const kept = town.db.selectFrom('secret').select('value').where('name', '=', 'seal');
  const key = sealKey ? Buffer.from(sealKey, 'hex') : Buffer.from((await kept.executeTakeFirstOrThrow()).value);
  await keepPhone(town.db, createSeal(key), person, phone);
}

/** How a campaign stands in its community, and what its entries say; they agree, or `drift` finds it. */
export async function counted(town: Town, { there }: Table) {
  expect(await drift(town.db)).toEqual([]);
  const { laid, taken, delivered, collected, returned, broken } = await town.db
    .selectFrom('campaign_community')
    .selectAll()
    .where('community_id', '=', there.communityCode)
    .where('campaign_id', '=', there.campaignId)
    .executeTakeFirstOrThrow();
  return { laid, taken, delivered, collected, returned, broken };
}

/** The ids of the entries by which eggs were handed over there. */
export const entriesOf = async (town: Town, { there }: Table): Promise<string[]> =>
  (
    await town.db
      .selectFrom('ledger_entry')
      .select('id')
      .where('item_id', '=', there.campaignId)
      .where('reason', '=', 'collected')
      .orderBy('id')
      .execute()
  ).map(({ id }) => id);

/**
 * A campaign as it lies in the database, of one community: from today for two days, unless `first` says in how many days it begins, and
 * eggs are handed out today.
 */
export async function campaignIn(
  town: Pick<Town, 'db' | 'clock'>,
  given: { node: string; community: string; first?: number } & Partial<Insertable<Tables['campaign_community']>>,
): Promise<string> {
  const { node, community, first = 0, ...counts } = given;
  const now = town.clock.now();
  const today = shanghaiDay(now);
  const id = newId(now);
  const days = { first_day: addDays(today, first), last_day: addDays(today, first + 1), cap: 10 };
  const pick_ups = JSON.stringify([{ day: addDays(today, first), hours: '8:30–16:30', at: '社区居委会' }]);
  await town.db
    .insertInto('campaign')
    .values({ id, node_code: node, name: '读通知领鸡蛋', ...days, pick_ups, created_at: now, ended_at: null })
    .execute();
  await town.db
    .insertInto('campaign_community')
    .values({ community_id: community, campaign_id: id, ...days, stock: null, stopped: null, ...counts })
    .execute();
  return id;
}

/** Something that somebody said of the eggs of a community. @returns its id */
export async function movedIn(
  town: Pick<Town, 'db' | 'clock'>,
  community_id: string,
  campaign_id: string,
  given: Partial<Insertable<Tables['egg_move']>> = {},
): Promise<string> {
  const at = town.clock.now();
  const id = newId(at);
  await town.db
    .insertInto('egg_move')
    .values({
      ...{ community_id, id, campaign_id, kind: 'delivered', said: 20, note: null, by_id: '1', at },
      ...{ counted: null, signed_by: null, signed_at: null, dropped_at: null, ...given },
    })
    .execute();
  return id;
}

/** An egg of somebody's, with the entry of the read behind it made up. */
export async function eggOf(
  town: Pick<Town, 'db' | 'clock'>,
  community_id: string,
  campaign_id: string,
  person_id: string,
  day: string,
): Promise<void> {
  const laid_at = town.clock.now();
  const { laid } = await town.db
    .updateTable('campaign_community')
    .set((eb) => ({ laid: eb('laid', '+', 1) }))
    .where('community_id', '=', community_id)
    .where('campaign_id', '=', campaign_id)
    .returning('laid')
    .executeTakeFirstOrThrow();
  const read = { notice_id: '1', open_id: newId(laid_at), laid_at };
  await town.db
    .insertInto('egg')
    .values({ community_id, campaign_id, person_id, day, number: laid, ...read })
    .execute();
}
