import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Storage } from '../files';
import type { WechatConfig } from '../kit/config';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { usablePlace } from '../org';
import { WechatError, type Wechat } from '../wechat';
import { sceneOf } from './rules';

export { createLinks } from './links';

const NOTICE_PAGE = 'notices/notice/index';
const HOME_PAGE = 'tabs/home/index';

/** @param stage which version the codes open: a file is kept for each */
export function codes(
  wechat: Wechat | undefined,
  storage: Storage,
  stage: WechatConfig['stage'] | undefined,
): Handlers['codes'] {
  /** The picture's name is made of what it says, so that whoever asks again finds it, in whatever process. */
  async function draw(page: string, scene: string, origin: string): Promise<{ url: string }> {
    const name = `code-${createHash('sha256').update(`${stage} ${page} ${scene}`).digest('hex').slice(0, 40)}.png`;
    if (!(await storage.get(name))) await storage.put(name, await drawn(wechat ?? refuse('wechat.off'), page, scene));
    return { url: `${origin}/pictures/${name}` };
  }

  return {
    async community({ communityCode, at }, { db, origin }) {
      await usablePlace(db, communityCode);
      return draw(HOME_PAGE, sceneOf({ community: communityCode }, at), origin);
    },

    async notice({ noticeId, at }, { db, now, origin }) {
      const notice = await db
        .selectFrom('notice')
        .select(['publish_at', 'withdrawn_at', 'held'])
        .where('id', '=', noticeId)
        .executeTakeFirst();
      if (!notice) return refuse('notice.missing');
      if (notice.withdrawn_at) refuse('notice.withdrawn');
      if (!notice.publish_at || notice.publish_at > now || notice.held) refuse('notice.notPublished');
      return draw(NOTICE_PAGE, sceneOf({ notice: noticeId }, at), origin);
    },
  };
}

async function drawn(wechat: Wechat, page: string, scene: string): Promise<Buffer> {
  try {
    return await sharp(await wechat.code({ page, scene }))
      .png()
      .toBuffer();
  } catch (error) {
    if (error instanceof WechatError) return refuse('wechat.down');
    throw error;
  }
}
