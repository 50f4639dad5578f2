import type { Notice } from '../../types/notices';
import { cardPictureUrl } from '../files';
import type { Db } from '../kit/database';
import { places } from '../org';
import { countsOf, findNotice } from './queries';
import { excerptOf, isPublic } from './rules';
import { noticeView } from './views';

/** What everyone may know of a notice, and how it looks from afar. */
export interface PublicNotice {
  notice: Notice;
  readers: number;
  opens: number;
  excerpt: string;
  /** 5:4, as on a share card. */
  image: string;
}

/**
 * A notice for whoever asks, and null when there is nothing to show them. It counts no open: here ask crawlers, and
 * WeChat itself before anybody has looked.
 */
export async function publicNotice(db: Db, id: string, now: Date, origin: string): Promise<PublicNotice | null> {
  const row = await findNotice(db, id);
  if (!row || row.held !== null || !isPublic(row, now)) return null;
  const at = (await places(db, [row.community_id]))(row.community_id);
  const notice = noticeView(row, at, now, origin);
  const picture = notice.withdrawn ? undefined : row.pictures[0];
  return {
    notice,
    ...(await countsOf(db, row.community_id, id)),
    excerpt: excerptOf(notice.body),
    image: picture ? cardPictureUrl(origin, picture.key) : `${origin}/pictures/${notice.kind}.png`,
  };
}
