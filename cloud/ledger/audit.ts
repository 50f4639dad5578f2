import { sql, type Selectable } from 'kysely';
import type { Db } from '../kit/database';
import type { Tables } from '../kit/tables';
import { headText, laidLine, moveLine, saltOf, sealText, type EggRow, type Line, type MoveRow } from './close';
import { leafOf, NOTHING, rootOf, sealOf } from './tree';

/**
 * Makes every closed day of a campaign again from its entries, and tells what differs from what was published. What is closed never
 * changes, so it may run while people read and days are closed. It repairs nothing.
 * @returns a sentence for each difference; none when all agree
 */
export async function auditLedger(db: Db, key: Buffer, campaignId: string): Promise<string[]> {
  // Heads first: a day that is closed meanwhile then has closes that no head is asked for, and never the other way round.
  const heads = await db
    .selectFrom('ledger_head')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .orderBy('day')
    .execute();
  const closes = await db
    .selectFrom('ledger_close')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .orderBy('community_id')
    .orderBy('day')
    .execute();
  const wrong: string[] = [];
  let before: Pick<CloseRow, 'community_id' | 'number' | 'seal'> | null = null;
  for (const close of closes) {
    const last: typeof before = before?.community_id === close.community_id ? before : null;
    wrong.push(...(await auditClose(db, key, close, last)));
    before = close;
  }
  return [...wrong, ...auditHeads(heads, closes)];
}

/** The same of every campaign that ended since a day. */
export async function ledgerDrift(db: Db, key: Buffer, since: string): Promise<string[]> {
  const campaigns = await db.selectFrom('campaign').select(['id', 'name']).where('last_day', '>=', since).execute();
  const found = [];
  for (const { id, name } of campaigns)
    found.push(...(await auditLedger(db, key, id)).map((wrong) => `the closed books of ${name} (${id}): ${wrong}`));
  return found;
}

type CloseRow = Selectable<Tables['ledger_close']>;
type HeadRow = Selectable<Tables['ledger_head']>;

async function auditClose(
  db: Db,
  key: Buffer,
  close: CloseRow,
  last: Pick<CloseRow, 'number' | 'seal'> | null,
): Promise<string[]> {
  const rows = await entriesOf(db, close);
  const leaves = rows.map(({ entry, line }) => (line ? leafOf(line.line, saltOf(key, entry)) : NOTHING));
  const wrong = rows.flatMap(({ entry, line, leaf }, i) => {
    if (!line) return [`${entry} was closed and is not there`];
    return line.entry === entry && leaves[i]?.equals(leaf) ? [] : [`${entry} is not what was closed`];
  });
  if (rows.length !== close.entries) wrong.push(`${close.entries} entries were closed, ${rows.length} are there`);
  if (!rootOf(leaves).equals(close.root)) wrong.push('the entries do not make its root');
  if (!close.before.equals(last?.seal ?? NOTHING) || close.number !== (last?.number ?? 0) + 1)
    wrong.push('it does not follow the close before');
  if (!sealOf(sealText(close), close.before, close.root).equals(close.seal)) wrong.push('its seal is another');
  return wrong.map((what) => `${close.community_id} on ${close.day}: ${what}`);
}

function auditHeads(heads: readonly HeadRow[], closes: readonly CloseRow[]): string[] {
  return heads.flatMap((head, i) => {
    const of = closes.filter(({ day }) => day === head.day);
    const isRight =
      head.before.equals(heads[i - 1]?.head ?? NOTHING) &&
      head.communities === of.length &&
      head.entries === of.reduce((sum, close) => sum + close.entries, 0) &&
      head.root.equals(rootOf(of.map(({ seal }) => seal))) &&
      head.head.equals(sealOf(headText(head), head.before, head.root));
    return isRight ? [] : [`the campaign on ${head.day}: its head is another`];
  });
}

/** The entries of a closed day in their order, each with how what is there of it now is hashed. */
async function entriesOf(
  db: Db,
  { community_id, campaign_id, day }: CloseRow,
): Promise<{ entry: string; leaf: Buffer; line: Line | null }[]> {
  const { rows } = await sql<
    EggRow & MoveRow & { entry: string; leaf: Buffer; laid_on: string | null; moved_at: Date | null }
  >`
    select l.entry, l.leaf, l.community_id, l.campaign_id, e.person_id, e.day::text as laid_on, e.number, e.notice_id, e.open_id, e.laid_at,
      m.id, m.item_id, m.reason, m.amount, m.ref, m.at as moved_at
    from ledger_leaf l
      left join egg e on e.community_id = l.community_id and e.campaign_id = l.campaign_id
        and l.entry = 'egg/' || e.campaign_id || '/' || e.person_id || '/' || e.day
      left join ledger_entry m on m.community_id = l.community_id and m.id = l.entry and m.book = 'egg'
    where l.community_id = ${community_id} and l.campaign_id = ${campaign_id}::bigint and l.day = ${day}::date
    order by l.position`.execute(db);
  return rows.map(({ entry, leaf, laid_on, moved_at, ...row }) => ({
    entry,
    leaf: Buffer.from(leaf),
    line:
      laid_on !== null
        ? laidLine({ ...row, day: laid_on })
        : moved_at !== null
          ? moveLine({ ...row, at: moved_at })
          : null,
  }));
}
