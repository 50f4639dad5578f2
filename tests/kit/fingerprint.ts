import { sql } from 'kysely';
import type { Db } from '../../cloud/kit/database';

/**
 * What all tables hold, one line per table: equal before and after means that nothing was written, changed or removed.
 * The order of rows does not matter.
 * @param apart tables that are looked at another time, because they are large and nobody writes them
 */
export async function fingerprint(db: Db, apart: readonly string[] = []): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db);
  const looked = tables.filter(({ name }) => !apart.includes(name));
  const each = looked.map(
    ({ name }) =>
      sql`select ${sql.lit(name)} as name, count(*) || ' rows, ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as holds
        from ${sql.table(name)} as t`,
  );
  const { rows } = await sql<{ name: string; holds: string }>`${sql.join(each, sql` union all `)}`.execute(db);
  return Object.fromEntries(rows.map(({ name, holds }) => [name, holds]));
}
