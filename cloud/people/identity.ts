import type { Db } from '../kit/database';
import { shanghaiDay } from '../kit/clock';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Seal } from '../kit/seal';
import { WechatError, type Wechat } from '../wechat';

/** Who somebody is in WeChat. Its number for them and its session key come from WeChat alone, never from a client. */
interface Visitor {
  openid: string;
  sessionKey: string;
}

const PROVIDER = 'weapp';
const BAD_CODES = [40029, 40163];
const BLOCKED = 40226;

/**
 * Turns the one-time code of `wx.login` into a visitor.
 * @throws Refusal `login.code`, `login.blocked`, `wechat.down`
 */
export async function visitorOf(wechat: Wechat, code: unknown): Promise<Visitor> {
  if (typeof code !== 'string' || !/^[\w-]{1,200}$/.test(code)) return refuse('login.code');
  try {
    return await wechat.login(code);
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    if (BAD_CODES.includes(error.errcode ?? 0)) refuse('login.code');
    if (error.errcode === BLOCKED) refuse('login.blocked');
    return refuse('wechat.down');
  }
}

/**
 * The phone number behind the one-time code of WeChat's own button.
 * @throws Refusal `wechat.code`, `wechat.down`
 */
export async function phoneBy(wechat: Wechat, code: string): Promise<string> {
  try {
    return await wechat.phone(code);
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    return refuse(BAD_CODES.includes(error.errcode ?? 0) ? 'wechat.code' : 'wechat.down');
  }
}

/** The person a visitor is, made if they are new. Two first sign-ins at once make one person. */
export async function welcome(
  db: Db,
  seal: Seal,
  { openid, sessionKey }: Visitor,
  now: Date,
  mustExist: boolean,
): Promise<{ id: string; createdAt: Date; isNew: boolean }> {
  const fresh = { session_key: seal.close(sessionKey), visited_at: now };
  return db.transaction().execute(async (tx) => {
    const known = await tx
      .updateTable('identity as i')
      .from('person as p')
      .set(fresh)
      .where('i.provider', '=', PROVIDER)
      .where('i.subject', '=', openid)
      .whereRef('p.id', '=', 'i.person_id')
      .returning(['p.id', 'p.created_at as createdAt'])
      .executeTakeFirst();
    if (known) return { ...known, isNew: false };
    if (mustExist) refuse('login.notExist');

    const id = newId(now);
    const left = await tx
      .selectFrom('farewell')
      .select('settles_from')
      .where('mark', '=', markOf(seal, openid))
      .where('settles_from', '>', shanghaiDay(now))
      .executeTakeFirst();
    await tx
      .insertInto('person')
      .values({ id, home_code: null, persona: null, created_at: now, settles_from: left?.settles_from ?? null })
      .execute();
    const { person_id } = await tx
      .insertInto('identity')
      .values({ provider: PROVIDER, subject: openid, person_id: id, ...fresh })
      .onConflict((conflict) => conflict.columns(['provider', 'subject']).doUpdateSet(fresh))
      .returning('person_id')
      .executeTakeFirstOrThrow();
    if (person_id === id) return { id, createdAt: now, isNew: true };
    // Another first sign-in of theirs came in between: that person it is.
    await tx.deleteFrom('person').where('id', '=', id).execute();
    const { created_at } = await tx
      .selectFrom('person')
      .select('created_at')
      .where('id', '=', person_id)
      .executeTakeFirstOrThrow();
    return { id: person_id, createdAt: created_at, isNew: false };
  });
}

/** Adds a way of signing in to somebody who is signed in. @throws Refusal `login.taken` when it is another person's */
export async function link(db: Db, seal: Seal, person: string, visitor: Visitor, now: Date): Promise<void> {
  const fresh = { session_key: seal.close(visitor.sessionKey), visited_at: now };
  // Somebody may have left for good while WeChat was asked.
  const here = await db
    .selectFrom('person')
    .select('id')
    .where('id', '=', person)
    .where('erased_at', 'is', null)
    .forKeyShare()
    .executeTakeFirst();
  if (!here) refuse('session.required');
  const { person_id } = await db
    .insertInto('identity')
    .values({ provider: PROVIDER, subject: visitor.openid, person_id: person, ...fresh })
    .onConflict((conflict) => conflict.columns(['provider', 'subject']).doUpdateSet(fresh))
    .returning('person_id')
    .executeTakeFirstOrThrow();
  if (person_id !== person) refuse('login.taken');
}

/** WeChat's number for a person, or null for somebody it does not know. It never leaves the cloud but to WeChat. */
export const openidOf = async (db: Db, person: string): Promise<string | null> =>
  (
    await db
      .selectFrom('identity')
      .select('subject')
      .where('person_id', '=', person)
      .where('provider', '=', PROVIDER)
      .orderBy('visited_at', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.subject ?? null;

/** The key of a person's latest sign-in, with which WeChat encrypted what their phone hands over. */
export async function sessionKeyOf(db: Db, seal: Seal, person: string): Promise<string | null> {
  const identity = await db
    .selectFrom('identity')
    .select('session_key')
    .where('person_id', '=', person)
    .where('provider', '=', PROVIDER)
    .where('session_key', 'is not', null)
    .orderBy('visited_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  try {
    return identity?.session_key ? seal.open(identity.session_key) : null;
  } catch {
    // Sealed under a key since lost: as good as none.
    return null;
  }
}

/** The person that one of WeChat's own words is about. */
export const personOfOpenid = async (db: Db, openid: string): Promise<string | null> =>
  (
    await db
      .selectFrom('identity')
      .select('person_id')
      .where('provider', '=', PROVIDER)
      .where('subject', '=', openid)
      .executeTakeFirst()
  )?.person_id ?? null;

/** By which somebody who deleted their account is known again, without keeping who they were. */
export const markOf = (seal: Seal, openid: string): Buffer => seal.mark(`${PROVIDER} ${openid}`);
