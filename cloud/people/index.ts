import type { Role } from '../../types/org';
import { personas, type Persona } from '../../types/session';
import { publishers } from '../../types/notices';
import type { Db } from '../kit/database';
import { hashOf, newId, randomName } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { placeOf, places } from '../org';

export { createSessions, type Person, type Sessions } from './sessions';

const SESSION_DAYS = 90;

/** A person as LeanCloud's `_User` goes over the wire. `isNew` decides between 201 and 200. */
export interface SignedIn {
  id: string;
  token: string;
  createdAt: Date;
  isNew: boolean;
}

/** Where sign-ins come from. The code of WeChat's login is one-time and is never kept. */
export type AuthData = { demo?: { persona?: unknown }; lc_weapp?: { code?: unknown } };

/**
 * Signs a person in. In demo mode `demo.persona` names one of the demo city's people.
 * @throws Refusal `login.demoOff`, `login.unknown`, `login.wechatOff`
 */
export async function signIn(db: Db, authData: AuthData, now: Date, demo: boolean): Promise<SignedIn> {
  if (authData.demo) {
    if (!demo) refuse('login.demoOff');
    const persona = personas.find((name) => name === authData.demo?.persona) ?? refuse('login.unknown');
    const person = (await personaOf(db, persona)) ?? refuse('login.unknown');
    return { id: person.id, createdAt: person.created_at, isNew: false, token: await newSession(db, person.id, now) };
  }
  return refuse(authData.lc_weapp ? 'login.wechatOff' : 'login.unknown');
}

const personaOf = (db: Db, persona: Persona) =>
  db.selectFrom('person').select(['id', 'created_at']).where('persona', '=', persona).executeTakeFirst();

/** A new random token; the database only knows its hash. */
async function newSession(db: Db, person: string, now: Date): Promise<string> {
  const token = randomName(24);
  const expires = new Date(now.getTime() + SESSION_DAYS * 86_400_000);
  await db
    .insertInto('session')
    .values({ token_hash: hashOf(token), person_id: person, created_at: now, expires_at: expires })
    .execute();
  return token;
}

/** Replaces a session's token by a new one, as LeanCloud's `refreshSessionToken` does. */
export async function renewSession(db: Db, person: string, token: string, now: Date): Promise<string> {
  return db.transaction().execute(async (tx) => {
    await endSession(tx, token);
    return newSession(tx, person, now);
  });
}

const endSession = (db: Db, token: string) =>
  db.deleteFrom('session').where('token_hash', '=', hashOf(token)).execute();

/** Makes a person. Only sign-in and the demo city do. */
export async function addPerson(db: Db, now: Date, persona: Persona | null = null): Promise<string> {
  const id = newId(now);
  await db.insertInto('person').values({ id, home_code: null, persona, created_at: now }).execute();
  return id;
}

export const session = (demo: boolean): Handlers['session'] => ({
  async me(_input, { actor, db }) {
    if (!actor) return { person: null, home: null, roles: [], desk: [], demo };
    const codes = actor.grants.map((grant) => grant.code);
    const at = await places(db, actor.home === null ? codes : [...codes, actor.home]);
    const { persona } = await db
      .selectFrom('person')
      .select('persona')
      .where('id', '=', actor.id)
      .executeTakeFirstOrThrow();
    return {
      person: { id: actor.id, persona },
      home: actor.home === null ? null : placeOf(at(actor.home)),
      roles: actor.grants.map(({ role, code }) => ({ role, place: placeOf(at(code)) })),
      desk: actor.grants
        .filter(({ role }) => (publishers as readonly Role[]).includes(role))
        .map(({ code }) => placeOf(at(code))),
      demo,
    };
  },

  async end(_input, { db, token }) {
    if (token !== undefined) await endSession(db, token);
    return {};
  },
});
