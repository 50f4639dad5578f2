import type { Contract, Output } from '../../types';
import type { Notice } from '../../types/notices';
import { noticeIn, queryOf } from '../kit/entry';
import type { Prefetched } from '../kit/wechat';

export type Foreseen = Pick<Output<Contract['notices']['open']>, 'notice' | 'readers' | 'opens'>;

const isText = (what: unknown): boolean => typeof what === 'string';

/** Only what the page lays out: it came by way of WeChat's cache, and a notice that is half there must not break the page. */
function isWhole({ notice, readers, opens }: Partial<Foreseen>): boolean {
  const { kind, title, body, byline, place, above, pictures, state } = notice ?? ({} as Partial<Notice>);
  return (
    [kind, title, body, byline, place?.name, place?.level].every(isText) &&
    Array.isArray(above) &&
    Array.isArray(pictures) &&
    pictures.every((picture: Partial<Notice['pictures'][number]> | null) => isText(picture?.url)) &&
    state === 'published' &&
    typeof readers === 'number' &&
    typeof opens === 'number'
  );
}

/** What WeChat fetched, if it is this very page and all there; null otherwise, and nothing is lost by that. */
export function foreseenOf({ fetchedData, path, query }: Prefetched, page: string, id: string): Foreseen | null {
  try {
    if (page !== `/${path.replace(/^\//, '')}` || noticeIn(queryOf(query)) !== id) return null;
    const { notice, readers, opens } = JSON.parse(fetchedData) as Foreseen;
    return notice.id === id && isWhole({ notice, readers, opens }) ? { notice, readers, opens } : null;
  } catch {
    return null;
  }
}
