import type { Db } from './database';

const DAY_MS = 86_400_000;
/** A client repeats a command within minutes; a month covers a phone that was put away. */
const ANSWERS_KEPT_DAYS = 30;

/** Forgets what has served its purpose: sessions that ended by themselves, old answers, and uploads that never came. */
export async function sweep(db: Db, now: Date): Promise<void> {
  const daysAgo = (days: number): Date => new Date(now.getTime() - days * DAY_MS);
  await db.deleteFrom('session').where('expires_at', '<=', now).execute();
  await db.deleteFrom('answer').where('created_at', '<', daysAgo(ANSWERS_KEPT_DAYS)).execute();
  await db.deleteFrom('file').where('stored_at', 'is', null).where('created_at', '<', daysAgo(1)).execute();
}
