import type { Selectable } from 'kysely';
import { publishers } from '../../types/org';
import { limits } from '../../types/limits';
import type { Headline, NoticeAct } from '../../types/notices';
import type { Found } from '../../types/org';
import type { Credit } from '../credit';
import { createCache } from '../kit/cache';
import type { Changes } from '../kit/changes';
import type { Db } from '../kit/database';
import { inCrowd } from '../kit/crowd';
import { refuse } from '../kit/refuse';
import type { Actor, Handlers, Owned } from '../kit/serve';
import type { Tables } from '../kit/tables';
import { words } from '../kit/words';
import { holds, lineage, places, usablePlace } from '../org';
import { changing, one } from './change';
import { countsOf, feed, figuresByCard, figuresByDay, findNotice, heldBelow, writtenAt } from './queries';
import { isPublic, readPosition, staffActs, stateOf, whyNotRelease, writePosition } from './rules';
import { headlineView, noticeView } from './views';

export { lookAgain, takeDown } from './held';
export { publicNotice, type PublicNotice } from './public';
export { tellOne } from './tell';

/** The node a notice belongs to: what the contract's `at: 'notice'` asks for. */
export const ownerOfNotice = async (db: Db, noticeId: string): Promise<Owned | null> =>
  (await db.selectFrom('notice').select('community_id as code').where('id', '=', noticeId).executeTakeFirst()) ?? null;

type NoticeRow = Selectable<Tables['notice']>;

const isStaffOf = (actor: Actor | null, code: string): actor is Actor =>
  actor !== null && holds(actor.grants, publishers, code);

/** How long a notice's words are kept, when no change is heard of. */
const KEPT_MS = 1_000;

/** @param hasCodes whether WeChat draws codes for notices */
export function notices(credit: Credit, changes: Changes, hasCodes: boolean): Handlers['notices'] {
  const kept = createCache<{ row: NoticeRow; at: Found }>(KEPT_MS);
  changes.listen((change) => change.content && kept.drop());
  const find: Find = (db, id, now) =>
    kept.get(id, now, async () => {
      const row = (await findNotice(db, id)) ?? refuse('notice.missing');
      return { row, at: (await places(db, [row.community_id]))(row.community_id) };
    });
  return handlers(credit, find, (row, actor, now) => {
    const state = stateOf(row, now);
    return [
      ...staffActs[state],
      ...(whyNotRelease(row, actor.id, now) === null ? (['release'] as const) : []),
      ...(state === 'published' && hasCodes ? (['code'] as const) : []),
    ];
  });
}

type Find = (db: Db, id: string, now: Date) => Promise<{ row: NoticeRow; at: Found }>;

/** What one of its staff may do with a notice now. */
type MayDo = (row: NoticeRow, actor: Actor, now: Date) => NoticeAct[];

const handlers = (credit: Credit, find: Find, mayDo: MayDo): Handlers['notices'] => ({
  ...changing,

  async list({ communityCode, before, limit }, { db, now, origin }) {
    const after = positionOf(before);
    await usablePlace(db, communityCode);
    const rows = await feed(db, lineage(communityCode), now, after, limit + 1);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      notices: await headlines(db, shown, now, origin),
      next: last?.publish_at
        ? writePosition({ pinned: last.pinned, at: last.publish_at.toISOString(), id: last.id })
        : null,
    };
  },

  async open({ noticeId, card, scene, receipt }, { actor, db, now, origin }) {
    const { row, at } = await find(db, noticeId, now);
    const staff = isStaffOf(actor, row.community_id);
    const state = stateOf(row, now);
    if (!isPublic(row, now) && !staff) refuse('notice.missing');

    const shown = {
      notice: noticeView(row, at, now, origin),
      dwellMs: credit.dwellMs,
      may: staff ? mayDo(row, actor, now) : [],
    };
    if (state !== 'published')
      return {
        ...shown,
        ...(await countsOf(db, row.community_id, noticeId)),
        readTicket: null,
        receipt: null,
        read: false,
      };
    const {
      ticket,
      receipt: fresh,
      ...counts
    } = await credit.open({
      community: row.community_id,
      notice: noticeId,
      person: actor?.id ?? null,
      at: now,
      card,
      scene,
      receipt,
    });
    return { ...shown, ...counts, readTicket: ticket, receipt: fresh };
  },

  credit: ({ readTicket }, { token, now }) => credit.credit(readTicket, token, now),

  async show({ noticeId }, context) {
    const row = (await findNotice(context.db, noticeId)) ?? refuse('notice.missing');
    const counts = await countsOf(context.db, row.community_id, noticeId);
    return { ...(await one(context, noticeId)), ...counts, may: mayDo(row, context.actor, context.now) };
  },

  async waiting({ nodeCode, communityCode }, { db, now, origin }) {
    const rows = await heldBelow(db, nodeCode ?? communityCode ?? '', limits.page);
    return { notices: await headlines(db, rows, now, origin) };
  },

  async versions({ noticeId }, { db, actor, now }) {
    const notice = (await findNotice(db, noticeId)) ?? refuse('notice.missing');
    const state = stateOf(notice, now);
    if (!isPublic(notice, now) && !isStaffOf(actor, notice.community_id)) refuse('notice.missing');
    if (state === 'withdrawn') refuse('notice.withdrawn');
    const rows = await db
      .selectFrom('notice_version')
      .select(['version', 'content', 'note', 'replaced_at'])
      .where('community_id', '=', notice.community_id)
      .where('notice_id', '=', noticeId)
      .orderBy('version', 'desc')
      .execute();
    return {
      versions: rows.map(({ version, content, note, replaced_at }) => ({
        version,
        title: String(content.title),
        body: String(content.body),
        replacedAt: replaced_at.toISOString(),
        note,
      })),
    };
  },

  async desk({ nodeCode, communityCode, before, limit }, { db, now, origin }) {
    const position = positionOf(before);
    const rows = await writtenAt(db, nodeCode ?? communityCode ?? '', position?.id ?? null, limit + 1);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      notices: await headlines(db, shown, now, origin),
      next: last ? writePosition({ pinned: false, at: last.created_at.toISOString(), id: last.id }) : null,
    };
  },

  async figures({ noticeId }, { db }) {
    const notice = (await findNotice(db, noticeId)) ?? refuse('notice.missing');
    const [counts, days, cards] = [
      await countsOf(db, notice.community_id, noticeId),
      await figuresByDay(db, notice),
      await figuresByCard(db, notice),
    ];
    return { ...counts, days, cards: inCrowd(cards) };
  },
});

async function headlines(
  db: Db,
  rows: Parameters<typeof headlineView>[0][],
  now: Date,
  origin: string,
): Promise<Headline[]> {
  const at = await places(
    db,
    rows.map((row) => row.community_id),
  );
  return rows.map((row) => headlineView(row, at(row.community_id), now, origin));
}

/** Where a list goes on, as the page before said. */
const positionOf = (before: string | undefined) =>
  before === undefined ? null : (readPosition(before) ?? refuse('input.invalid', { before: words.badCursor }));
