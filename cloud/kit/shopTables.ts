import type { Generated, JSONColumnType } from 'kysely';
import type { CouponKind } from '../../types/coupons';
import type { Category, MerchantStep, Service } from '../../types/shops';
import type { StoredPicture } from './tables';

/** The tables of co-building shops and of what they give (migration 0005); part of `Tables`. */
export interface ShopTables {
  merchant: {
    community_id: string;
    id: string;
    name: string;
    category: Category;
    address: string;
    phone: string | null;
    hours: string | null;
    about: string | null;
    door: JSONColumnType<StoredPicture>;
    door_seen: Generated<boolean>;
    doubtful: Generated<boolean>;
    gone: Generated<boolean>;
    documents: JSONColumnType<StoredPicture[]>;
    latitude: number | null;
    longitude: number | null;
    /** Whoever keeps it in the app. */
    keeper_id: string | null;
    made_by: string;
    made_at: Date;
    standing: 'applied' | 'declined' | 'signed' | 'suspended' | 'revoked';
    reason: string | null;
    /** The first day of the first agreement. */
    since: string | null;
    /** The days without a gap that its agreements cover. */
    from_day: string | null;
    until_day: string | null;
    words: string;
    pairs: string[];
  };
  agreement: {
    community_id: string;
    merchant_id: string;
    number: number;
    first_day: string;
    last_day: string;
    promises: string;
    consent_needed: boolean;
    papers: JSONColumnType<StoredPicture[]>;
    signed_by: string;
    signed_at: Date;
  };
  merchant_step: {
    community_id: string;
    merchant_id: string;
    id: string;
    act: MerchantStep;
    reason: string | null;
    person_id: string;
    at: Date;
  };
  service_list: {
    community_id: string;
    merchant_id: string;
    version: number;
    items: JSONColumnType<Service[]>;
    state: 'public' | 'waiting' | 'declined' | 'replaced';
    made_by: string;
    made_at: Date;
    settled_at: Date | null;
  };
  badge: {
    serial: string;
    community_id: string;
    merchant_id: string;
    made_at: Date;
    replaced_at: Date | null;
    replaced_reason: string | null;
  };
  badge_visit: { community_id: string; merchant_id: string; day: string; mark: Buffer };
  keeper_invite: {
    community_id: string;
    merchant_id: string;
    code_hash: Buffer;
    made_by: string;
    made_at: Date;
    expires_at: Date;
  };
  merchant_helpful: { community_id: string; merchant_id: string; person_id: string; at: Date };
  merchant_word: {
    community_id: string;
    id: string;
    merchant_id: string;
    problem: boolean;
    words: string;
    person_id: string | null;
    at: Date;
    heard_by: string | null;
    heard_at: Date | null;
    note: string | null;
  };
  merchant_choice: {
    community_id: string;
    merchant_id: string;
    year: number;
    reason: string;
    chosen_by: string;
    chosen_at: Date;
  };
  coupon: {
    community_id: string;
    id: string;
    merchant_id: string;
    kind: CouponKind;
    title: string;
    yuan: number | null;
    conditions: string | null;
    total: number;
    per_person: number;
    first_day: string;
    last_day: string;
    keep_days: number;
    made_by: string;
    made_at: Date;
    stopped_at: Date | null;
  };
  coupon_claim: {
    community_id: string;
    id: string;
    coupon_id: string;
    merchant_id: string;
    number: number;
    person_id: string;
    claimed_at: Date;
    until: Date;
    redeemed_at: Date | null;
    returned_at: Date | null;
  };
}
