import { sql } from 'kysely';
import { addDays, shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Seal } from '../kit/seal';
import { markOf } from './identity';

/** A number as it may be shown: 138****5678. */
export const covered = (phone: string): string => phone.replace(/^(\d{3})\d+(\d{4})$/, '$1****$2');

/** A person's phone number, covered. One that was sealed under a key since lost is as good as never given. */
export function phoneOf(seal: Seal, sealed: Uint8Array | null): string | null {
  const number = sealed && openedBy(seal, sealed);
  return number === null ? null : covered(number);
}

function openedBy(seal: Seal, sealed: Uint8Array): string | null {
  try {
    return seal.open(sealed);
  } catch {
    return null;
  }
}

/** Tells which accounts have one number to whoever holds the key, and which number to nobody. */
export const phoneMark = (seal: Seal, phone: string): Buffer =>
  seal.mark(`phone ${phone.replace(/\D/g, '').slice(-11)}`);

/** Marks numbers that were given before there were marks. One that cannot be opened under this key is left as it is. */
export async function markPhones(db: Db, seal: Seal): Promise<void> {
  const people = await db
    .selectFrom('person')
    .select(['id', 'phone'])
    .where('phone', 'is not', null)
    .where('phone_mark', 'is', null)
    .execute();
  for (const { id, phone } of people) {
    const number = phone && openedBy(seal, phone);
    if (number) await keepPhone(db, seal, id, number);
  }
}

/** Keeps a phone number, or forgets it (null). */
export const keepPhone = (db: Db, seal: Seal, person: string, phone: string | null) =>
  db
    .updateTable('person')
    .set(
      phone === null
        ? { phone: null, phone_mark: null }
        : { phone: seal.close(phone), phone_mark: phoneMark(seal, phone) },
    )
    .where('id', '=', person)
    // Somebody may leave for good while WeChat is asked.
    .where('erased_at', 'is', null)
    .execute();

/**
 * Deletes who somebody is and keeps what was counted: their number in reads and eggs then leads to nobody. Whoever has
 * eggs of a campaign that is not over is remembered by a mark until it is, so that leaving and coming back lays none
 * twice. It locks like the counters do (migration 0002): an egg that is being laid is seen.
 * @throws Refusal `busy` when the person is moving house at this very moment
 */
export async function erase(db: Db, seal: Seal, person: string, now: Date): Promise<void> {
  const today = shanghaiDay(now);
  const { home_code } = await db
    .selectFrom('person')
    .select('home_code')
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  if (home_code !== null) await sql`select lock_communities(array[${home_code}])`.execute(db);
  await lockReports(db, person);
  const locked = await db
    .selectFrom('person')
    .select('home_code')
    .where('id', '=', person)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (locked.home_code !== home_code) refuse('busy');

  const { rows } = await sql<{ last_day: string | null }>`
    select max(m.last_day)::text as last_day from egg e join campaign_community m using (community_id, campaign_id)
    where e.person_id = ${person}::bigint and m.last_day >= ${today}::date - 1`.execute(db);
  const lastDay = rows[0]?.last_day;
  const identities = await db.selectFrom('identity').select('subject').where('person_id', '=', person).execute();
  if (lastDay)
    for (const { subject } of identities) {
      const settles_from = addDays(lastDay, 2);
      await db
        .insertInto('farewell')
        .values({ mark: markOf(seal, subject), settles_from })
        .onConflict((conflict) => conflict.column('mark').doUpdateSet({ settles_from }))
        .execute();
    }

  await leaveEggs(db, person);
  await leaveShops(db, person);
  await leaveReports(db, person, now);
  for (const table of [
    'identity',
    'session',
    'role_grant',
    'message',
    'consent',
    'answer',
    'group_entry',
    'merchant_helpful',
    'merchant_word',
    'report_joiner',
    'unit_member',
    'grid_worker',
    'post',
    'household_member',
    'diary_note',
  ] as const)
    await db.deleteFrom(table).where('person_id', '=', person).execute();
  await db
    .updateTable('person')
    .set({ home_code: null, phone: null, phone_mark: null, erased_at: now, settles_from: null })
    .where('id', '=', person)
    .execute();
}

/** What was handed over stays, with a number that leads to nobody; what says who they are, and whose eggs they picked up, does not. */
async function leaveEggs(db: Db, person: string): Promise<void> {
  await db
    .updateTable('egg_holder')
    .set({ risk: null, proxy_id: null, proxy_key: null, proxy_until: null, proxy_dropped: true })
    .where('person_id', '=', person)
    .execute();
  await db
    .updateTable('egg_holder')
    .set({ proxy_id: null, proxy_dropped: true })
    .where('proxy_id', '=', person)
    .execute();
  await db
    .deleteFrom('egg_flag')
    .where('person_id', '=', person)
    .where('kind', 'in', ['sameNumber', 'sameDoor', 'staff'])
    .execute();
}

/**
 * A shop that was signed goes on without whoever kept it, and without the pictures of licences that were theirs. Of one that never
 * was, nothing is left but that somebody applied.
 */
async function leaveShops(db: Db, person: string): Promise<void> {
  const theirs = sql`m.keeper_id = ${person}::bigint`;
  await sql`delete from service_list l using merchant m
    where m.community_id = l.community_id and m.id = l.merchant_id and ${theirs} and m.until_day is null`.execute(db);
  await sql`update merchant m set gone = true, standing = 'declined', name = '', address = '', phone = null, hours = null,
      about = null, reason = null, latitude = null, longitude = null, place = null, words = '', pairs = '{}',
      documents = '[]', door = '{"id": "0", "key": "gone", "width": 0, "height": 0}'
    where ${theirs} and m.until_day is null`.execute(db);
  await sql`update merchant m set keeper_id = null, documents = coalesce((
      select jsonb_agg(d) from jsonb_array_elements(m.documents) d
      where not exists (select 1 from file f where f.id = (d ->> 'id')::bigint and f.owner_id = ${person}::bigint)), '[]')
    where ${theirs}`.execute(db);
}

/**
 * The reports that somebody raised or follows come before the person: whoever answers one has its lock and then takes the people
 * who are told. In one order, as an answer to many takes them.
 */
const lockReports = (db: Db, person: string) =>
  sql`select 1 from report where id in (select id from report where reporter_id = ${person}::bigint
      union select report_id from report_joiner where person_id = ${person}::bigint) order by id for update`.execute(
    db,
  );

/**
 * What a person raised goes without them: that it was raised and what was done stay, their words and pictures do not. What is open and
 * a neighbour follows goes on in the name of whoever followed it first.
 */
async function leaveReports(db: Db, person: string, now: Date): Promise<void> {
  const own = sql`r.reporter_id = ${person}::bigint`;
  const isTheirs = (picture: string) => sql`exists (select 1 from file f
    where f.id = (${sql.ref(picture)} ->> 'id')::bigint and f.owner_id = ${person}::bigint)`;
  await sql`update report_shown s set before = case when ${isTheirs('s.before')} then null else s.before end,
      after = case when ${isTheirs('s.after')} then null else s.after end
    from report r where r.community_id = s.community_id and r.id = s.report_id and ${own}`.execute(db);
  // Also of what they took back, and a neighbour goes on with.
  await sql`update report_line l set words = null, pictures = '[]'
    where l.person_id = ${person}::bigint and l.by in ('reporter', 'parttime', 'neighbour')`.execute(db);
  await sql`with heir as (
      select distinct on (j.community_id, j.report_id) j.community_id, j.report_id, j.person_id
      from report_joiner j join report r on r.community_id = j.community_id and r.id = j.report_id
      where ${own} and r.shelf < 3 and j.person_id <> ${person}::bigint order by j.community_id, j.report_id, j.at
    ), followed as (
      delete from report_joiner j using heir h
      where j.community_id = h.community_id and j.report_id = h.report_id and j.person_id = h.person_id
    )
    update report r set reporter_id = h.person_id, may_publish = false from heir h
    where r.community_id = h.community_id and r.id = h.report_id`.execute(db);
  // Also of what they had taken back before, and a neighbour goes on with.
  await sql`update report r set words = '', pictures = '[]', place_words = null, latitude = null, longitude = null
    where r.filed_by = ${person}::bigint and r.way = 'app' and not ${own}`.execute(db);
  // What they answered for lies with their grid or community again; what was reopened waits for a person to be named.
  await sql`update report set owner_id = null where owner_id = ${person}::bigint and shelf < 3
    and not (standing = 'waiting' and reopened > 0)`.execute(db);
  await sql`update report_part p set done_at = ${now}::timestamptz from report r
    where r.community_id = p.community_id and r.id = p.report_id and ${own} and r.shelf < 2 and p.done_at is null`.execute(
    db,
  );
  await sql`update report r set reporter_id = null, words = '', pictures = '[]', place_words = null, latitude = null,
      longitude = null, may_publish = false, is_open = false,
      standing = case when shelf < 2 then 'withdrawn' else standing end,
      ends_at = case when shelf < 2 then ${now}::timestamptz else ends_at end,
      paused_at = case when shelf < 2 then null else paused_at end,
      paused_until = case when shelf < 2 then null else paused_until end,
      promised_at = case when shelf < 2 then null else promised_at end,
      next_at = case when shelf < 2 then null else next_at end,
      shelf = case when shelf < 2 then 3 else shelf end
    where ${own}`.execute(db);
}

/** WeChat says that somebody took their consent back: they are signed out, and what they gave by it is gone. */
export async function revoke(db: Db, person: string): Promise<void> {
  await db.deleteFrom('session').where('person_id', '=', person).execute();
  await db.updateTable('identity').set({ session_key: null }).where('person_id', '=', person).execute();
  await db.updateTable('egg_holder').set({ risk: null }).where('person_id', '=', person).execute();
  await db.updateTable('person').set({ phone: null, phone_mark: null }).where('id', '=', person).execute();
}
