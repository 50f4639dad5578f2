import { sql } from 'kysely';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { StoredPicture } from '../kit/tables';
import { isNowhere } from './drop';

/**
 * The stored pictures of these ids, in their order: the owner's own uploads, or those of `kept`, whoever uploaded them. Others read
 * what takes them up: what was private is so no longer, and WeChat looks at it. To be called in a transaction.
 * @throws Refusal `file.missing` when one is not the owner's or never arrived, `content.riskyPicture`
 */
export async function picturesOf(
  db: Db,
  owner: string,
  ids: readonly string[],
  kept: readonly StoredPicture[] = [],
): Promise<StoredPicture[]> {
  const fresh = freshOf(ids, kept);
  if (fresh.length > 0)
    await db
      .updateTable('file')
      // A cloud without WeChat lets what waits pass with its next round.
      .set({ verdict: 'waiting' })
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('file')
          .select('id')
          .where('id', 'in', fresh)
          .where('owner_id', '=', owner)
          .where('verdict', '=', 'private')
          .where('stored_at', 'is not', null)
          .where('dropped_at', 'is', null)
          .orderBy('id')
          .forUpdate(),
      )
      .execute();
  return arrived(db, owner, ids, kept);
}

/**
 * The same for what nobody but their owner reads: what nothing else shows is private from now on, in whatever way it came.
 * @throws Refusal `file.missing`, `content.riskyPicture`
 */
export async function privatePicturesOf(
  db: Db,
  owner: string,
  ids: readonly string[],
  kept: readonly StoredPicture[] = [],
): Promise<StoredPicture[]> {
  const fresh = freshOf(ids, kept);
  if (fresh.length > 0) {
    // First the rows, so that whoever is just taking one up has finished, and then what shows it.
    await db
      .selectFrom('file')
      .select('id')
      .where('id', 'in', fresh)
      .where('owner_id', '=', owner)
      .orderBy('id')
      .forUpdate()
      .execute();
    await sql`update file f set verdict = 'private', trace_id = null, asked_at = null
      where f.id in (${sql.join(fresh)}) and f.owner_id = ${owner}::bigint and f.stored_at is not null
        and f.dropped_at is null and f.verdict not in ('private', 'risky') and ${isNowhere}`.execute(db);
  }
  return arrived(db, owner, ids, kept);
}

const freshOf = (ids: readonly string[], kept: readonly StoredPicture[]): string[] =>
  ids.filter((id) => !kept.some((picture) => picture.id === id));

async function arrived(
  db: Db,
  owner: string,
  ids: readonly string[],
  kept: readonly StoredPicture[],
): Promise<StoredPicture[]> {
  const known = [...kept, ...(await uploaded(db, owner, freshOf(ids, kept)))];
  return ids.map((id) => known.find((picture) => picture.id === id) ?? refuse('file.missing'));
}

async function uploaded(db: Db, owner: string, ids: readonly string[]): Promise<StoredPicture[]> {
  if (ids.length === 0) return [];
  const files = await db
    .selectFrom('file')
    .select(['id', 'key', 'width', 'height', 'verdict'])
    .where('id', 'in', [...ids])
    .where('owner_id', '=', owner)
    .where('stored_at', 'is not', null)
    .where('dropped_at', 'is', null)
    // Whoever throws one away at this moment waits, and then sees that it is shown.
    .forShare()
    .execute();
  return files.map(({ id, key, width, height, verdict }) => {
    if (verdict === 'risky') refuse('content.riskyPicture');
    return { id, key, width: width ?? 0, height: height ?? 0 };
  });
}

/** Whether a picture may be had at its public address: not while it is private, and no more once it was refused or thrown away. */
export async function isForEveryone(db: Db, name: string): Promise<boolean> {
  const [, key] = /^([\w-]+?)(?:\.card)?\.jpg$/.exec(name) ?? [];
  if (key === undefined) return false;
  const file = await db.selectFrom('file').select(['verdict', 'dropped_at']).where('key', '=', key).executeTakeFirst();
  return file !== undefined && file.dropped_at === null && !['private', 'risky'].includes(file.verdict);
}
