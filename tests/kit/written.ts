import { sql } from 'kysely';
import type { Db } from '../../cloud/kit/database';

/**
 * Every table in which these words stand in clear, in whatever column: as text, inside JSON, or as the bytes of their UTF-8. Of
 * divisions there are thousands, and nobody writes them.
 */
export async function tablesWith(db: Db, words: string): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'node' order by 1`.execute(db);
  const bytes = Buffer.from(words).toString('hex');
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)} t
      where position(${words} in t::text) > 0 or position(${bytes} in t::text) > 0`.execute(db);
    if ((rows[0]?.n ?? 0) > 0) found.push(name);
  }
  return found;
}
