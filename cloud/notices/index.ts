import type { Selectable, Updateable } from 'kysely';
import { publishers } from '../../types/notices';
import type { Headline, Notice } from '../../types/notices';
import type { Found } from '../../types/org';
import type { Credit } from '../credit';
import { createCache } from '../kit/cache';
import type { Changes } from '../kit/changes';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Actor, Context, Handlers } from '../kit/serve';
import type { Tables } from '../kit/tables';
import { holds, lineage, places, usablePlace } from '../org';
import { feed, figuresByCard, figuresByDay, findNotice, writtenAt } from './queries';
import { isPublic, readPosition, shownCards, staffActs, stateOf, whyNot, writePosition } from './rules';
import { headlineView, noticeView } from './views';
import { contentOf, timeToPublish, write } from './write';

/** The node a notice belongs to: what the contract's `at: 'notice'` asks for. */
export const placeOfNotice = async (db: Db, noticeId: string): Promise<string | null> =>
  (await db.selectFrom('notice').select('community_id').where('id', '=', noticeId).executeTakeFirst())?.community_id ??
  null;

type NoticeRow = Selectable<Tables['notice']>;

const isStaffOf = (actor: Actor | null, code: string): actor is Actor =>
  actor !== null && holds(actor.grants, publishers, code);

/** How long a notice's words are kept, when no change is heard of. */
const KEPT_MS = 1_000;

export function notices(credit: Credit, changes: Changes): Handlers['notices'] {
  const kept = createCache<{ row: NoticeRow; at: Found }>(KEPT_MS);
  changes.listen((change) => change.content && kept.drop());
  return handlers(credit, (db, id, now) =>
    kept.get(id, now, async () => {
      const row = (await findNotice(db, id)) ?? refuse('notice.missing');
      return { row, at: (await places(db, [row.community_id]))(row.community_id) };
    }),
  );
}

type Find = (db: Db, id: string, now: Date) => Promise<{ row: NoticeRow; at: Found }>;

const handlers = (credit: Credit, find: Find): Handlers['notices'] => ({
  async list({ communityCode, before, limit }, { db, now, origin }) {
    const after =
      before === undefined ? null : (readPosition(before) ?? refuse('input.invalid', { before: '翻页位置不对' }));
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

  async open({ noticeId, card, scene }, { actor, db, now, origin }) {
    const { row, at } = await find(db, noticeId, now);
    const staff = isStaffOf(actor, row.community_id);
    const state = stateOf(row, now);
    if (!isPublic(row, now) && !staff) refuse('notice.missing');

    const shown = {
      notice: noticeView(row, at, now, origin),
      dwellMs: credit.dwellMs,
      may: staff ? staffActs[state] : [],
    };
    if (state !== 'published') return { ...shown, ...(await countsOf(db, noticeId)), readTicket: null, read: false };
    const { ticket, ...counts } = await credit.open({
      community: row.community_id,
      notice: noticeId,
      person: actor?.id ?? null,
      at: now,
      card,
      scene,
    });
    return { ...shown, ...counts, readTicket: ticket };
  },

  credit: ({ readTicket }, { actor, now }) => credit.credit(readTicket, actor, now),

  async draft(input, context) {
    return one(context, await write(input, null, context));
  },

  async publish(input, context) {
    return one(context, await write(input, timeToPublish(input.publishAt, context.now), context));
  },

  async correct({ noticeId, note, clientId: _clientId, ...content }, context) {
    const { db, actor, now } = context;
    const { community_id, id, kind, title, body, byline, phone, address, pictures, version } = await toChange(
      context,
      noticeId,
      'correct',
    );
    await db
      .insertInto('notice_version')
      .values({
        community_id,
        notice_id: id,
        version,
        content: JSON.stringify({ kind, title, body, byline, phone, address, pictures }),
        note,
        replaced_by: actor.id,
        replaced_at: now,
      })
      .execute();
    const fresh = await contentOf(db, actor, { ...content, byline: content.byline ?? byline }, community_id, pictures);
    await change(db, noticeId, { ...fresh, version: version + 1, corrected_at: now });
    return one(context, noticeId);
  },

  async withdraw({ noticeId, reason }, context) {
    const notice = await toChange(context, noticeId, 'withdraw');
    if (!notice.withdrawn_at)
      await change(context.db, noticeId, { withdrawn_at: context.now, withdrawn_reason: reason, pinned: false });
    return one(context, noticeId);
  },

  async pin({ noticeId, pinned }, context) {
    await toChange(context, noticeId, 'pin');
    await change(context.db, noticeId, { pinned });
    return one(context, noticeId);
  },

  async show({ noticeId }, context) {
    const { notice } = await one(context, noticeId);
    return { notice, ...(await countsOf(context.db, noticeId)), may: staffActs[notice.state] };
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
    const position =
      before === undefined ? null : (readPosition(before) ?? refuse('input.invalid', { before: '翻页位置不对' }));
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
      await countsOf(db, noticeId),
      await figuresByDay(db, notice),
      await figuresByCard(db, notice),
    ];
    return { ...counts, days, cards: shownCards(cards) };
  },
});

type Change = Pick<Context, 'db' | 'now' | 'origin'>;

/** The notice, locked, once the act is allowed in its state. */
async function toChange({ db, now }: Change, noticeId: string, act: 'correct' | 'withdraw' | 'pin') {
  const notice = (await findNotice(db, noticeId, true)) ?? refuse('notice.missing');
  const no = whyNot(act, stateOf(notice, now));
  return no ? refuse(no) : notice;
}

const change = (db: Db, noticeId: string, columns: Updateable<Tables['notice']>) =>
  db.updateTable('notice').set(columns).where('id', '=', noticeId).execute();

/** The notice as it now stands, for whoever just changed it. */
async function one({ db, now, origin }: Change, noticeId: string): Promise<{ notice: Notice }> {
  const row = (await findNotice(db, noticeId)) ?? refuse('notice.missing');
  return { notice: noticeView(row, (await places(db, [row.community_id]))(row.community_id), now, origin) };
}

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

const countsOf = async (db: Db, noticeId: string) =>
  await db
    .selectFrom('notice_count')
    .select(['readers', 'opens'])
    .where('notice_id', '=', noticeId)
    .executeTakeFirstOrThrow();
