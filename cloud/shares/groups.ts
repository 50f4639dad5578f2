import { sql } from 'kysely';
import * as v from 'valibot';
import { publishers } from '../../types/org';
import { inCrowd } from '../kit/crowd';
import type { Db } from '../kit/database';
import { randomName } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Seal } from '../kit/seal';
import type { Handlers } from '../kit/serve';
import { holds } from '../org';
import { sessionKeyOf } from '../people';
import { openUserData, WechatError } from '../wechat';

/** What WeChat encrypts for us about the group somebody comes from. */
const groupData = v.object({
  opengid: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
  watermark: v.object({ timestamp: v.number() }),
});
/** What a phone hands over was made for this entry, and not kept for another. */
const FRESH_MS = 3_600_000;

/**
 * Which WeChat groups brought readers. It is for those who publish and changes nothing for those who read or share.
 * @param appId the mini-program's; unset where there is no WeChat
 */
export const groups = (
  seal: Seal,
  appId: string | undefined,
): Pick<Handlers['shares'], 'entered' | 'groups' | 'nameGroup'> => ({
  async entered({ encryptedData, iv, scene, card }, { actor, db, now }) {
    if (appId === undefined) return refuse('wechat.off');
    const key = (await sessionKeyOf(db, seal, actor.id)) ?? refuse('login.noWechat');
    const opengid = opengidOf(key, encryptedData, iv, appId, now);
    const came = (await byCard(db, card)) ?? refuse('card.missing');
    const group = await groupOf(db, came.community_id, opengid, now);
    await db
      .insertInto('group_entry')
      .values({ ...came, person_id: actor.id, group_id: group.id, card, scene, entered_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return { group: holds(actor.grants, publishers, came.community_id) ? group : null };
  },

  async groups({ noticeId }, { db }) {
    const { rows } = await sql<{ id: string | null; name: string | null; since: Date | null; readers: number }>`
      select g.id, g.name, g.seen_at as since, count(*)::int as readers
      from notice n join notice_read r on r.community_id = n.community_id and r.notice_id = n.id
        left join group_entry e on e.community_id = r.community_id and e.notice_id = r.notice_id and e.person_id = r.person_id
          -- Who had read it before they came by the group was not brought by it.
          and e.card = r.card
        left join chat_group g on g.community_id = e.community_id and g.id = e.group_id
      where n.id = ${noticeId}::bigint group by g.community_id, g.id order by readers desc, g.seen_at, g.id`.execute(
      db,
    );
    const grouped = rows.flatMap(({ id, name, since, readers }) =>
      id !== null && since !== null ? [{ id, name, since: since.toISOString(), readers }] : [],
    );
    // Those who came by no group are in the sum, which is shown elsewhere.
    const others = rows.find(({ id }) => id === null)?.readers ?? 0;
    return { groups: inCrowd(grouped, others) };
  },

  async nameGroup({ communityCode, nodeCode, groupId, name }, { actor, db, now }) {
    const group = await db
      .updateTable('chat_group')
      .set({ name, named_by: actor.id, named_at: now })
      .where('community_id', '=', nodeCode ?? communityCode ?? '')
      .where('id', '=', groupId)
      .returning(['id', 'name'])
      .executeTakeFirst();
    return { group: group ?? refuse('group.missing') };
  },
});

/** @throws Refusal `wechat.group` when it was not WeChat that wrote it for this person, this app and this hour */
function opengidOf(key: string, encryptedData: string, iv: string, appId: string, now: Date): string {
  try {
    const { opengid, watermark } = v.parse(groupData, openUserData(key, encryptedData, iv, appId));
    if (Math.abs(now.getTime() - watermark.timestamp * 1_000) <= FRESH_MS) return opengid;
  } catch (error) {
    if (!(error instanceof WechatError || error instanceof v.ValiError)) throw error;
  }
  return refuse('wechat.group');
}

const byCard = (db: Db, card: string) =>
  db.selectFrom('card').select(['community_id', 'notice_id']).where('id', '=', card).executeTakeFirst();

/** A group is known to each place by a name of that place's own, so that two of them cannot compare. */
async function groupOf(db: Db, community_id: string, opengid: string, now: Date) {
  await db
    .insertInto('chat_group')
    .values({ community_id, id: randomName(), opengid, name: null, seen_at: now })
    .onConflict((conflict) => conflict.columns(['community_id', 'opengid']).doNothing())
    .execute();
  return db
    .selectFrom('chat_group')
    .select(['id', 'name'])
    .where('community_id', '=', community_id)
    .where('opengid', '=', opengid)
    .executeTakeFirstOrThrow();
}
