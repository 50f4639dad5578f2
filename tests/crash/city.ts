import { sql } from 'kysely';
import { loadDemoCity, pilots } from '../../cloud/demo/city';
import { insertCampaign } from '../../cloud/eggs';
import { moveEggs } from '../../cloud/eggs/holders';
import { addDays, shanghaiDay } from '../../cloud/kit/clock';
import { openPostgres, type Db } from '../../cloud/kit/database';
import { hashOf, newId } from '../../cloud/kit/ids';
import { migrate } from '../../cloud/migrations';

/** People of the crash test: their session token can be told from their number. */
export const tokenOf = (n: number): string => `crash-test-token-${n}`;

/** Small on purpose: the stock runs out and the cap is reached while servers die. */
export const STOCK = 60;
export const CAP = 1;

/** A city whose residents are spread over the pilot communities, with notices to read and too few eggs for all. */
export async function buildCity(
  url: string,
  residents: number,
  notices: number,
): Promise<{ notices: string[]; campaignId: string }> {
  const { db, close } = openPostgres(url);
  await migrate(db);
  const now = new Date();
  await loadDemoCity(db, now);
  const campaignId = await scarceEggs(db, now);
  // The last four of them hand eggs out, one in each community.
  const people = Array.from({ length: residents + 4 }, (_, n) => ({
    id: newId(now),
    home: pilots[n % 4],
    hash: hashOf(tokenOf(n)).toString('hex'),
  }));
  const json = JSON.stringify(people);
  const rows = sql`jsonb_to_recordset(${json}::jsonb) as r (id bigint, home text, hash text)`;
  await sql`insert into person (id, home_code, created_at) select id, home, now() from ${rows}`.execute(db);
  await sql`insert into session select decode(hash, 'hex'), id, now(), now() + interval '1 day' from ${rows}`.execute(
    db,
  );
  await sql`insert into role_grant (person_id, role, node_code, granted_at) select id, 'gridworker', home, now() from ${rows}
    where id = any (${people.slice(residents).map(({ id }) => id)}::bigint[])`.execute(db);
  const ids = await publish(db, people[0]?.id ?? '', notices, now);
  await close();
  return { notices: ids, campaignId };
}

/** The demo city's own campaign makes way for one with a stock, whose eggs lie on the tables. It is a fresh city: none has been laid. */
async function scarceEggs(db: Db, now: Date): Promise<string> {
  await db.deleteFrom('campaign_community').execute();
  await db.deleteFrom('campaign').execute();
  const today = shanghaiDay(now);
  const communities = pilots.slice(0, 4).map((code) => ({ code, stock: STOCK }));
  const days = { firstDay: today, lastDay: addDays(today, 1) };
  const pickUps = [0, 1].map((more) => ({ day: addDays(today, more), hours: '全天', at: '居委会' }));
  const id = newId(now);
  await insertCampaign(db, { id, nodeCode: '2301', name: '停电也不乱', cap: CAP, pickUps, communities, ...days }, now);
  for (const { code } of communities)
    await moveEggs(
      db,
      { community_id: code, campaign_id: id },
      [{ id: 'move/1/delivered', reason: 'delivered', amount: STOCK }],
      now,
    );
  return id;
}

async function publish(db: Db, author: string, notices: number, now: Date): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < notices; n++) {
    const [id, code] = [newId(now), pilots[n % 4] ?? ''];
    const words = { kind: 'notice' as const, title: `第 ${n} 条`, body: '停电也不乱。', byline: '社区书记' };
    const rest = { phone: null, address: null, pictures: '[]', publish_at: now, made_by: author, created_at: now };
    await db
      .insertInto('notice')
      .values({ community_id: code, id, ...words, ...rest })
      .execute();
    await db.insertInto('notice_count').values({ community_id: code, notice_id: id }).execute();
    ids.push(id);
  }
  return ids;
}
