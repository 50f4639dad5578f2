import { randomBytes } from 'node:crypto';
import type { Db } from './database';

/** A key that all processes on one database share; the first one to ask makes it. It never leaves the database and memory. */
export async function sharedSecret(db: Db, name: string): Promise<Buffer> {
  await db
    .insertInto('secret')
    .values({ name, value: randomBytes(32) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { value } = await db.selectFrom('secret').select('value').where('name', '=', name).executeTakeFirstOrThrow();
  return Buffer.from(value);
}
