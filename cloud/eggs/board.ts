import { sql } from 'kysely';
import { runners, type CampaignShown, type Standing } from '../../types/campaigns';
import { shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import type { Actor, Handlers } from '../kit/serve';
import { holds, places } from '../org';
import { placesOf, type Place } from './holders';
import { actsOf, campaignStateOf, forecastOf, marksOf, redOf, sumsOf } from './planning';
import { wholeCampaign, wholeCampaigns, type WholeCampaign } from './queries';

const MOST = 50;

/** Campaigns as staff see them. */
export const boards: Pick<Handlers['eggs'], 'campaigns' | 'campaign' | 'variance'> = {
  async campaigns({ communityCode, nodeCode }, { db, actor, now }) {
    const code = nodeCode ?? communityCode ?? '';
    const found = await wholeCampaigns(db, (rows) =>
      rows
        .where((eb) =>
          eb.or([
            sql<boolean>`starts_with(c.node_code, ${code})`,
            eb.exists(
              eb
                .selectFrom('campaign_community as m')
                .select('m.community_id')
                .whereRef('m.campaign_id', '=', 'c.id')
                .where(sql<boolean>`starts_with(m.community_id, ${code})`),
            ),
          ]),
        )
        .limit(MOST),
    );
    return { campaigns: await Promise.all(found.map((one) => shownCampaign(db, one, actor, now))) };
  },

  async campaign({ campaignId }, { db, actor, now }) {
    const whole = await wholeCampaign(db, campaignId);
    const today = shanghaiDay(now);
    const rows = await placesOf(db, campaignId).orderBy('m.community_id').execute();
    const steps = await db
      .selectFrom('campaign_step')
      .select(['act', 'reason', 'at'])
      .where('campaign_id', '=', campaignId)
      .orderBy('number')
      .execute();
    const most = await mostOf(db, rows, whole, today);
    const { laid, closed } = await laidByDay(db, whole, rows, today);
    const forecast = forecastOf(whole, laid, closed, most, today);
    return {
      campaign: await shownCampaign(db, whole, actor, now),
      steps: steps.map(({ act, reason, at }) => ({ act, reason, at: at.toISOString() })),
      ...forecast,
      most,
      standings: await standingsOf(db, rows, actor, today),
    };
  },

  async variance({ campaignId, day: asked }, { db }) {
    const { codes } = await wholeCampaign(db, campaignId);
    const closes = await db
      .selectFrom('ledger_close')
      .select(['community_id', 'day'])
      .select(sql<number>`coalesce(laid, entries)`.as('laid'))
      .where('campaign_id', '=', campaignId)
      .where('community_id', 'in', [...codes, ''])
      .execute();
    const day = asked ?? closes.reduce<string | null>((last, one) => (last && last > one.day ? last : one.day), null);
    if (day === null) return { day: null, places: [] };
    const facts = await dayFacts(db, campaignId, codes, day);
    const closesOf = new Map(codes.map((code) => [code, [] as typeof closes]));
    for (const one of closes) closesOf.get(one.community_id)?.push(one);
    const at = await places(db, codes);
    return {
      day,
      places: codes.map((code) => {
        const own = closesOf.get(code) ?? [];
        const before = own.filter((one) => one.day < day);
        const usual =
          before.length === 0 ? null : Math.round(before.reduce((sum, one) => sum + one.laid, 0) / before.length);
        const { handings, ...seen } = facts(code);
        const figures = { ...seen, laid: own.find((one) => one.day === day)?.laid ?? 0, usual };
        return { community: { code, name: at(code).name }, ...figures, marks: marksOf({ ...figures, handings }) };
      }),
    };
  },
};

/** A campaign as whoever asks sees it. */
export async function shownCampaign(db: Db, one: WholeCampaign, actor: Actor, now: Date): Promise<CampaignShown> {
  const state = campaignStateOf(one, shanghaiDay(now));
  const at = await places(db, [one.node_code]);
  return {
    id: one.id,
    name: one.name,
    firstDay: one.first_day,
    lastDay: one.last_day,
    cap: one.cap,
    pickUps: one.pick_ups,
    state,
    node: { code: one.node_code, name: at(one.node_code).name },
    reserve: one.reserve,
    communities: one.codes.length,
    promised: one.promised,
    may: holds(actor.grants, runners, one.node_code) ? actsOf(state) : [],
  };
}

/** How a campaign stands in communities, with what people wrote of its differences. */
export async function standingsOf(db: Db, rows: readonly Place[], actor: Actor, today: string): Promise<Standing[]> {
  const codes = rows.map(({ community_id }) => community_id);
  if (codes.length === 0) return [];
  const at = await places(db, codes);
  const said = await db
    .selectFrom('egg_explanation')
    .selectAll()
    .where('community_id', 'in', codes)
    .where('campaign_id', 'in', [...new Set(rows.map(({ campaign_id }) => campaign_id))])
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => {
    const sums = sumsOf(row);
    const here = row.pick_ups.filter(({ communityCode: code }) => (code ?? row.community_id) === row.community_id);
    const { stock, delivered, collected, returned, broken } = row;
    return {
      community: { code: row.community_id, name: at(row.community_id).name },
      ...{ stock, delivered, collected, returned, broken },
      ...sums,
      red: redOf(
        sums,
        here.map(({ day }) => day),
        today,
      ),
      explained: said
        .filter((one) => one.community_id === row.community_id && one.campaign_id === row.campaign_id)
        .map(({ about, difference, note, at: then, by_id }) => ({
          ...{ about, difference, note, at: then.toISOString() },
          mine: by_id === actor.id,
        })),
    };
  });
}

/** The most that a campaign can come to: an egg for each resident on each day that is left, as far as cap and stock go. */
async function mostOf(db: Db, rows: readonly Place[], { first_day, last_day, cap }: WholeCampaign, today: string) {
  const residents = await db
    .selectFrom('person')
    .select(['home_code', (eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('n')])
    .where('home_code', 'in', [...rows.map(({ community_id }) => community_id), ''])
    .groupBy('home_code')
    .execute();
  const at = new Map(residents.map(({ home_code, n }) => [home_code, n]));
  const daysOf = (from: string): number => Math.max(0, (Date.parse(last_day) - Date.parse(from)) / 86_400_000 + 1);
  const begun = today >= first_day;
  const days = Math.min(cap, daysOf(begun ? today : first_day));
  return rows.reduce((sum, { community_id, stock, laid, stopped }) => {
    const people = at.get(community_id) ?? 0;
    const more = stopped === 'ended' ? 0 : people * days;
    return sum + Math.min(stock ?? Infinity, laid + more, Math.max(laid, people * Math.min(cap, daysOf(first_day))));
  }, 0);
}

/** What was laid on each day that has begun, and which days are closed. What is not closed yet is today's. */
async function laidByDay(db: Db, { id, first_day, last_day }: WholeCampaign, rows: readonly Place[], today: string) {
  const closes = await db
    .selectFrom('ledger_close')
    .select('day')
    .select(sql<number>`sum(coalesce(laid, entries))::integer`.as('laid'))
    .where('campaign_id', '=', id)
    .where('community_id', 'in', [...rows.map(({ community_id }) => community_id), ''])
    .groupBy('day')
    .orderBy('day')
    .execute();
  const laid = new Map(closes.map((one) => [one.day, one.laid]));
  const rest = rows.reduce((sum, row) => sum + row.laid, 0) - closes.reduce((sum, one) => sum + one.laid, 0);
  const open = today < last_day ? today : last_day;
  if (today >= first_day && !laid.has(open)) laid.set(open, rest);
  return { laid, closed: closes.map(({ day }) => day) };
}

/** What of a day is written in each community besides the eggs that were laid. */
async function dayFacts(db: Db, campaign: string, codes: readonly string[], day: string) {
  const { rows } = await sql<{ code: string; what: string; n: number }>`
    select community_id as code, k.what, sum(k.n)::integer as n from egg_handing, lateral (values
        ('handings', (state in ('done', 'conflict'))::integer), ('collected', case when state in ('done', 'conflict') then count else 0 end),
        ('byList', (state = 'done' and way = 'list')::integer), ('conflicts', (state = 'conflict')::integer)) as k (what, n)
      where community_id = any (${codes}) and campaign_id = ${campaign}::bigint and day = ${day}::date group by 1, 2
    union all
    select community_id, 'broken', sum(counted)::integer from egg_move where community_id = any (${codes}) and campaign_id = ${campaign}::bigint
      and kind = 'broken' and (signed_at at time zone 'Asia/Shanghai')::date = ${day}::date group by 1
    union all
    select community_id, 'corrected', count(*)::integer from egg_correction where community_id = any (${codes})
      and campaign_id = ${campaign}::bigint and state = 'done' and (decided_at at time zone 'Asia/Shanghai')::date = ${day}::date group by 1
    union all
    select community_id, 'flagged', count(*)::integer from egg_flag where community_id = any (${codes})
      and campaign_id = ${campaign}::bigint and (at at time zone 'Asia/Shanghai')::date = ${day}::date group by 1`.execute(
    db,
  );
  const found = new Map(rows.map(({ code, what, n }) => [`${code} ${what}`, n]));
  return (code: string) => {
    const of = (what: string): number => found.get(`${code} ${what}`) ?? 0;
    return {
      ...{ handings: of('handings'), collected: of('collected'), byList: of('byList'), conflicts: of('conflicts') },
      ...{ broken: of('broken'), corrected: of('corrected'), flagged: of('flagged') },
    };
  };
}

/** Where a campaign was made; who runs it holds their role there. */
export const ownerOfCampaign = async (db: Db, id: string): Promise<{ code: string } | null> => {
  const row = await db.selectFrom('campaign').select('node_code').where('id', '=', id).executeTakeFirst();
  return row ? { code: row.node_code } : null;
};
