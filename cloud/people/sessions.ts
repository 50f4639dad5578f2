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

/**
 * Tokens that arrive together are looked up together, so that a rush of distinct people costs few statements.
 * @param demo whether the demo city's people, whom anybody may be, are let in
 */
export function createSessions(db: Db, demo: boolean): Sessions {
  const known = new Map<string, { person: Person; until: number; expires: number }>();
  const tokensOf = new Map<string, Set<string>>();
  let forgotten = 0;
  const lookUp = createLane((hashes: Buffer[]) => findPeople(db, hashes, demo));

  return {
    async of(token, now) {
      const hash = hashOf(token);
      const key = hash.toString('base64');
      const at = now.getTime();
      const kept = known.get(key);
      if (kept && at < kept.until) return at < kept.expires ? kept.person : null;

      const before = forgotten;
      const found = await lookUp(hash);
      if (!found) return null;
      const { expires_at, ...person } = found;
      // If somebody was forgotten meanwhile, this answer may be from before.
      if (before === forgotten) remember(key, person, at + LIFE_MS, expires_at.getTime());
      return at < expires_at.getTime() ? person : null;
    },
    forget(person) {
      forgotten++;
      for (const key of tokensOf.get(person) ?? []) known.delete(key);
      tokensOf.delete(person);
    },
  };

  function remember(key: string, person: Person, until: number, expires: number): void {
    if (known.size >= MOST) {
      known.clear();
      tokensOf.clear();
    }
    known.set(key, { person, until, expires });
    const tokens = tokensOf.get(person.id) ?? new Set();
    tokensOf.set(person.id, tokens.add(key));
  }
}

async function findPeople(db: Db, hashes: Buffer[], demo: boolean) {
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
    .where((eb) => eb.or([eb.val(demo), eb('p.persona', 'is', null)]))
    .execute();
  const byHash = new Map(
    people.map(({ token_hash, ...person }) => [Buffer.from(token_hash).toString('base64'), person]),
  );
  return hashes.map((hash) => byHash.get(hash.toString('base64')) ?? null);
}
