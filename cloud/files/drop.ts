import { sql } from 'kysely';
import type { Db } from '../kit/database';
import type { StoredPicture } from '../kit/tables';
import { cardNameOf, nameOf } from './names';
import type { Storage } from './storage';

const AT_ONCE = 20;

/** Whether nothing shows the picture `f`: no notice, shop, agreement, report, and no note in its owner's diary. */
export const isNowhere = sql<boolean>`
  not exists (select 1 from notice n where n.pictures @> jsonb_build_array(jsonb_build_object('id', f.id::text)))
  and not exists (select 1 from merchant m where m.door @> jsonb_build_object('id', f.id::text))
  and not exists (select 1 from merchant m where m.documents @> jsonb_build_array(jsonb_build_object('id', f.id::text)))
  and not exists (select 1 from agreement a where a.papers @> jsonb_build_array(jsonb_build_object('id', f.id::text)))
  and not exists (select 1 from report r where r.pictures @> jsonb_build_array(jsonb_build_object('id', f.id::text)))
  and not exists (select 1 from report_line l where l.pictures @> jsonb_build_array(jsonb_build_object('id', f.id::text)))
  and not exists (select 1 from report_shown s where s.before @> jsonb_build_object('id', f.id::text))
  and not exists (select 1 from report_shown s where s.after @> jsonb_build_object('id', f.id::text))
  and not exists (select 1 from diary_note d
    where d.person_id = f.owner_id and d.pictures @> jsonb_build_array(jsonb_build_object('id', f.id::text)))`;

/** Forgets the pictures of people who deleted their account, unless something shows them. */
export async function dropOrphans(db: Db, storage: Storage): Promise<void> {
  const orphans = await db
    .selectFrom('file as f')
    .select(['f.id', 'f.key'])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('person as p')
          .select('p.id')
          .whereRef('p.id', '=', 'f.owner_id')
          .where('p.erased_at', 'is not', null),
      ),
    )
    .where(isNowhere)
    .execute();
  for (const { id, key } of orphans) await forget(db, storage, id, key);
}

/**
 * Somebody throws pictures of theirs away: from now on nobody takes them up or sees them, and their bytes go with the next round. Those that
 * something else shows stay as they are. To be called in a transaction, once nothing of the caller's own shows them any more.
 */
export async function throwAway(db: Db, owner: string, pictures: readonly StoredPicture[], now: Date): Promise<void> {
  if (pictures.length === 0) return;
  const ids = pictures.map(({ id }) => id);
  // First the rows, so that whoever is just taking one up has finished, and then what shows it.
  const held = await db
    .selectFrom('file')
    .select('id')
    .where('id', 'in', ids)
    .where('owner_id', '=', owner)
    .orderBy('id')
    .forUpdate()
    .execute();
  if (held.length === 0) return;
  const own = held.map(({ id }) => id);
  await sql`update file f set dropped_at = ${now}::timestamptz
    where f.id in (${sql.join(own)}) and f.dropped_at is null and ${isNowhere}`.execute(db);
}

/** Removes what was thrown away, bytes and row. Nobody takes up what was thrown away; what cannot be undone asks once more all the same. */
export async function dropThrown(db: Db, storage: Storage): Promise<void> {
  const thrown = await db
    .selectFrom('file as f')
    .select(['f.id', 'f.key'])
    .where('f.dropped_at', 'is not', null)
    .where(isNowhere)
    .orderBy('f.dropped_at')
    .limit(AT_ONCE)
    .execute();
  for (const { id, key } of thrown) await forget(db, storage, id, key);
}

/** Removes the bytes of pictures that WeChat refused. Their rows stay, so that no notice can take them. */
export async function dropRefused(db: Db, storage: Storage): Promise<void> {
  const refused = await db
    .selectFrom('file')
    .select(['id', 'key'])
    .where('verdict', '=', 'risky')
    .where('width', 'is not', null)
    .limit(AT_ONCE)
    .execute();
  for (const { id, key } of refused) {
    await dropBytes(storage, key);
    await db.updateTable('file').set({ width: null, height: null }).where('id', '=', id).execute();
  }
}

async function forget(db: Db, storage: Storage, id: string, key: string): Promise<void> {
  await dropBytes(storage, key);
  await db.deleteFrom('file').where('id', '=', id).execute();
}

async function dropBytes(storage: Storage, key: string): Promise<void> {
  for (const name of [nameOf(key), cardNameOf(key)]) await storage.drop(name);
}
