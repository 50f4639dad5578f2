import { sql } from 'kysely';
import { createLane } from '../kit/lane';
import type { Db } from '../kit/database';
import { hashOf } from '../kit/ids';
import type { Actor } from '../kit/serve';

/** A person behind a session token. */
export type Person = Actor & { createdAt: Date };

/** How long a person is remembered without asking the database. Changes drop them sooner. */
const LIFE_MS = 5_000;
const MOST = 50_000;

export interface Sessions {
  /** Who a token belongs to, with home and roles; null when it is unknown or has expired. */
  of(token: string, now: Date): Promise<Person | null>;
  forget(person: string): void;
}

/** Tokens that arrive together are looked up together, so that a rush of distinct people costs few statements. */
export function createSessions(db: Db): Sessions {
  let known = new Map<string, { person: Person; until: number; expires: number }>();
  const lookUp = createLane((hashes: Buffer[]) => findPeople(db, hashes));

  return {
    async of(token, now) {
      const hash = hashOf(token);
      const key = hash.toString('base64');
      const at = now.getTime();
      const kept = known.get(key);
      if (kept && at < kept.until) return at < kept.expires ? kept.person : null;

      const remembered = known;
      const found = await lookUp(hash);
      if (!found) return null;
      const { expires_at, ...person } = found;
      if (remembered.size >= MOST) remembered.clear();
      // If somebody was forgotten meanwhile, `known` is another map by now and this answer may be from before.
      remembered.set(key, { person, until: at + LIFE_MS, expires: expires_at.getTime() });
      return at < expires_at.getTime() ? person : null;
    },
    forget: (person) => void (known = new Map([...known].filter(([, kept]) => kept.person.id !== person))),
  };
}

async function findPeople(db: Db, hashes: Buffer[]) {
  const hex = hashes.map((hash) => hash.toString('hex'));
  const people = await db
    .selectFrom('session as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .select([
      's.token_hash',
      's.expires_at',
      'p.id',
      'p.home_code as home',
      'p.created_at as createdAt',
      sql<
        Actor['grants']
      >`coalesce((select json_agg(json_build_object('role', g.role, 'code', g.node_code) order by g.node_code)
        from role_grant g where g.person_id = p.id), '[]')`.as('grants'),
    ])
    .where(sql<boolean>`s.token_hash in (select decode(h, 'hex') from unnest(${sql.val(hex)}::text[]) as h)`)
    .execute();
  const byHash = new Map(
    people.map(({ token_hash, ...person }) => [Buffer.from(token_hash).toString('base64'), person]),
  );
  return hashes.map((hash) => byHash.get(hash.toString('base64')) ?? null);
}
