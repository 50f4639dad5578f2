import { sql } from 'kysely';
import { shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Actor } from '../kit/serve';
import { createLane } from '../kit/lane';
import { checkTicket, writeTicket } from './ticket';

/**
 * The read credit: the one place where opens and reads are counted and eggs are laid. Exactness is the database's:
 * `record_opens` and `credit_reads` (migration 0002) work on a batch under the locks of the communities concerned.
 */
export interface Credit {
  /** Counts one open. A signed-in person gets a ticket; `read` says whether their read was credited before. */
  open(opening: Opening): Promise<{ readers: number; opens: number; ticket: string | null; read: boolean }>;
  /** Credits the read that a ticket stands for. @throws Refusal `ticket.*`, `notice.withdrawn`, `notice.missing` */
  credit(ticket: string, actor: Actor, now: Date): Promise<Credited>;
  readonly dwellMs: number;
}

export interface Opening {
  community: string;
  notice: string;
  person: string | null;
  at: Date;
  card?: string | undefined;
  scene?: number | undefined;
}

export type EggReason = 'egg.message' | 'egg.homeless' | 'egg.noCampaign' | 'egg.today' | 'egg.cap' | 'egg.stock';

export interface Credited {
  credited: boolean;
  readers: number;
  egg: { day: string } | null;
  reason?: 'repeated' | 'already' | EggReason;
}

/** Entries from a subscription message: a reward for clicking one is forbidden, so such a read lays no egg. */
const MESSAGE_SCENES = [1014, 1107];
/** A resident who keeps moving house between the two statements of a credit is told to try again. */
const MOVES = 3;

/** @param counted told after a batch that changed counts, with the number of its rows */
export function createCredit(db: Db, secret: Buffer, dwellMs: number, counted: (rows: number) => void): Credit {
  const lane = <Row, Answer>(work: (db: Db, batch: Row[]) => Promise<Answer[]>) =>
    createLane(async (batch: Row[]) => {
      const answers = await work(db, batch);
      counted(batch.length);
      return answers;
    });
  const opens = lane(recordOpens);
  const credits = lane(creditReads);

  return {
    dwellMs,

    async open({ community, notice, person, at, card, scene }) {
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
      const ticket =
        person === null
          ? null
          : writeTicket(secret, { community, notice, open: id, person, openedAt: at.getTime(), card, scene });
      return { readers, opens: times, ticket, read };
    },

    async credit(shown, actor, now) {
      const ticket = checkTicket(secret, shown, actor.id, now, dwellMs);
      const row: ReadRow = {
        community_id: ticket.community,
        notice_id: ticket.notice,
        person_id: actor.id,
        open_id: ticket.open,
        at: now.toISOString(),
        day: shanghaiDay(now),
        card: ticket.card,
        scene: ticket.scene,
        lays: !MESSAGE_SCENES.includes(ticket.scene ?? 0),
        home_code: actor.home,
      };
      for (let move = 0; move < MOVES; move++) {
        const { outcome, readers, egg_day, reason, home_code } = await credits(row);
        if (outcome === 'missing') refuse('notice.missing');
        if (outcome === 'withdrawn') refuse('notice.withdrawn');
        const egg = egg_day === null ? null : { day: egg_day };
        if (outcome === 'credited') return { credited: true, readers, egg, ...(reason && { reason }) };
        if (outcome !== 'moved') return { credited: false, readers, egg, reason: outcome };
        row.home_code = home_code;
      }
      return refuse('busy');
    },
  };
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
  person_id: string;
  open_id: string;
  lays: boolean;
  home_code: string | null;
}

interface ReadAnswer {
  outcome: 'credited' | 'repeated' | 'already' | 'withdrawn' | 'missing' | 'moved';
  readers: number;
  egg_day: string | null;
  reason: EggReason | null;
  home_code: string | null;
}

const recordOpens = async (db: Db, batch: OpenRow[]) =>
  inOrder(
    batch,
    await sql<Numbered<{ readers: number; opens: number; read: boolean }>>`
      select * from record_opens(${numbered(batch)}::jsonb)`.execute(db),
  );

const creditReads = async (db: Db, batch: ReadRow[]) =>
  inOrder(batch, await sql<Numbered<ReadAnswer>>`select * from credit_reads(${numbered(batch)}::jsonb)`.execute(db));

type Numbered<T> = T & { i: number };

const numbered = (batch: object[]): string => JSON.stringify(batch.map((row, i) => ({ i, ...row })));

/** The database answers in any order; every row is owed exactly one answer. */
function inOrder<T>(batch: unknown[], { rows }: { rows: Numbered<T>[] }): T[] {
  const answers = new Map(rows.map((row) => [row.i, row]));
  if (rows.length !== batch.length || answers.size !== batch.length)
    throw new Error(`A batch of ${batch.length} got ${rows.length} answers`);
  return batch.map((_, i) => answers.get(i) as T);
}
