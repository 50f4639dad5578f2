import { createHash, createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Badge } from '../../types/shops';
import type { Storage } from '../files';
import { addDays, shanghaiDay } from '../kit/clock';
import { createBrake } from '../kit/brake';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Actor, Handlers } from '../kit/serve';
import type { Visitor } from '../kit/visitor';
import { places } from '../org';
import { EDITION, type Sticker } from '../print';
import { publicPapers } from './directory';
import { addressOf, type Keys } from './file';
import { below, findShop } from './queries';
import { isValid, stateOf } from './rules';
import type { Tokens } from './token';
import { viewOf } from './views';

/** So many stickers are printed at once. */
const MOST_STICKERS = 300;
/** So many days of visits are shown. */
const VISIT_DAYS = 60;

export interface Badges extends Keys {
  /** Makes today's marks of visitors. */
  key: Buffer;
  storage: Storage;
  print(stickers: readonly Sticker[]): Promise<Buffer>;
  /** Whether people reach the cloud by the address that a sticker would carry. */
  isReachable: boolean;
}

/** Who looks at a badge. */
export interface Looking {
  db: Db;
  now: Date;
  origin: string;
  actor: Pick<Actor, 'id'> | null;
  /** Tells visitors apart; without it, looking is no visit. */
  visitor?: () => Visitor;
}

/** What a badge stands for, whoever asks; looking at a genuine one counts as a visit. */
export async function verify({ tokens, key }: Badges, token: string, looking: Looking): Promise<Badge> {
  const { db, now, origin, actor } = looking;
  const serial = tokens.read(token);
  const badge = serial && (await db.selectFrom('badge').selectAll().where('serial', '=', serial).executeTakeFirst());
  const shop = badge && (await findShop(db, badge.merchant_id));
  if (!badge || !shop) return { valid: false, state: 'unknown' };
  const merchant = await viewOf(db, shop, now, origin);
  const isOwn = shop.keeper_id !== null && shop.keeper_id === actor?.id;
  if (looking.visitor && !isOwn) await countVisit(key, shop, { ...looking, visitor: looking.visitor });
  if (badge.replaced_at)
    return {
      valid: false,
      state: 'replaced',
      merchant,
      replaced: { at: badge.replaced_at.toISOString(), reason: badge.replaced_reason ?? '' },
    };
  const today = shanghaiDay(now);
  const state = stateOf(shop, today);
  // A badge is made by signing: what was never signed has none.
  if (state === 'applied' || state === 'declined') return { valid: false, state: 'unknown' };
  const { agreement, services } = await publicPapers(db, shop, today);
  return {
    valid: isValid(state),
    state,
    merchant,
    ...(agreement && { agreement }),
    ...(services && { services }),
  };
}

/** So many unknown visitors of one address count at one badge in a day: a family, and no machine that calls itself by many names. */
const UNKNOWN_A_DAY = 20;
const DAY_MS = 86_400_000;
const crowd = createBrake(UNKNOWN_A_DAY, DAY_MS);

/** One person is one visit a day. The mark says who only to whoever has the key and guesses right, and for that day. */
async function countVisit(
  key: Buffer,
  shop: { community_id: string; id: string },
  { db, now, actor, visitor }: Required<Looking>,
): Promise<void> {
  const day = shanghaiDay(now);
  const unknown = actor ? null : visitor();
  const who = unknown ? `visitor ${unknown.address} ${unknown.program}` : `person ${actor?.id}`;
  const mark = createHmac('sha256', key).update(`visit ${day} ${shop.id} ${who}`).digest().subarray(0, 16);
  const from = unknown && `${day} ${shop.id} ${unknown.address}`;
  if (from !== null && !crowd.isFree(from, now)) return;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('badge_visit')
    .values({ community_id: shop.community_id, merchant_id: shop.id, day, mark })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (from !== null && numInsertedOrUpdatedRows === 1n) crowd.press(from, now);
}

export const badging = (badges: Badges): Pick<Handlers['merchants'], 'verify' | 'visits' | 'sticker' | 'stickers'> => ({
  verify: ({ token }, context) => verify(badges, token, context),

  async visits({ merchantId }, { db, now }) {
    const shop = (await findShop(db, merchantId)) ?? refuse('merchant.missing');
    const first = addDays(shanghaiDay(now), 1 - VISIT_DAYS);
    const { rows } = await sql<{ day: string; people: number }>`
      select day::text, count(*)::int as people from badge_visit
      where community_id = ${shop.community_id} and merchant_id = ${shop.id} and day >= ${first}
      group by day order by day`.execute(db);
    return { days: rows, total: rows.reduce((sum, { people }) => sum + people, 0) };
  },

  async sticker({ merchantId }, { db, now, origin }) {
    const shops = await inForce(db, shanghaiDay(now), origin, badges.tokens, (shop) =>
      shop.where('m.id', '=', merchantId),
    );
    return printed(badges, shops, origin);
  },

  async stickers({ communityCode, nodeCode }, { db, now, origin }) {
    const shops = await inForce(db, shanghaiDay(now), origin, badges.tokens, (shop) =>
      shop.where(below('m.community_id', nodeCode ?? communityCode ?? '')),
    );
    return printed(badges, shops, origin);
  },
});

const signedWithBadge = (db: Db, today: string) =>
  db
    .selectFrom('merchant as m')
    .innerJoin('badge as b', (join) =>
      join.onRef('b.community_id', '=', 'm.community_id').onRef('b.merchant_id', '=', 'm.id'),
    )
    .select(['m.community_id', 'm.name', 'm.address', 'm.from_day', 'm.until_day', 'b.serial'])
    .where('b.replaced_at', 'is', null)
    .where('m.standing', '=', 'signed')
    .where('m.until_day', '>=', today)
    // As one walks along a street.
    .orderBy('m.community_id')
    .orderBy('m.address')
    .orderBy('m.id')
    .limit(MOST_STICKERS + 1);

/** The stickers of shops whose badge is good, or soon will be. */
async function inForce(
  db: Db,
  today: string,
  origin: string,
  tokens: Tokens,
  which: (shops: ReturnType<typeof signedWithBadge>) => ReturnType<typeof signedWithBadge>,
): Promise<Sticker[]> {
  const rows = await which(signedWithBadge(db, today)).execute();
  if (rows.length > MOST_STICKERS) refuse('merchant.tooManyStickers');
  const at = await places(
    db,
    rows.map((row) => row.community_id),
  );
  return rows.map(({ community_id, name, address, from_day, until_day, serial }) => ({
    name,
    address,
    community: at(community_id).name,
    above: at(community_id).above.join(' '),
    from: from_day ?? today,
    until: until_day ?? today,
    url: addressOf(tokens, serial, origin),
  }));
}

/** What is being printed at this moment: whoever asks for the same waits for that one. */
const printing = new Map<string, Promise<void>>();
/** More jobs than this at once are a rush, and wait outside. */
const MOST_JOBS = 8;
/** A street takes some ten seconds; a press that is silent for longer has died. */
const PATIENCE_MS = 60_000;

/** The file's name is made of what it says, so that whoever asks again finds it, in whatever process, and nobody guesses it. */
async function printed(
  { print, storage, isReachable }: Badges,
  stickers: readonly Sticker[],
  origin: string,
): Promise<{ url: string; stickers: number }> {
  if (stickers.length === 0) refuse('merchant.notValid');
  // A code that leads nowhere would hang on a door for a year.
  if (!isReachable) refuse('print.address');
  const said = createHash('sha256')
    .update(`${EDITION} ${JSON.stringify(stickers)}`)
    .digest('hex');
  const name = `sticker-${said.slice(0, 40)}.pdf`;
  if (!(await storage.get(name))) {
    if (!printing.has(name) && printing.size >= MOST_JOBS) refuse('busy');
    const job = printing.get(name) ?? print(stickers).then((pdf) => storage.put(name, pdf));
    printing.set(name, job);
    await inTime(job.finally(() => printing.delete(name)));
  }
  return { url: `${origin}/stickers/${name}`, stickers: stickers.length };
}

async function inTime(job: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((tell) => (timer = setTimeout(() => tell('late'), PATIENCE_MS)));
  const end = await Promise.race([job.then(() => 'done' as const), late]).finally(() => clearTimeout(timer));
  if (end === 'late') refuse('print.down');
}
