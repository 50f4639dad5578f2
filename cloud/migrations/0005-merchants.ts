import { sql, type Kysely } from 'kysely';

/**
 * Co-building shops: what they agreed to, what they offer, the badge that anyone can check, and coupons with their ledger.
 * Whether a badge is good follows from days and the clock; no row is changed for it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table merchant (
      community_id text not null references node,
      id bigint not null,
      name text not null,
      category text not null,
      address text not null,
      phone text,
      hours text,
      about text,
      door jsonb not null,
      -- Whoever signed has looked at the photograph themselves.
      door_seen boolean not null default false,
      -- WeChat's check has not passed its words.
      doubtful boolean not null default false,
      -- An application whose owner has left for good: its words are gone, and nobody finds it.
      gone boolean not null default false,
      documents jsonb not null,
      -- As the map gave it, and in metres on Mercator's plane, on which the nearest can be found by an index.
      latitude double precision,
      longitude double precision,
      place point,
      keeper_id bigint,
      made_by bigint not null,
      made_at timestamptz not null,
      standing text not null check (standing in ('applied', 'declined', 'signed', 'suspended', 'revoked')),
      reason text,
      -- The days without a gap that its agreements cover: those that run, or else the last ones or the next.
      since date,
      from_day date,
      until_day date,
      -- What the directory searches: the words, and every pair of neighbouring letters in them, also with its community before it.
      words text not null,
      pairs text[] not null,
      primary key (community_id, id),
      check ((standing in ('applied', 'declined')) = (until_day is null))
    );
    -- A hash gives no order: what a community has is never looked for along the shops of all the others.
    create index merchant_by_id on merchant using hash (id);
    create index merchant_by_keeper on merchant (keeper_id) where keeper_id is not null;
    create index merchant_of_all on merchant ((id + 0) desc) where standing = 'signed';
    create index merchant_listed on merchant (community_id, id desc) where standing = 'signed';
    create index merchant_by_category on merchant (community_id, category, id desc) where standing = 'signed';
    create index merchant_by_pairs on merchant using gin (pairs) where standing = 'signed';
    create index merchant_near on merchant using gist (place) where standing = 'signed';
    create index merchant_shows on merchant using gin (door jsonb_path_ops);
    create index merchant_documents on merchant using gin (documents jsonb_path_ops);

    create table agreement (
      community_id text not null,
      merchant_id bigint not null,
      number integer not null,
      first_day date not null,
      last_day date not null,
      promises text not null,
      consent_needed boolean not null,
      papers jsonb not null,
      signed_by bigint not null,
      signed_at timestamptz not null,
      primary key (community_id, merchant_id, number),
      foreign key (community_id, merchant_id) references merchant,
      check (first_day <= last_day)
    );
    create index agreement_papers on agreement using gin (papers jsonb_path_ops);
    create table merchant_step (
      community_id text not null,
      merchant_id bigint not null,
      id bigint not null,
      act text not null,
      reason text,
      person_id bigint not null,
      at timestamptz not null,
      primary key (community_id, merchant_id, id),
      foreign key (community_id, merchant_id) references merchant
    );
    create table service_list (
      community_id text not null,
      merchant_id bigint not null,
      version integer not null,
      items jsonb not null,
      state text not null check (state in ('public', 'waiting', 'declined', 'replaced')),
      made_by bigint not null,
      made_at timestamptz not null,
      settled_at timestamptz,
      primary key (community_id, merchant_id, version),
      foreign key (community_id, merchant_id) references merchant
    );
    create unique index service_list_waiting on service_list (community_id, merchant_id) where state = 'waiting';
    create table badge (
      community_id text not null,
      serial text not null,
      merchant_id bigint not null,
      made_at timestamptz not null,
      replaced_at timestamptz,
      replaced_reason text,
      primary key (community_id, serial),
      foreign key (community_id, merchant_id) references merchant,
      check ((replaced_at is null) = (replaced_reason is null))
    );
    create index badge_by_serial on badge (serial);
    create unique index badge_in_force on badge (community_id, merchant_id) where replaced_at is null;
    -- A person once a day. The mark is made of who they are under a key, and by chance once the day is over.
    create table badge_visit (
      community_id text not null,
      merchant_id bigint not null,
      day date not null,
      mark bytea not null,
      primary key (community_id, merchant_id, day, mark)
    );
    create index badge_visit_by_day on badge_visit (day);
    create table keeper_invite (
      community_id text not null,
      merchant_id bigint not null,
      code_hash bytea not null,
      made_by bigint not null,
      made_at timestamptz not null,
      expires_at timestamptz not null,
      -- A shop has one at a time: the newest.
      primary key (community_id, merchant_id),
      foreign key (community_id, merchant_id) references merchant
    );
    create index keeper_invite_by_code on keeper_invite (code_hash);
    create table merchant_helpful (
      community_id text not null,
      merchant_id bigint not null,
      person_id bigint not null,
      at timestamptz not null,
      primary key (community_id, merchant_id, person_id)
    );
    create index merchant_helpful_by_person on merchant_helpful (person_id);
    create table merchant_word (
      community_id text not null,
      id bigint not null,
      merchant_id bigint not null,
      problem boolean not null,
      words text not null,
      -- Unknown of those who wrote on the public page.
      person_id bigint,
      at timestamptz not null,
      heard_by bigint,
      heard_at timestamptz,
      note text,
      primary key (community_id, id),
      foreign key (community_id, merchant_id) references merchant
    );
    create index merchant_word_unheard on merchant_word (community_id, id) where heard_at is null;
    create index merchant_word_by_person on merchant_word (person_id) where person_id is not null;
    create table merchant_choice (
      community_id text not null,
      merchant_id bigint not null,
      year integer not null,
      reason text not null,
      chosen_by bigint not null,
      chosen_at timestamptz not null,
      primary key (community_id, merchant_id, year),
      foreign key (community_id, merchant_id) references merchant
    );

    create table coupon (
      community_id text not null,
      id bigint not null,
      merchant_id bigint not null,
      kind text not null check (kind in ('off', 'gift')),
      title text not null,
      yuan integer check (yuan > 0),
      conditions text,
      total integer not null check (total > 0),
      per_person integer not null check (per_person > 0),
      first_day date not null,
      last_day date not null,
      keep_days integer not null check (keep_days > 0),
      made_by bigint not null,
      made_at timestamptz not null,
      stopped_at timestamptz,
      primary key (community_id, id),
      foreign key (community_id, merchant_id) references merchant,
      check ((kind = 'off') = (yuan is not null)),
      check (first_day <= last_day)
    );
    create index coupon_by_id on coupon using hash (id);
    create index coupon_of_merchant on coupon (community_id, merchant_id, id desc);
    create index coupon_running on coupon (community_id, last_day) where stopped_at is null;
    create table coupon_claim (
      community_id text not null,
      id bigint not null,
      coupon_id bigint not null,
      merchant_id bigint not null,
      -- Counts the claims of a shop: what its keeper types before the rotating code.
      number integer not null,
      person_id bigint not null,
      claimed_at timestamptz not null,
      until timestamptz not null,
      redeemed_at timestamptz,
      returned_at timestamptz,
      primary key (community_id, id),
      unique (community_id, merchant_id, number),
      foreign key (community_id, coupon_id) references coupon,
      check (redeemed_at is null or returned_at is null)
    );
    create index coupon_claim_by_id on coupon_claim (id);
    create index coupon_claim_by_person on coupon_claim (person_id, id desc);
    create index coupon_claim_of on coupon_claim (community_id, coupon_id);
    create index coupon_claim_due on coupon_claim (until) where redeemed_at is null and returned_at is null;

    -- Things of value: an entry moves an amount from one account to another, once, because its id says what it is.
    create table ledger_entry (
      community_id text not null references node,
      id text not null,
      book text not null check (book in ('coupon')),
      item_id bigint not null,
      reason text not null check (reason in ('issued', 'claimed', 'redeemed', 'expired')),
      amount integer not null check (amount > 0),
      person_id bigint,
      at timestamptz not null,
      primary key (community_id, id)
    );
    create index ledger_entry_of_item on ledger_entry (community_id, book, item_id);

    create trigger stay before update or delete or truncate on agreement for each statement execute function stay_as_written();
    create trigger stay before update or delete or truncate on merchant_step for each statement execute function stay_as_written();
    create trigger stay before update or delete or truncate on ledger_entry for each statement execute function stay_as_written();
    -- A version may be settled or replaced; what a public one says stays.
    create trigger stay before delete or update of items on service_list
      for each row when (old.state = 'public') execute function stay_as_written();
    create trigger stay_whole before truncate on service_list for each statement execute function stay_as_written();
  `.execute(db);
}
