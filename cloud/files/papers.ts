import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Picture } from '../../types/notices';
import type { Db } from '../kit/database';
import type { StoredPicture } from '../kit/tables';
import { nameOf } from './names';

const HOUR_MS = 3_600_000;

/**
 * Pictures that are not for everyone, such as licences: their addresses are given to those who may see them, say nothing of where
 * the picture lies, and are good for one to two hours.
 */
export interface Papers {
  view(origin: string, picture: StoredPicture, now: Date): Picture;
  /** The name in the storage of what an address shows; null when it is not ours, or too old. */
  find(db: Db, id: string, until: string, mark: string, now: Date): Promise<string | null>;
}

export function createPapers(key: Buffer): Papers {
  const markOf = (id: string, until: number): string =>
    createHmac('sha256', key).update(`paper ${id} ${until}`).digest().subarray(0, 15).toString('base64url');
  return {
    view(origin, { id, width, height }, now) {
      // The same for an hour, so that a phone fetches each once.
      const until = Math.floor(now.getTime() / HOUR_MS) + 2;
      return { id, url: `${origin}/papers/${id}-${until}-${markOf(id, until)}.jpg`, width, height };
    },
    async find(db, id, until, mark, now) {
      const isOurs = timingSafeEqual(Buffer.from(mark.padEnd(20)), Buffer.from(markOf(id, Number(until)).padEnd(20)));
      if (!isOurs || Number(until) * HOUR_MS <= now.getTime()) return null;
      const file = await db
        .selectFrom('file')
        .select(['key', 'verdict'])
        .where('id', '=', id)
        .where('dropped_at', 'is', null)
        .executeTakeFirst();
      return file && file.verdict !== 'risky' ? nameOf(file.key) : null;
    },
  };
}
