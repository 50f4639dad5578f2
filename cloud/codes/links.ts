import type { Clock } from '../kit/clock';
import type { Db } from '../kit/database';
import type { Wechat } from '../wechat';

/** WeChat lets a link live this long, and makes half a million a day. */
const LIFE_MS = 29 * 86_400_000;
/** Somebody who is given a link has at least this long to use it. */
const LEAST_MS = 86_400_000;

/**
 * The address that opens a page of the mini-program from a browser. Asked for once in a while and kept.
 * @throws WechatError
 */
export const createLinks =
  (db: Db, wechat: Wechat, clock: Clock) =>
  async (page: string, query: string): Promise<string> => {
    const now = clock.now();
    const path = `${page}?${query}`;
    const kept = await db
      .selectFrom('url_link')
      .select('url')
      .where('path', '=', path)
      .where('expires_at', '>', new Date(now.getTime() + LEAST_MS))
      .executeTakeFirst();
    if (kept) return kept.url;
    const expires_at = new Date(now.getTime() + LIFE_MS);
    const url = await wechat.urlLink({ path: page, query, expiresAt: expires_at });
    await db
      .insertInto('url_link')
      .values({ path, url, expires_at })
      .onConflict((conflict) => conflict.column('path').doUpdateSet({ url, expires_at }))
      .execute();
    return url;
  };
