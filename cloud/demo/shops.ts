import sharp from 'sharp';
import type { Role } from '../../types/org';
import type { Persona } from '../../types/session';
import type { Category, Service } from '../../types/shops';
import { coupons } from '../coupons';
import { createPapers, type Storage } from '../files';
import { addDays, shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { sharedSecret } from '../kit/secret';
import type { Actor } from '../kit/serve';
import { createTokens, merchants } from '../merchants';
import { demoShops, type DemoShop } from './words';

const DOOR = { width: 1200, height: 900 };
const doorKey = (category: Category): string => `demo-door-${category}`;

/** The shops of the demo city, by the same steps that real ones take: entered, signed, and one of them gives a coupon. */
export async function openShops(db: Db, now: Date): Promise<void> {
  const some = await db.selectFrom('merchant').select('id').limit(1).execute();
  if (some.length > 0) return;
  const key = await sharedSecret(db, 'badge');
  const house = merchants({
    ...{ tokens: createTokens(key), papers: createPapers(key), key, storage: nowhere },
    ...{ print: async () => Buffer.alloc(0), isReachable: false },
  });
  const today = shanghaiDay(now);
  for (const shop of demoShops) {
    const actor = await staffOf(db, 'secretary', 'secretary', shop.code);
    const context = {
      actor,
      db,
      now,
      origin: '',
      checked: 'pass',
      token: undefined,
      visitor: () => ({ address: '', program: '' }),
    } as const;
    const { services, daysAgo, days, promises, chosen, coupon, keeper, code: communityCode, ...facts } = shop;
    const entered = {
      clientId: 'demo',
      communityCode,
      ...facts,
      documents: [],
      door: await doorOf(db, actor, shop, now),
    };
    const { file } = await house.enter({ ...entered, services: services as Service[] }, context);
    const merchantId = file.merchant.id;
    if (keeper) {
      const person = await personaOf(db, keeper);
      await db.updateTable('merchant').set({ keeper_id: person }).where('id', '=', merchantId).execute();
    }
    if (promises === undefined) continue;
    const firstDay = addDays(today, -daysAgo);
    const agreed = { firstDay, lastDay: addDays(firstDay, days), promises, consentNeeded: false, papers: [] };
    await house.sign({ clientId: 'demo', merchantId, seen: file.seen, ...agreed }, context);
    if (chosen) await house.choose({ merchantId, year: Number(today.slice(0, 4)), reason: chosen }, context);
    if (coupon && keeper) {
      const own = { ...context, actor: { id: await personaOf(db, keeper), home: null, grants: [] } };
      const lasts = { firstDay: today, lastDay: addDays(today, 60), keepDays: 30 };
      await coupons(key).issue({ clientId: 'demo', merchantId, ...coupon, ...lasts }, own);
    }
  }
}

const personaOf = async (db: Db, persona: Persona): Promise<string> =>
  (await db.selectFrom('person').select('id').where('persona', '=', persona).executeTakeFirstOrThrow()).id;

const staffOf = async (db: Db, persona: Persona, role: Role, code: string): Promise<Actor> => ({
  id: await personaOf(db, persona),
  home: null,
  grants: [{ role, code }],
});

async function doorOf(db: Db, { id: owner_id }: Actor, { category, name }: DemoShop, now: Date): Promise<string> {
  const key = doorKey(category);
  const known = await db.selectFrom('file').select('id').where('key', '=', key).executeTakeFirst();
  if (known) return known.id;
  const id = newId(now);
  const token_hash = Buffer.from(name);
  await db
    .insertInto('file')
    .values({ id, owner_id, key, token_hash, ...DOOR, created_at: now, stored_at: now })
    .execute();
  return id;
}

/** Puts the pictures of their doors where pictures lie: drawn, because nobody's real door belongs in a demo. */
export async function hangDoors(storage: Storage): Promise<void> {
  for (const [i, category] of [...new Set(demoShops.map((shop) => shop.category))].entries()) {
    const name = `${doorKey(category)}.jpg`;
    if (await storage.get(name)) continue;
    await storage.put(
      name,
      await sharp(Buffer.from(drawing(AWNINGS[i % AWNINGS.length] ?? '')))
        .jpeg()
        .toBuffer(),
    );
  }
}

const AWNINGS = ['#B23A2A', '#2C6A4B', '#3D5A73', '#8A5A12', '#6B6358'];

const drawing = (colour: string): string => `
<svg xmlns="http://www.w3.org/2000/svg" width="${DOOR.width}" height="${DOOR.height}" viewBox="0 0 400 300">
  <rect width="400" height="300" fill="#d9cbb4"/><rect y="262" width="400" height="38" fill="#b9ad9a"/>
  <rect x="40" y="40" width="320" height="222" fill="#f4ead8"/><rect x="40" y="40" width="320" height="44" fill="${colour}"/>
  <path d="${Array.from({ length: 8 }, (_, i) => `M${40 + i * 40} 84h40l-4 22a18 14 0 0 1-32 0z`).join('')}" fill="${colour}" opacity=".82"/>
  <rect x="70" y="128" width="140" height="92" rx="4" fill="#7d95a0"/><path d="M140 128v92M70 174h140" stroke="#f4ead8" stroke-width="4"/>
  <rect x="244" y="124" width="78" height="138" rx="3" fill="#7a5a3d"/><rect x="256" y="136" width="54" height="62" fill="#a9bcc4"/>
  <circle cx="312" cy="206" r="4" fill="#efdcae"/><rect x="226" y="256" width="114" height="8" fill="#8d8170"/>
</svg>`;

/** The demo city is loaded before there is a place for files. */
const nowhere: Storage = {
  put: async () => undefined,
  get: async () => null,
  drop: async () => undefined,
};
