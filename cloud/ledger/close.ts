import { createHmac } from 'node:crypto';
import { sql, type Selectable } from 'kysely';
import { addDays, shanghaiDay, startOfDay } from '../kit/clock';
import type { Db } from '../kit/database';
import type { Tables } from '../kit/tables';
import { NOTHING, leafOf, rootOf, sealOf } from './tree';

/** A day is closed so long after it is over; what was under way at midnight has been written by then, or goes to the next close. */
const GRACE_MS = 5 * 60_000;
/** Older campaigns are looked at only when something was written that no close holds. */
const LOOKED_AT_DAYS = 62;

export type EggRow = Pick<
  Selectable<Tables['egg']>,
  'community_id' | 'campaign_id' | 'person_id' | 'day' | 'number' | 'notice_id' | 'open_id' | 'laid_at'
>;

/** The id of an entry says what it is: this person's egg of that day. */
export const entryOf = ({ campaign_id, person_id, day }: Pick<EggRow, 'campaign_id' | 'person_id' | 'day'>): string =>
  `egg/${campaign_id}/${person_id}/${day}`;

/** An entry as it is hashed: numbers and times alone, in one order, so that there is one way to write it. */
export const lineOf = (egg: EggRow): string =>
  [
    `laid ${entryOf(egg)}`,
    `community=${egg.community_id}`,
    `number=${egg.number}`,
    `notice=${egg.notice_id}`,
    `open=${egg.open_id}`,
    `at=${egg.laid_at.toISOString()}`,
  ].join(' ');

export type MoveRow = Pick<
  Selectable<Tables['ledger_entry']>,
  'community_id' | 'id' | 'item_id' | 'reason' | 'amount' | 'ref' | 'at'
>;

/** The same of what became of eggs later; `ref` is the hand-over, the delivery or the correction that it belongs to. */
export const moveLineOf = (move: MoveRow): string =>
  [
    `${move.reason} ${move.id}`,
    `community=${move.community_id}`,
    `campaign=${move.item_id}`,
    `amount=${move.amount}`,
    `ref=${move.ref ?? 0}`,
    `at=${move.at.toISOString()}`,
  ].join(' ');

/** An entry and how it is hashed. */
export interface Line {
  entry: string;
  line: string;
}
export const laidLine = (egg: EggRow): Line => ({ entry: entryOf(egg), line: lineOf(egg) });
export const moveLine = (move: MoveRow): Line => ({ entry: move.id, line: moveLineOf(move) });

/** What is added to a line before it is hashed; whoever has the entry's receipt has its salt. */
export const saltOf = (key: Buffer, entry: string): Buffer =>
  createHmac('sha256', key).update(`salt ${entry}`).digest().subarray(0, 16);

export const sealText = (close: {
  campaign_id: string;
  community_id: string;
  day: string;
  number: number;
  entries: number;
}) => `${close.campaign_id}/${close.community_id}/${close.day}/${close.number}/${close.entries}`;
export const headText = (head: { campaign_id: string; day: string; communities: number; entries: number }) =>
  `${head.campaign_id}/${head.day}/${head.communities}/${head.entries}`;

const columns = [
  'community_id',
  'campaign_id',
  'person_id',
  'day',
  'number',
  'notice_id',
  'open_id',
  'laid_at',
] as const;

/**
 * Closes the days that are over, of every campaign that still has some: community by community, each under the lock of its counters
 * and in a transaction of its own, and then the whole campaign. A day that was closed is never opened: what comes in late is in the
 * next one. Several processes may do it at once, and any of them may die: what one has closed the next finds closed.
 */
export async function closeDays(db: Db, key: Buffer, now: Date, more: () => boolean): Promise<void> {
  const yesterday = addDays(shanghaiDay(new Date(now.getTime() - GRACE_MS)), -1);
  const written = sql`(select sum(laid + moved) from campaign_community m where m.campaign_id = campaign.id)`;
  const closed = sql`coalesce((select sum(entries) from ledger_head h where h.campaign_id = campaign.id), 0)`;
  const campaigns = await db
    .selectFrom('campaign')
    .select(['id', 'first_day', 'last_day'])
    .where('first_day', '<=', yesterday)
    .where((eb) =>
      eb.or([eb('last_day', '>=', addDays(yesterday, -LOOKED_AT_DAYS)), sql<boolean>`${written} > ${closed}`]),
    )
    .orderBy('id')
    .execute();
  for (const campaign of campaigns)
    for (let day = await nextDay(db, campaign, yesterday); day && more(); day = await nextDay(db, campaign, yesterday))
      if (!(await closeCampaign(db, key, campaign.id, day, now, more))) return;
}

interface Campaign {
  id: string;
  first_day: string;
  last_day: string;
}

/** The day that is to be closed next, up to a day; none when all are. After the last day of a campaign only entries make one. */
export async function nextDay(
  db: Db,
  { id, first_day, last_day }: Campaign,
  yesterday: string,
): Promise<string | null> {
  const { closed, entries } = await db
    .selectFrom('ledger_head')
    .select((eb) => [
      eb.fn.max('day').as('closed'),
      eb.cast<number>(eb.fn.coalesce(eb.fn.sum('entries'), eb.lit(0)), 'integer').as('entries'),
    ])
    .where('campaign_id', '=', id)
    .executeTakeFirstOrThrow();
  const next = closed === null ? first_day : addDays(closed, 1);
  if (next > yesterday) return null;
  if (next <= last_day) return next;
  const { written } = await db
    .selectFrom('campaign_community')
    .select(sql<number>`coalesce(sum(laid + moved), 0)::integer`.as('written'))
    .where('campaign_id', '=', id)
    .executeTakeFirstOrThrow();
  return written > entries ? next : null;
}

/** @returns whether the whole day is closed now */
async function closeCampaign(
  db: Db,
  key: Buffer,
  id: string,
  day: string,
  now: Date,
  more: () => boolean,
): Promise<boolean> {
  const communities = await db
    .selectFrom('campaign_community')
    .select('community_id')
    .where('campaign_id', '=', id)
    .orderBy('community_id')
    .execute();
  for (const { community_id } of communities) {
    if (!more()) return false;
    await closeCommunity(db, key, { community_id, campaign_id: id }, day, now);
  }
  await closeHead(db, id, day, now);
  return true;
}

/** Closes a day of one community, unless it is closed. */
export const closeCommunity = (
  db: Db,
  key: Buffer,
  of: Pick<EggRow, 'community_id' | 'campaign_id'>,
  day: string,
  now: Date,
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    // Whoever lays an egg holds this, too: what is not seen now was not there, and lands in a later close.
    await sql`select lock_communities(array[${of.community_id}])`.execute(tx);
    const last = await tx
      .selectFrom('ledger_close')
      .select(['day', 'number', 'seal'])
      .where((eb) => eb.and(of))
      .orderBy('day', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (last && last.day >= day) return;
    const before = last?.seal ?? NOTHING;
    const { lines, laid, collected } = await openLines(tx, of, startOfDay(addDays(day, 1)));
    const leaves = lines.map(({ entry, line }) => leafOf(line, saltOf(key, entry)));
    const close = { ...of, day, number: (last?.number ?? 0) + 1, entries: lines.length };
    const root = rootOf(leaves);
    await tx
      .insertInto('ledger_close')
      .values({ ...close, root, before, seal: sealOf(sealText(close), before, root), laid, collected, closed_at: now })
      .execute();
    if (lines.length === 0) return;
    const entries = lines.map(({ entry }) => entry);
    await sql`insert into ledger_leaf (community_id, campaign_id, day, position, entry, leaf)
      select ${of.community_id}, ${of.campaign_id}::bigint, ${day}::date, n - 1, entry, decode(leaf, 'hex')
      from unnest(${entries}::text[], ${leaves.map((leaf) => leaf.toString('hex'))}::text[])
        with ordinality as t (entry, leaf, n)`.execute(tx);
  });

/** What was written before a moment and no close holds yet: the eggs by their numbers, then what became of eggs in the order of time. */
async function openLines(db: Db, of: Pick<EggRow, 'community_id' | 'campaign_id'>, until: Date) {
  const eggs = await db
    .selectFrom('egg as e')
    .select(columns)
    .where((eb) => eb.and(of))
    .where('laid_at', '<', until)
    .where(
      sql<boolean>`not exists (select 1 from ledger_leaf l where l.community_id = e.community_id
        and l.entry = 'egg/' || e.campaign_id || '/' || e.person_id || '/' || e.day)`,
    )
    .orderBy('number')
    .execute();
  const moves = await db
    .selectFrom('ledger_entry as e')
    .select(['community_id', 'id', 'item_id', 'reason', 'amount', 'ref', 'at'])
    .where('community_id', '=', of.community_id)
    .where('book', '=', 'egg')
    .where('item_id', '=', of.campaign_id)
    .where('at', '<', until)
    .where(
      sql<boolean>`not exists (select 1 from ledger_leaf l where l.community_id = e.community_id and l.entry = e.id)`,
    )
    .orderBy('at')
    .orderBy('id')
    .execute();
  return {
    lines: [...eggs.map(laidLine), ...moves.map(moveLine)],
    laid: eggs.length,
    collected: moves.filter(({ reason }) => reason === 'collected').length,
  };
}

/** Binds what all communities closed of a day into one hash, once. */
async function closeHead(db: Db, campaign_id: string, day: string, now: Date): Promise<void> {
  const closes = await sealsOf(db, campaign_id, day);
  const last = await db
    .selectFrom('ledger_head')
    .select('head')
    .where('campaign_id', '=', campaign_id)
    .where('day', '<', day)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
  const entries = closes.reduce((sum, close) => sum + close.entries, 0);
  const head = { campaign_id, day, communities: closes.length, entries };
  const before = last?.head ?? NOTHING;
  const root = rootOf(closes.map(({ seal }) => seal));
  await db
    .insertInto('ledger_head')
    .values({ ...head, root, before, head: sealOf(headText(head), before, root), closed_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What each community closed of a day, in the order of their codes. */
export const sealsOf = (db: Db, campaign_id: string, day: string) =>
  db
    .selectFrom('ledger_close')
    .select(['community_id', 'entries', 'seal'])
    .where('campaign_id', '=', campaign_id)
    .where('day', '=', day)
    .orderBy('community_id')
    .execute();
