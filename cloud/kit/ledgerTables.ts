/** The tables of closed days (migration 0009); part of `Tables`. */
export interface LedgerTables {
  ledger_close: {
    community_id: string;
    campaign_id: string;
    day: string;
    number: number;
    entries: number;
    root: Buffer;
    before: Buffer;
    seal: Buffer;
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
