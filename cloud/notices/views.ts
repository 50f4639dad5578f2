import type { Headline, Notice } from '../../types/notices';
import type { Found } from '../../types/org';
import { pictureView } from '../files';
import type { Tables } from '../kit/tables';
import { placeOf } from '../org';
import { excerptOf, stateOf } from './rules';
import type { Selectable } from 'kysely';

type Row = Selectable<Tables['notice']>;

/** A notice as its page shows it. A withdrawn one keeps its title and its reason, and no text. */
export function noticeView(row: Row, at: Found, now: Date, origin: string): Notice {
  const withdrawn = row.withdrawn_at && { at: row.withdrawn_at.toISOString(), reason: row.withdrawn_reason ?? '' };
  return {
    id: row.id,
    state: stateOf(row, now),
    kind: row.kind,
    title: row.title,
    body: withdrawn ? '' : row.body,
    pictures: withdrawn ? [] : row.pictures.map((picture) => pictureView(origin, picture)),
    byline: row.byline,
    phone: row.phone,
    address: row.address,
    place: placeOf(at),
    above: at.above,
    publishAt: row.publish_at?.toISOString() ?? null,
    pinned: row.pinned,
    version: row.version,
    correctedAt: row.corrected_at?.toISOString() ?? null,
    withdrawn,
    mustKnow: row.must_know,
    held: row.held,
  };
}

type Listed = Pick<
  Row,
  | 'community_id'
  | 'id'
  | 'kind'
  | 'title'
  | 'body'
  | 'pictures'
  | 'byline'
  | 'publish_at'
  | 'pinned'
  | 'withdrawn_at'
  | 'must_know'
  | 'held'
> & { readers: number; opens: number };

export function headlineView(row: Listed, at: Found, now: Date, origin: string): Headline {
  const picture = row.pictures[0];
  return {
    id: row.id,
    state: stateOf(row, now),
    kind: row.kind,
    title: row.title,
    excerpt: excerptOf(row.body),
    picture: picture ? pictureView(origin, picture) : null,
    byline: row.byline,
    place: placeOf(at),
    publishAt: row.publish_at?.toISOString() ?? null,
    pinned: row.pinned,
    mustKnow: row.must_know,
    held: row.held,
    readers: row.readers,
    opens: row.opens,
  };
}
