import { createCache } from '../kit/cache';
import type { Clock } from '../kit/clock';
import type { Db } from '../kit/database';
import type { Wechat } from '../wechat';

/** WeChat lets a link live this long, and makes half a million a day. */
const LIFE_MS = 29 * 86_400_000;
/** Somebody who is given a link has at least this long to use it. */
const LEAST_MS = 86_400_000;
const MOMENT_MS = 60_000;

/**
 * The address that opens a page of the mini-program from a browser. Asked for once in a while and kept.
 * @throws WechatError
 */
export function createLinks(db: Db, wechat: Wechat, clock: Clock): (page: string, query: string) => Promise<string> {
  // Whoever asks while a link is being made waits for that one.
  const making = createCache<string>(MOMENT_MS);
  return (page, query) => making.get(`${page}?${query}`, clock.now(), () => link(`${page}?${query}`, page, query));

  async function link(path: string, page: string, query: string): Promise<string> {
    const now = clock.now();
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
  }
}
