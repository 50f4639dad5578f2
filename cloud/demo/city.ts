import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Role } from '../../types/org';
import { personas, type Persona } from '../../types/session';
import { insertCampaign } from '../eggs';
import { addDays, shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { importDivisions } from '../org/import';
import { addPerson } from '../people';
import { openDemoTable } from './eggs';
import { openRegister } from './households';
import { openService } from './service';
import { openShops } from './shops';
import { openDemoWork } from './work';
import { demoCampaign, demoNotices } from './words';

const JIANGPAN = '230104009009';

/** The communities that are switched on, as the source's pilot had them: 萧红, 松花江, 江畔, 翡翠城, 富力江湾, 工程, 春木, 东升. */
export const pilots = [
  '230103010003',
  '230103010008',
  JIANGPAN,
  '230102006009',
  '230102015013',
  '230102012010',
  '230104004006',
  '230104024003',
];

const people: Record<Persona, { home: string; role?: Role; at?: string }> = {
  'resident-1': { home: JIANGPAN },
  'resident-2': { home: JIANGPAN },
  'resident-3': { home: JIANGPAN },
  secretary: { home: JIANGPAN, role: 'secretary', at: JIANGPAN },
  gridworker: { home: JIANGPAN, role: 'gridworker', at: JIANGPAN },
  street: { home: JIANGPAN, role: 'street', at: JIANGPAN.slice(0, 9) },
  editor: { home: '230103010003', role: 'editor', at: '2301' },
  merchant: { home: JIANGPAN, role: 'merchant', at: JIANGPAN },
};

/** A number for the advisory lock under which several processes load one city once. */
const DEMO_LOCK = 20_261_122;

/**
 * Loads what is not there yet: the division tree, the pilot, the personas, some notices, and a campaign that runs today.
 * @param withTable and one whose eggs are handed out today, and the weeks before, for figures to be counted from
 */
export async function loadDemoCity(db: Db, now: Date, withTable = false): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${DEMO_LOCK}::bigint)`.execute(tx);
    await importDivisions(tx, readFileSync(join(__dirname, 'divisions-harbin.csv'), 'utf8'));
    const fresh =
      (await tx.selectFrom('person').select('id').where('persona', 'is not', null).limit(1).execute()).length === 0;
    if (fresh) {
      await tx.updateTable('node').set({ is_open: true }).where('code', 'in', pilots).execute();
      for (const persona of personas) await settle(tx, persona, now);
      await publishAll(tx, now);
    }
    await runCampaign(tx, shanghaiDay(now), now);
    await openShops(tx, now);
    await openService(tx, JIANGPAN, now);
    await openRegister(tx, JIANGPAN, now);
    if (withTable) {
      await openDemoTable(tx, JIANGPAN, now);
      await openDemoWork(tx, JIANGPAN, now);
    }
  });
}

async function settle(db: Db, persona: Persona, now: Date): Promise<void> {
  const { home, role, at } = people[persona];
  const id = await addPerson(db, now, persona);
  await db.updateTable('person').set({ home_code: home }).where('id', '=', id).execute();
  if (role && at)
    await db.insertInto('role_grant').values({ person_id: id, role, node_code: at, granted_at: now }).execute();
}

async function publishAll(db: Db, now: Date): Promise<void> {
  const { id: author } = await db
    .selectFrom('person')
    .select('id')
    .where('persona', '=', 'secretary')
    .executeTakeFirstOrThrow();
  for (const one of demoNotices) {
    const { code, hoursAgo, pinned = false, mustKnow = false, phone = null, address = null, ...words } = one;
    const at = new Date(now.getTime() - hoursAgo * 3_600_000);
    const id = newId(at);
    await db
      .insertInto('notice')
      .values({
        ...words,
        community_id: code,
        id,
        phone,
        address,
        pinned,
        must_know: mustKnow,
        pictures: '[]',
        publish_at: at,
        made_by: author,
        created_at: at,
      })
      .execute();
    await db.insertInto('notice_count').values({ community_id: code, notice_id: id }).execute();
  }
}

/** Ten days that began the day before yesterday, so that a calendar shows a missed day, today, and days ahead. */
async function runCampaign(db: Db, today: string, now: Date): Promise<void> {
  const running = await db
    .selectFrom('campaign_community')
    .select('campaign_id')
    .where('community_id', 'in', pilots)
    .where('last_day', '>=', today)
    .limit(1)
    .execute();
  if (running.length > 0) return;
  const { name, cap, hours, at } = demoCampaign;
  const firstDay = addDays(today, -2);
  const lastDay = addDays(firstDay, 9);
  const pickUps = [3, 4].map((days) => ({ day: addDays(lastDay, days), hours, at }));
  const communities = pilots.map((code) => ({ code }));
  await insertCampaign(
    db,
    { id: newId(now), nodeCode: '2301', name, firstDay, lastDay, cap, communities, pickUps },
    now,
  );
}
