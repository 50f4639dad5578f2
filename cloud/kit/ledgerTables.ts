/** The tables of things of value and of closed days (migrations 0005, 0009, 0010); part of `Tables`. */
export interface LedgerTables {
  ledger_entry: {
    community_id: string;
    /** Says what it is: written twice, it is there once. */
    id: string;
    book: 'coupon' | 'egg';
    /** The coupon, or the campaign. */
    item_id: string;
    reason:
      | 'issued'
      | 'claimed'
      | 'redeemed'
      | 'expired'
      | 'delivered'
      | 'collected'
      | 'uncollected'
      | 'returned'
      | 'broken'
      | 'reversed';
    amount: number;
    person_id: string | null;
    at: Date;
    /** The hand-over, the delivery or the correction that it belongs to. */
    ref: string | null;
  };
  ledger_close: {
    community_id: string;
    campaign_id: string;
    day: string;
    number: number;
    entries: number;
    root: Buffer;
    before: Buffer;
    seal: Buffer;
    /** Of its entries, the eggs that were laid and those handed over; null where all were laid. */
    laid: number | null;
    collected: number | null;
    closed_at: Date;
  };
  ledger_leaf: {
    community_id: string;
    campaign_id: string;
    day: string;
    position: number;
    entry: string;
    leaf: Buffer;
  };
  ledger_head: {
    campaign_id: string;
    day: string;
    communities: number;
    entries: number;
    root: Buffer;
    before: Buffer;
    head: Buffer;
    closed_at: Date;
  };
}
