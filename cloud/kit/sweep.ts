import { sql } from 'kysely';
import { contract, type Procedure } from '../../types';
import { addDays, shanghaiDay } from './clock';
import type { Db } from './database';

const DAY_MS = 86_400_000;
/** A client repeats a command within minutes; a month covers a phone that was put away. */
const ANSWERS_KEPT_DAYS = 30;

/**
 * What a report looked like to staff lies in the answers to them, and is forgotten soon, because whoever raised it may have left for good.
 * That it was answered is known as long as of anything else: a phone that was put away does nothing twice.
 */
const REPORTS_KEPT_DAYS = 3;
const ofReports = Object.entries(contract.reports as Record<string, Procedure>)
  .filter(([, { who }]) => typeof who === 'object')
  .map(([verb]) => `reports.${verb}`);
/** So is by what words one was named to pick up eggs, and whom staff served at the table. */
const ofPickUps = ['nameProxy', 'beProxy', 'hand', 'findHolder', 'handByList', 'confirmHanding', 'askCorrection'].map(
  (verb) => `eggs.${verb}`,
);

/** WeChat tells a thing again within minutes; two days are for a clock that is off. */
const PUSHES_KEPT_DAYS = 2;
/** WeChat renews keys at its own time; a phone whose key is not here tells the cloud a new one when it needs it. */
const SESSION_KEYS_KEPT_DAYS = 30;
/** Long enough for the operator to see what became of a message. */
const MESSAGES_KEPT_DAYS = 90;
/** By then a notice's figures have been read; who came by which group is nobody's business any more. */
const GROUP_ENTRIES_KEPT_DAYS = 365;

/** Whom staff entered a report for may call back for half a year after it is over. */
const CALLERS_KEPT_DAYS = 180;
/** A shop looks back on a year. */
const VISITS_KEPT_DAYS = 366;

/**
 * Forgets what has served its purpose: sessions that ended by themselves, old answers, uploads that never came, and what
 * WeChat's part keeps of people.
 */
export async function sweep(db: Db, now: Date): Promise<void> {
  const daysAgo = (days: number): Date => new Date(now.getTime() - days * DAY_MS);
  await db.deleteFrom('session').where('expires_at', '<=', now).execute();
  await db.deleteFrom('answer').where('created_at', '<', daysAgo(ANSWERS_KEPT_DAYS)).execute();
  await db
    .updateTable('answer')
    .set({ output: null })
    .where('procedure', 'in', [...ofReports, ...ofPickUps])
    .where('output', 'is not', null)
    .where('created_at', '<', daysAgo(REPORTS_KEPT_DAYS))
    .execute();
  await db.deleteFrom('file').where('stored_at', 'is', null).where('created_at', '<', daysAgo(1)).execute();
  await db.deleteFrom('push').where('at', '<', daysAgo(PUSHES_KEPT_DAYS)).execute();
  await db.deleteFrom('receipt').where('at', '<', daysAgo(1)).execute();
  await db.deleteFrom('url_link').where('expires_at', '<=', now).execute();
  await db.deleteFrom('farewell').where('settles_from', '<=', shanghaiDay(now)).execute();
  await db
    .updateTable('identity')
    .set({ session_key: null })
    .where('session_key', 'is not', null)
    .where('visited_at', '<', daysAgo(SESSION_KEYS_KEPT_DAYS))
    .execute();
  await db.deleteFrom('message').where('done_at', '<', daysAgo(MESSAGES_KEPT_DAYS)).execute();
  await db.deleteFrom('group_entry').where('entered_at', '<', daysAgo(GROUP_ENTRIES_KEPT_DAYS)).execute();
  // What the clock has closed lies with what is over, and whom staff spoke with is forgotten half a year after.
  await sql`update report set standing = 'closed', solved = false, shelf = 3, next_at = null
    where shelf = 2 and standing = 'closing' and ends_at <= ${now}::timestamptz`.execute(db);
  await db
    .updateTable('report')
    .set({ caller: null })
    .where('caller', 'is not', null)
    .where('ends_at', '<', daysAgo(CALLERS_KEPT_DAYS))
    .execute();
  await db.deleteFrom('keeper_invite').where('expires_at', '<=', now).execute();
  await db.deleteFrom('unit_invite').where('expires_at', '<=', now).execute();
  // Once a day is over its visitors need not be told apart any more: chance takes the place of their marks, and the count stays.
  await sql`update badge_visit set mark = uuid_send(gen_random_uuid()) || '\\x00'
    where day < ${shanghaiDay(now)} and length(mark) = 16`.execute(db);
  await db
    .deleteFrom('badge_visit')
    .where('day', '<', addDays(shanghaiDay(now), -VISITS_KEPT_DAYS))
    .execute();
}
