import type { Generated, JSONColumnType } from 'kysely';
import type { Kind } from '../../types/notices';
import type { Level, Role } from '../../types/org';
import type { Persona } from '../../types/session';

/**
 * The tables as TypeScript sees them; `migrations/` is the truth. Ids are decimal strings, days `YYYY-MM-DD`.
 *
 * `community_id` is the tenant key and comes first in every key of tenant data: the division code of the node that owns
 * the row. Mostly that is a community; a notice of a street office is owned by the street.
 */
export interface Tables {
  node: {
    code: string;
    level: Level;
    name: string;
    official_name: string;
    parent_code: string | null;
    is_open: Generated<boolean>;
  };
  person: { id: string; home_code: string | null; persona: Persona | null; created_at: Date };
  identity: { provider: string; subject: string; person_id: string };
  session: { token_hash: Buffer; person_id: string; created_at: Date; expires_at: Date };
  role_grant: { person_id: string; role: Role; node_code: string; granted_at: Date };
  file: {
    id: string;
    owner_id: string;
    key: string;
    token_hash: Buffer;
    width: number | null;
    height: number | null;
    created_at: Date;
    /** Null until the picture has arrived; a token is good once. */
    stored_at: Date | null;
  };
  notice: {
    community_id: string;
    id: string;
    kind: Kind;
    title: string;
    body: string;
    byline: string;
    phone: string | null;
    address: string | null;
    pictures: JSONColumnType<StoredPicture[]>;
    /** Null in a draft; in the future while scheduled. */
    publish_at: Date | null;
    pinned: Generated<boolean>;
    version: Generated<number>;
    corrected_at: Date | null;
    withdrawn_at: Date | null;
    withdrawn_reason: string | null;
    made_by: string;
    created_at: Date;
  };
  notice_version: {
    community_id: string;
    notice_id: string;
    version: number;
    content: JSONColumnType<Record<string, unknown>>;
    note: string;
    replaced_by: string;
    replaced_at: Date;
  };
  notice_count: { community_id: string; notice_id: string; readers: Generated<number>; opens: Generated<number> };
  notice_open: {
    community_id: string;
    notice_id: string;
    id: string;
    person_id: string | null;
    day: string;
    opened_at: Date;
    card: string | null;
    scene: number | null;
  };
  notice_read: {
    community_id: string;
    notice_id: string;
    person_id: string;
    /** The open whose ticket was credited: a retry of it is told the truth. */
    open_id: string;
    day: string;
    credited_at: Date;
    home_code: string | null;
    card: string | null;
    scene: number | null;
  };
  card: {
    community_id: string;
    id: string;
    notice_id: string;
    made_by: string;
    by_staff: boolean;
    from_card: string | null;
    created_at: Date;
  };
  campaign: {
    id: string;
    node_code: string;
    name: string;
    first_day: string;
    last_day: string;
    cap: number;
    pick_ups: JSONColumnType<{ day: string; hours: string; at: string }[]>;
    created_at: Date;
  };
  campaign_community: {
    community_id: string;
    campaign_id: string;
    first_day: string;
    last_day: string;
    cap: number;
    stock: number | null;
    laid: Generated<number>;
  };
  egg: {
    community_id: string;
    campaign_id: string;
    person_id: string;
    day: string;
    number: number;
    notice_id: string;
    open_id: string;
    laid_at: Date;
  };
  answer: {
    person_id: string;
    procedure: string;
    client_id: string;
    input_hash: Buffer;
    output: string | null;
    created_at: Date;
  };
  audit: {
    id: string;
    at: Date;
    person_id: string;
    node_code: string;
    procedure: string;
    input: string;
    request_id: string;
  };
  secret: { name: string; value: Buffer };
}

export interface StoredPicture {
  id: string;
  key: string;
  width: number;
  height: number;
}
