import { sql } from 'kysely';
import { shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { hashOf, newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import { createLane } from '../kit/lane';
import { createTurns } from '../kit/turns';
import { checkReceipt, checkTicket, NOBODY, writeTicket } from './ticket';

/**
 * The read credit: the one place where opens and reads are counted and eggs are laid. Exactness is the database's:
 * `record_opens` and `credit_reads` (migration 0013) work on a batch under the locks of the communities concerned.
 */
export interface Credit {
  /**
   * Counts one open. A signed-in person gets a ticket; a newcomer a receipt, with which the same phone opens again as somebody
   * a moment later and is not counted twice. `read` says whether the person's read was credited before.
   */
  open(opening: Opening): Promise<Opened>;
  /**
   * Credits the read that a ticket stands for, to the person of that session, if it is theirs.
   * @throws Refusal `ticket.*`, `session.required`, `notice.missing`, `notice.withdrawn`
   */
  credit(ticket: string, token: string, now: Date): Promise<Credited>;
  readonly dwellMs: number;
}

export interface Opening {
  community: string;
  notice: string;
  person: string | null;
  at: Date;
  card?: string | undefined;
  scene?: number | undefined;
  receipt?: string | undefined;
}

export interface Opened {
  readers: number;
  opens: number;
  ticket: string | null;
  receipt: string | null;
  read: boolean;
}

export type EggReason =
  'egg.message' | 'egg.homeless' | 'egg.noCampaign' | 'egg.today' | 'egg.cap' | 'egg.stock' | 'egg.paused';

export interface Credited {
  credited: boolean;
  readers: number;
  egg: { day: string } | null;
  reason?: 'repeated' | 'already' | EggReason;
}

/** Entries from a subscription message: a reward for clicking one is forbidden, so such a read lays no egg. */
export const MESSAGE_SCENES = [1014, 1107];
/** Why a read that was shown a genuine ticket is not one. */
const noCredit = {
  nobody: 'session.required',
  foreign: 'ticket.foreign',
  missing: 'notice.missing',
  withdrawn: 'notice.withdrawn',
} as const;
/** So many credits of one person may be under way; a phone has one, and a finger that slips a few. */
const TAPS = 64;
/** A resident who keeps moving house between the two statements of a credit is told to try again. */
const MOVES = 3;

/**
 * @param demo whether the demo city's people, whom anybody may be, are let in
 * @param counted told after a batch that changed counts, with the number of its rows
 */
export function createCredit(
  db: Db,
  secret: Buffer,
  { dwellMs, demo }: { dwellMs: number; demo: boolean },
  counted: (rows: number) => void,
): Credit {
  const opens = createLane(async (batch: OpenRow[]) => {
    const answers = await recordOpens(db, batch);
    counted(batch.length);
    return answers;
  });
  const credits = createLane(async (batch: ReadRow[]) => {
    const answers = await creditReads(db, batch, demo);
    if (answers.some(({ outcome }) => outcome === 'credited')) counted(batch.length);
    return answers;
  });
  const inTurn = createTurns(TAPS);

  return {
    dwellMs,

    async open({ receipt, ...opening }) {
      const { community, notice, person, at, card, scene } = opening;
      const counted = receipt === undefined ? null : checkReceipt(secret, receipt, opening);
      if (person !== null && counted && (await claim(db, counted.open, person, at))) {
        // The text has to be open as long as ever: from now on it is this person's.
        const ticket = writeTicket(secret, { ...counted, person, openedAt: at.getTime() });
        return { ...(await countsFor(db, community, notice, person)), ticket, receipt: null };
      }
      const id = newId(at);
      const {
        readers,
        opens: times,
        read,
      } = await opens({
        community_id: community,
        notice_id: notice,
        id,
        person_id: person,
        at: at.toISOString(),
        day: shanghaiDay(at),
        card,
        scene,
      });
      const slip = writeTicket(secret, {
        ...{ community, notice, open: id, person: person ?? NOBODY, openedAt: at.getTime() },
        ...{ card, scene },
      });
      return {
        ...{ readers, opens: times, read },
        ticket: person === null ? null : slip,
        receipt: person === null ? slip : null,
      };
    },

    async credit(shown, token, now) {
      const ticket = checkTicket(secret, shown, now, dwellMs);
      const row: ReadRow = {
        token: hashOf(token),
        community_id: ticket.community,
        notice_id: ticket.notice,
        person_id: ticket.person,
        open_id: ticket.open,
        at: now.toISOString(),
        day: shanghaiDay(now),
        card: ticket.card,
        scene: ticket.scene,
        lays: !MESSAGE_SCENES.includes(ticket.scene ?? 0),
      };
      // A batch holds a person once: a second tap waits for the first, and hears what became of it.
      return inTurn(ticket.person, () => creditOf(row));
    },
  };

  async function creditOf(row: ReadRow): Promise<Credited> {
    for (let move = 0; move < MOVES; move++) {
      const { outcome, readers, egg_day, reason } = await credits(row);
      if (outcome === 'moved') continue;
      if (outcome in noCredit) refuse(noCredit[outcome as keyof typeof noCredit]);
      const egg = egg_day === null ? null : { day: egg_day };
      if (outcome === 'credited') return { credited: true, readers, egg, ...(reason && { reason }) };
      return { credited: false, readers, egg, reason: outcome as 'repeated' | 'already' };
    }
    return refuse('busy');
  }
}

/** Makes a newcomer's open somebody's, unless it is another's already: one open is never the reading of two. */
async function claim(db: Db, open_id: string, person_id: string, at: Date): Promise<boolean> {
  await db
    .insertInto('receipt')
    .values({ open_id, person_id, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const owner = await db
    .selectFrom('receipt')
    .select('person_id')
    .where('open_id', '=', open_id)
    .executeTakeFirstOrThrow();
  return owner.person_id === person_id;
}

/** What an opening that was counted before shows. */
async function countsFor(db: Db, community: string, notice: string, person: string) {
  const { rows } = await sql<{ readers: number; opens: number; read: boolean }>`
    select k.readers, k.opens, exists (select 1 from notice_read x where x.community_id = k.community_id
      and x.notice_id = k.notice_id and x.person_id = ${person}::bigint) as read
    from notice_count k where k.community_id = ${community} and k.notice_id = ${notice}::bigint`.execute(db);
  return rows[0] ?? refuse('notice.missing');
}

interface OpenRow {
  community_id: string;
  notice_id: string;
  id: string;
  person_id: string | null;
  at: string;
  day: string;
  card: string | undefined;
  scene: number | undefined;
}

interface ReadRow extends Omit<OpenRow, 'id' | 'person_id'> {
  token: Buffer;
  person_id: string;
  open_id: string;
  lays: boolean;
}

interface ReadAnswer {
  outcome: 'credited' | 'repeated' | 'already' | 'moved' | keyof typeof noCredit;
  readers: number;
  egg_day: string | null;
  reason: EggReason | null;
}

const recordOpens = async (db: Db, batch: OpenRow[]) =>
  inOrder(
    batch,
    await sql<Numbered<{ readers: number; opens: number; read: boolean }>>`
      select * from record_opens(${column(batch, 'community_id')}::text[], ${column(batch, 'notice_id')}::bigint[],
        ${column(batch, 'id')}::bigint[], ${column(batch, 'person_id')}::bigint[], ${column(batch, 'at')}::timestamptz[],
        ${column(batch, 'day')}::date[], ${column(batch, 'card')}::text[], ${column(batch, 'scene')}::integer[])`.execute(
      db,
    ),
  );

const creditReads = async (db: Db, batch: ReadRow[], demo: boolean) =>
  inOrder(
    batch,
    await sql<Numbered<ReadAnswer>>`
      select * from credit_reads(${column(batch, 'token')}::bytea[], ${column(batch, 'community_id')}::text[],
        ${column(batch, 'notice_id')}::bigint[], ${column(batch, 'person_id')}::bigint[], ${column(batch, 'open_id')}::bigint[],
        ${column(batch, 'at')}::timestamptz[], ${column(batch, 'day')}::date[], ${column(batch, 'card')}::text[],
        ${column(batch, 'scene')}::integer[], ${column(batch, 'lays')}::boolean[], ${demo}::boolean)`.execute(db),
  );

const column = <Row, Name extends keyof Row>(batch: readonly Row[], name: Name): Row[Name][] =>
  batch.map((row) => row[name]);

type Numbered<T> = T & { i: number };

/** The database numbers the rows from one, and answers in any order; every row is owed exactly one answer. */
function inOrder<T>(batch: unknown[], { rows }: { rows: Numbered<T>[] }): T[] {
  const answers = new Map(rows.map((row) => [row.i, row]));
  if (rows.length !== batch.length || answers.size !== batch.length)
    throw new Error(`A batch of ${batch.length} got ${rows.length} answers`);
  return batch.map((_, n) => answers.get(n + 1) as T);
}
