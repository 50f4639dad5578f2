import type { Generated, JSONColumnType } from 'kysely';
import type { PickUp } from '../../types/campaigns';
import type { Template } from '../../types/messages';
import type { Held, Kind } from '../../types/notices';
import type { Level, Role } from '../../types/org';
import type { Persona } from '../../types/session';
import type { EggTables } from './eggTables';
import type { FigureTables } from './figureTables';
import type { HouseholdTables } from './householdTables';
import type { LedgerTables } from './ledgerTables';
import type { ReportTables } from './reportTables';
import type { ServiceTables } from './serviceTables';
import type { ShopTables } from './shopTables';

/**
 * The tables as TypeScript sees them; `migrations/` is the truth. Ids are decimal strings, days `YYYY-MM-DD`.
 *
 * `community_id` is the tenant key and comes first in every key of tenant data: the division code of the node that owns
 * the row. Mostly that is a community; a notice of a street office is owned by the street.
 */
export interface Tables
  extends ShopTables, ServiceTables, ReportTables, HouseholdTables, LedgerTables, EggTables, FigureTables {
  node: {
    code: string;
    level: Level;
    name: string;
    official_name: string;
    parent_code: string | null;
    is_open: Generated<boolean>;
  };
  person: {
    id: string;
    home_code: string | null;
    persona: Persona | null;
    /** Sealed. */
    phone: Buffer | null;
    /** Tells which accounts have one number, and not which. */
    phone_mark: Buffer | null;
    created_at: Date;
    /** An account that was deleted is a number that entries of the ledger can still name. */
    erased_at: Date | null;
    settles_from: string | null;
  };
  identity: {
    provider: string;
    /** WeChat's openid. */
    subject: string;
    person_id: string;
    /** Sealed. */
    session_key: Buffer | null;
    visited_at: Date | null;
  };
  farewell: { mark: Buffer; settles_from: string };
  wechat_token: { app_id: string; token: Buffer | null; expires_at: Date | null; asking_until: Date | null };
  receipt: { open_id: string; person_id: string; at: Date };
  push: { mark: Buffer; at: Date };
  url_link: { path: string; url: string; expires_at: Date };
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
    /** Whether it may be shown, as far as WeChat has said; `private` while it is for its owner alone, and WeChat is not asked. */
    verdict: Generated<'private' | 'waiting' | 'pass' | 'review' | 'risky'>;
    trace_id: string | null;
    asked_at: Date | null;
    /** Whoever brought it threw it away. */
    dropped_at: Date | null;
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
    must_know: Generated<boolean>;
    held: Held | null;
    /** When messages about a must-know notice were queued. */
    told_at: Date | null;
    /** When a held one was last looked at again. */
    looked_at: Date | null;
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
  chat_group: {
    community_id: string;
    id: string;
    opengid: string;
    name: string | null;
    named_by: string | null;
    named_at: Date | null;
    seen_at: Date;
  };
  /** The group through which a person first came to a notice. */
  group_entry: {
    community_id: string;
    notice_id: string;
    person_id: string;
    group_id: string;
    card: string;
    scene: number;
    entered_at: Date;
  };
  consent: { person_id: string; template: Template; given: Generated<number>; used: Generated<number> };
  message: {
    id: Generated<string>;
    person_id: string;
    template: Template;
    about: string;
    fields: JSONColumnType<Record<string, string>>;
    page: string;
    state: Generated<'queued' | 'sending' | 'sent' | 'unknown' | 'dead'>;
    due_at: Date;
    tries: Generated<number>;
    claimed_at: Date | null;
    error: string | null;
    made_at: Date;
    done_at: Date | null;
  };
  campaign: {
    id: string;
    node_code: string;
    name: string;
    first_day: string;
    last_day: string;
    cap: number;
    pick_ups: JSONColumnType<PickUp[]>;
    created_at: Date;
    /** In a hundred eggs that are promised, how many are brought besides. */
    reserve: Generated<number>;
    ended_at: Date | null;
  };
  campaign_community: {
    community_id: string;
    campaign_id: string;
    first_day: string;
    last_day: string;
    cap: number;
    stock: number | null;
    laid: Generated<number>;
    stopped: 'paused' | 'ended' | null;
    /** Of those laid, taken back. */
    taken: Generated<number>;
    delivered: Generated<number>;
    collected: Generated<number>;
    returned: Generated<number>;
    broken: Generated<number>;
    /** How many entries of the ledger there are besides the eggs themselves. */
    moved: Generated<number>;
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
