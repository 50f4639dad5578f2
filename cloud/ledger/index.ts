import { sql } from 'kysely';
import type { Db } from '../kit/database';
import type { Tables } from '../kit/tables';

export { auditLedger, ledgerDrift } from './audit';
export { closeDays, entryOf, laidLine, moveLine, nextDay, type EggRow, type MoveRow } from './close';
export { proofOf } from './proof';

type Row = Tables['ledger_entry'];

/** What moved: `amount` pieces of an item, for a reason, and whose they were. */
export interface Entry {
  community: string;
  book: Row['book'];
  item: string;
  /** Says what it is, such as `claim/123/redeemed`: written twice, it is there once. */
  id: string;
  reason: Row['reason'];
  amount?: number;
  person?: string;
  /** The hand-over, the delivery or the correction that it belongs to. */
  ref?: string;
}

/** From which account each reason moves to which; `outside` is where things come from and where they go. */
export const moves: Record<Row['reason'], readonly [from: Account, to: Account]> = {
  issued: ['outside', 'pool'],
  claimed: ['pool', 'held'],
  redeemed: ['held', 'outside'],
  expired: ['held', 'pool'],
  // Of eggs, `held` is what was laid and is promised; the eggs on the table are the pool.
  delivered: ['outside', 'pool'],
  collected: ['pool', 'outside'],
  uncollected: ['outside', 'pool'],
  returned: ['pool', 'outside'],
  broken: ['pool', 'outside'],
  reversed: ['held', 'outside'],
};
type Account = 'outside' | 'pool' | 'held';

/** Writes entries down, for good: the database refuses to change or delete one. Repeating an entry changes nothing. */
export async function record(db: Db, entries: readonly Entry[], at: Date): Promise<void> {
  if (entries.length === 0) return;
  await db
    .insertInto('ledger_entry')
    .values(
      entries.map(({ community, book, item, id, reason, amount = 1, person = null, ref = null }) => ({
        community_id: community,
        id,
        book,
        item_id: item,
        reason,
        amount,
        person_id: person,
        at,
        ref,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What of an item lies where, from its entries and nothing else. */
export async function balanceOf(
  db: Db,
  { community, book, item }: Pick<Entry, 'community' | 'book' | 'item'>,
): Promise<Record<Exclude<Account, 'outside'>, number>> {
  const { rows } = await sql<{ reason: Row['reason']; n: number }>`
    select reason, sum(amount)::int as n from ledger_entry
    where community_id = ${community} and book = ${book} and item_id = ${item} group by reason`.execute(db);
  const balance = { outside: 0, pool: 0, held: 0 };
  for (const { reason, n } of rows) {
    const [from, to] = moves[reason];
    balance[from] -= n;
    balance[to] += n;
  }
  return { pool: balance.pool, held: balance.held };
}
