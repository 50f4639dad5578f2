import { visitors } from '../../types/merchants';
import { publishers, type Place, type Role } from '../../types/org';
import { answerers } from '../../types/service';
import { personas, type Persona } from '../../types/session';
import type { Db } from '../kit/database';
import { hashOf, newId, randomName } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import type { Seal } from '../kit/seal';
import { placeOf, places } from '../org';
import type { Wechat } from '../wechat';
import { covered, erase, keepPhone, phoneOf } from './account';
import { link, phoneBy, visitorOf, welcome } from './identity';
import { mine, shopsOf, unitsOf } from './mine';

export { erase, markPhones, phoneMark, phoneOf, revoke } from './account';
export { doorOfPerson } from './door';
export { openidOf, personOfOpenid, sessionKeyOf } from './identity';
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

/** What signing in needs of the house. */
export interface Door {
  db: Db;
  /** Whether the demo city's people may be had for the asking. */
  demo: boolean;
  seal: Seal;
  /** Unset: nobody comes by WeChat. */
  wechat: Wechat | undefined;
}

/**
 * Signs a person in: by WeChat's code, or in demo mode as one of the demo city's people.
 * @param mustExist refuse somebody new instead of making them
 * @throws Refusal `login.*`, `wechat.down`
 */
export async function signIn(door: Door, authData: AuthData, now: Date, mustExist = false): Promise<SignedIn> {
  const { db, seal } = door;
  if (authData.demo) {
    if (!door.demo) refuse('login.demoOff');
    const persona = personas.find((name) => name === authData.demo?.persona) ?? refuse('login.unknown');
    const person = (await personaOf(db, persona)) ?? refuse('login.unknown');
    return { id: person.id, createdAt: person.created_at, isNew: false, token: await newSession(db, person.id, now) };
  }
  const visitor = await visitorBy(door, authData);
  const person = await welcome(db, seal, visitor, now, mustExist);
  return { ...person, token: await newSession(db, person.id, now) };
}

/** Lets somebody who is signed in come by WeChat from now on, too. @throws Refusal `login.*`, `wechat.down`, `account.demo` */
export async function linkWechat(door: Door, person: string, authData: AuthData, now: Date): Promise<void> {
  await notPersona(door.db, person);
  const visitor = await visitorBy(door, authData);
  await door.db.transaction().execute((tx) => link(tx, door.seal, person, visitor, now));
}

const visitorBy = ({ wechat }: Door, { lc_weapp }: AuthData) => {
  if (typeof lc_weapp !== 'object' || lc_weapp === null) return refuse('login.unknown');
  return visitorOf(wechat ?? refuse('login.wechatOff'), lc_weapp.code);
};

/** Anybody may be a persona, so nobody may change who it is. */
async function notPersona(db: Db, person: string): Promise<void> {
  const { persona } = await db
    .selectFrom('person')
    .select('persona')
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  if (persona !== null) refuse('account.demo');
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

/** What `session.me` says without a session. */
const nobody = {
  ...{ person: null, home: null, roles: [], desk: [], shops: [], visits: [], answers: [], units: [] },
  phone: null,
};

export const session = ({ demo, seal, wechat }: Door): Handlers['session'] => ({
  async me(_input, { actor, db }) {
    if (!actor) return { ...nobody, demo };
    const codes = actor.grants.map((grant) => grant.code);
    const at = await places(db, actor.home === null ? codes : [...codes, actor.home]);
    const { persona, phone } = await db
      .selectFrom('person')
      .select(['persona', 'phone'])
      .where('id', '=', actor.id)
      .executeTakeFirstOrThrow();
    /** The places at which one of the roles is held, each once. */
    const as = (wanted: readonly Role[]): Place[] => {
      const held = actor.grants.filter(({ role }) => wanted.includes(role)).map(({ code }) => code);
      return [...new Set(held)].map((code) => placeOf(at(code)));
    };
    return {
      person: { id: actor.id, persona },
      home: actor.home === null ? null : placeOf(at(actor.home)),
      roles: actor.grants.map(({ role, code }) => ({ role, place: placeOf(at(code)) })),
      desk: as(publishers),
      shops: await shopsOf(db, actor.id),
      visits: as(visitors),
      answers: as(answerers),
      units: await unitsOf(db, actor.id),
      phone: phoneOf(seal, phone),
      demo,
    };
  },

  async givePhone({ code }, { actor, db }) {
    await notPersona(db, actor.id);
    const phone = await phoneBy(wechat ?? refuse('wechat.off'), code);
    await keepPhone(db, seal, actor.id, phone);
    return { phone: covered(phone) };
  },

  async dropPhone(_input, { actor, db }) {
    await keepPhone(db, seal, actor.id, null);
    return {};
  },

  mine: (_input, { actor, db }) => mine(db, seal, actor.id),

  async erase(_input, { actor, db, now }) {
    await notPersona(db, actor.id);
    await erase(db, seal, actor.id, now);
    return {};
  },

  async end(_input, { db, token }) {
    if (token !== undefined) await endSession(db, token);
    return {};
  },
});
