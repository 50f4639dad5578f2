import { sql } from 'kysely';
import type { Contract, Output } from '../../types';
import type { Db } from '../kit/database';
import type { Seal } from '../kit/seal';
import { placeOf, places } from '../org';
import { phoneOf } from './account';
import { doorOfPerson } from './door';

type Mine = Output<Contract['session']['mine']>;

const MOST = 10_000;

/** The shops that somebody keeps. */
export const shopsOf = (db: Db, person: string) =>
  db
    .selectFrom('merchant')
    .select(['id', 'name'])
    .where('keeper_id', '=', person)
    .orderBy('id', 'desc')
    .limit(50)
    .execute();

/** The units that somebody handles whistles for. */
export const unitsOf = (db: Db, person: string) =>
  db
    .selectFrom('unit_member as m')
    .innerJoin('unit as u', (join) =>
      join.onRef('u.community_id', '=', 'm.community_id').onRef('u.id', '=', 'm.unit_id'),
    )
    .select(['u.id', 'u.name'])
    .where('m.person_id', '=', person)
    .where('u.dropped_at', 'is', null)
    .orderBy('u.id', 'desc')
    .limit(50)
    .execute();

/** Everything that is kept about somebody, as they may take it along. */
export async function mine(db: Db, seal: Seal, person: string): Promise<Mine> {
  const own = await db.selectFrom('person').selectAll().where('id', '=', person).executeTakeFirstOrThrow();
  const grants = await db
    .selectFrom('role_grant')
    .select(['role', 'node_code'])
    .where('person_id', '=', person)
    .execute();
  const codes = grants.map(({ node_code }) => node_code);
  const at = await places(db, own.home_code === null ? codes : [...codes, own.home_code]);
  const countIn = async (
    table: 'identity' | 'notice_open' | 'file' | 'diary_note',
    column: 'person_id' | 'owner_id',
  ) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}
      where ${sql.ref(column)} + 0 = ${person}::bigint`.execute(db);
    return rows[0]?.n ?? 0;
  };
  const reads = await db
    .selectFrom('notice_read as r')
    .innerJoin('notice as n', (join) =>
      join.onRef('n.community_id', '=', 'r.community_id').onRef('n.id', '=', 'r.notice_id'),
    )
    .select(['r.notice_id', 'n.title', 'r.credited_at'])
    .where(sql<boolean>`r.person_id + 0 = ${person}::bigint`)
    .orderBy('r.credited_at', 'desc')
    .limit(MOST)
    .execute();
  const eggs = await db
    .selectFrom('egg as e')
    .innerJoin('campaign as c', 'c.id', 'e.campaign_id')
    .select(['e.day', 'c.name'])
    .where('e.person_id', '=', person)
    .orderBy('e.day', 'desc')
    .limit(MOST)
    .execute();
  const handed = await db
    .selectFrom('egg_handing as h')
    .innerJoin('campaign as c', 'c.id', 'h.campaign_id')
    .select(['h.at', 'h.count', 'c.name'])
    .where('h.person_id', '=', person)
    .where('h.state', 'in', ['done', 'conflict'])
    .where('h.count', '>', 0)
    .orderBy('h.id', 'desc')
    .limit(MOST)
    .execute();
  const proxies = await db
    .selectFrom('egg_holder as h')
    .innerJoin('campaign as c', 'c.id', 'h.campaign_id')
    .select(['c.name', 'h.person_id'])
    .where((eb) =>
      eb.or([eb('h.proxy_id', '=', person), eb('h.person_id', '=', person).and('h.proxy_id', 'is not', null)]),
    )
    .orderBy('h.campaign_id', 'desc')
    .limit(MOST)
    .execute();
  const cards = await db
    .selectFrom('card as c')
    .innerJoin('notice as n', (join) =>
      join.onRef('n.community_id', '=', 'c.community_id').onRef('n.id', '=', 'c.notice_id'),
    )
    .select(['c.notice_id', 'n.title', 'c.created_at'])
    .where(sql<boolean>`c.made_by + 0 = ${person}::bigint`)
    .orderBy('c.created_at', 'desc')
    .limit(MOST)
    .execute();
  const groups = await db
    .selectFrom('group_entry')
    .select(['notice_id', 'entered_at'])
    .where('person_id', '=', person)
    .orderBy('entered_at', 'desc')
    .limit(MOST)
    .execute();
  const messages = await db
    .selectFrom('message')
    .select(['template', 'made_at', 'state'])
    .where('person_id', '=', person)
    .orderBy('made_at', 'desc')
    .limit(MOST)
    .execute();
  const consents = await db
    .selectFrom('consent')
    .select(['template', 'given', 'used'])
    .where('person_id', '=', person)
    .execute();
  const coupons = await db
    .selectFrom('coupon_claim as k')
    .innerJoin('coupon as c', (join) =>
      join.onRef('c.community_id', '=', 'k.community_id').onRef('c.id', '=', 'k.coupon_id'),
    )
    .innerJoin('merchant as m', (join) =>
      join.onRef('m.community_id', '=', 'k.community_id').onRef('m.id', '=', 'k.merchant_id'),
    )
    .select(['c.title', 'm.name', 'k.claimed_at', 'k.redeemed_at'])
    .where('k.person_id', '=', person)
    .orderBy('k.id', 'desc')
    .limit(MOST)
    .execute();
  const helpful = await db
    .selectFrom('merchant_helpful as h')
    .innerJoin('merchant as m', (join) =>
      join.onRef('m.community_id', '=', 'h.community_id').onRef('m.id', '=', 'h.merchant_id'),
    )
    .select(['m.id as merchantId', 'm.name'])
    .where('h.person_id', '=', person)
    .orderBy('h.at', 'desc')
    .limit(MOST)
    .execute();
  const words = await db
    .selectFrom('merchant_word')
    .select(['merchant_id', 'words', 'at'])
    .where('person_id', '=', person)
    .orderBy('at', 'desc')
    .limit(MOST)
    .execute();
  const reports = await db
    .selectFrom('report')
    .select(['id', 'words', 'filed_at'])
    .where('reporter_id', '=', person)
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute();
  const said = await db
    .selectFrom('report_line')
    .select(['report_id', 'words', 'at'])
    .where('person_id', '=', person)
    .where('words', 'is not', null)
    .orderBy('at', 'desc')
    .limit(MOST)
    .execute();
  const follows = await db
    .selectFrom('report_joiner')
    .select(['report_id', 'at'])
    .where('person_id', '=', person)
    .orderBy('report_id', 'desc')
    .limit(MOST)
    .execute();
  const acknowledged = await db
    .selectFrom('acknowledgement as a')
    .innerJoin('notice as n', (join) =>
      join.onRef('n.community_id', '=', 'a.notice_place').onRef('n.id', '=', 'a.notice_id'),
    )
    .select(['a.notice_id', 'n.title', 'a.at'])
    .where('a.person_id', '=', person)
    .orderBy('a.at', 'desc')
    .limit(MOST)
    .execute();
  return {
    id: own.id,
    since: own.created_at.toISOString(),
    home: own.home_code === null ? null : placeOf(at(own.home_code)),
    wechat: (await countIn('identity', 'person_id')) > 0,
    phone: phoneOf(seal, own.phone),
    roles: grants.map(({ role, node_code }) => ({ role, place: placeOf(at(node_code)) })),
    reads: reads.map((one) => ({ noticeId: one.notice_id, title: one.title, at: one.credited_at.toISOString() })),
    opens: await countIn('notice_open', 'person_id'),
    eggs: eggs.map(({ day, name }) => ({ day, campaign: name })),
    handed: handed.map(({ name, count, at }) => ({ campaign: name, count, at: at.toISOString() })),
    proxies: proxies.map(({ name, person_id }) => ({ campaign: name, forMe: person_id === person })),
    cards: cards.map((one) => ({ noticeId: one.notice_id, title: one.title, at: one.created_at.toISOString() })),
    groups: groups.map((one) => ({ noticeId: one.notice_id, at: one.entered_at.toISOString() })),
    messages: messages.map((one) => ({ template: one.template, at: one.made_at.toISOString(), state: one.state })),
    consents: consents.map(({ template, given, used }) => ({ template, left: given - used })),
    shops: await shopsOf(db, person),
    coupons: coupons.map((one) => ({
      title: one.title,
      merchant: one.name,
      at: one.claimed_at.toISOString(),
      redeemedAt: one.redeemed_at?.toISOString() ?? null,
    })),
    helpful,
    words: words.map((one) => ({ merchantId: one.merchant_id, words: one.words, at: one.at.toISOString() })),
    reports: reports.map(({ id, words, filed_at }) => ({ id, text: words, at: filed_at.toISOString() })),
    said: said.map((one) => ({ reportId: one.report_id, text: one.words ?? '', at: one.at.toISOString() })),
    follows: follows.map((one) => ({ reportId: one.report_id, at: one.at.toISOString() })),
    posts: await postsOf(db, person),
    door: await doorOfPerson(db, person),
    acknowledged: acknowledged.map((one) => ({ noticeId: one.notice_id, title: one.title, at: one.at.toISOString() })),
    notes: await countIn('diary_note', 'person_id'),
    pictures: await countIn('file', 'owner_id'),
  };
}

/** How somebody is called where they answer, and which grids they look after. */
async function postsOf(db: Db, person: string): Promise<Mine['posts']> {
  const posts = await db
    .selectFrom('post')
    .select(['community_id', 'called'])
    .where('person_id', '=', person)
    .orderBy('community_id')
    .execute();
  const grids = await db
    .selectFrom('grid_worker as w')
    .innerJoin('grid as g', (join) =>
      join.onRef('g.community_id', '=', 'w.community_id').onRef('g.id', '=', 'w.grid_id'),
    )
    .select(['w.community_id', 'g.name'])
    .where('w.person_id', '=', person)
    .orderBy('g.id')
    .execute();
  const at = await places(
    db,
    posts.map(({ community_id }) => community_id),
  );
  return posts.map(({ community_id, called }) => ({
    place: placeOf(at(community_id)),
    called,
    grids: grids.filter((grid) => grid.community_id === community_id).map(({ name }) => name),
  }));
}
