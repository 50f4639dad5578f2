import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../kit/clock';
import type { WechatConfig } from '../kit/config';
import type { Db } from '../kit/database';
import type { Seal } from '../kit/seal';
import { answers, json } from './answers';
import { endpoints } from './endpoints';
import { WechatError } from './error';
import type { Line } from './line';

/** The one access token of all processes on a database. */
export interface Tokens {
  current(): Promise<string>;
  /** @param refused the token that WeChat has just refused; another call may have replaced it already */
  replace(refused: string): Promise<string>;
}

interface Token {
  text: string;
  until: Date;
}

/** From so long before its end WeChat gives out the next one, and takes both. */
const OVERLAP_S = 300;
/** WeChat does not force a token more often than this, and not more than twenty times a day. */
const FORCE_MS = 30_000;
const POLL_MS = 50;

export function createTokens(given: {
  config: WechatConfig;
  db: Db;
  clock: Clock;
  seal: Seal;
  line: Line;
  patienceMs: number;
}): Tokens {
  const { config, db, clock, seal, line } = given;
  // Long enough for both modes with both their tries, and a moment for the database.
  const leaseMs = 4 * given.patienceMs + 1_000;
  let known: Token | null = null;
  /** The last token that WeChat did not take. Whoever hands it out again, database or WeChat, has nothing for us. */
  let refused = '';
  let flight: Promise<string> | null = null;
  let forcedAt = -Infinity;

  const isGood = (token: Token | null): token is Token =>
    token !== null && token.text !== refused && clock.now() < token.until;

  /** What the database has: good, or to be replaced. One that was sealed under another key is as good as none. */
  async function read(): Promise<{ bytes: Buffer | null; token: Token | null }> {
    const row = await db.selectFrom('wechat_token').selectAll().where('app_id', '=', config.appId).executeTakeFirst();
    if (!row?.token || !row.expires_at) return { bytes: row?.token ?? null, token: null };
    try {
      return { bytes: row.token, token: { text: seal.open(row.token), until: row.expires_at } };
    } catch {
      return { bytes: row.token, token: null };
    }
  }

  /** One statement decides who asks: nobody else is asking, and the token is still the one that we found wanting. */
  async function lease(seen: Buffer | null): Promise<Date | null> {
    const now = clock.now();
    const until = new Date(now.getTime() + leaseMs);
    const taken = await db
      .insertInto('wechat_token')
      .values({ app_id: config.appId, asking_until: until })
      .onConflict((conflict) =>
        conflict
          .column('app_id')
          .doUpdateSet({ asking_until: until })
          .where((eb) =>
            eb.and([
              eb.or([eb('wechat_token.asking_until', 'is', null), eb('wechat_token.asking_until', '<=', now)]),
              eb('wechat_token.token', 'is not distinct from', seen),
            ]),
          ),
      )
      .returning('app_id')
      .executeTakeFirst();
    return taken ? until : null;
  }

  /** Gives the lease back, with the new token if there is one. Whoever kept it too long has nothing to say any more. */
  const settle = (mine: Date, token: Token | null) =>
    db
      .updateTable('wechat_token')
      .set({ asking_until: null, ...(token && { token: seal.close(token.text), expires_at: token.until }) })
      .where('app_id', '=', config.appId)
      .where('asking_until', '=', mine)
      .execute();

  async function ask(force_refresh: boolean): Promise<Token> {
    const asked = clock.now();
    const body = { grant_type: 'client_credential', appid: config.appId, secret: config.secret, force_refresh };
    const answer = await line(endpoints.token, { body, read: json(answers.token) });
    // One that is almost over was asked for a moment too early: it serves half its time, and then we ask again.
    const seconds = Math.max(answer.expires_in - OVERLAP_S, answer.expires_in / 2);
    return { text: answer.access_token, until: new Date(asked.getTime() + seconds * 1_000) };
  }

  /** In normal mode WeChat hands out even a token that it has killed. */
  async function askForAnother(): Promise<Token> {
    const token = await ask(false);
    if (token.text !== refused) return token;
    const now = clock.now().getTime();
    if (now - forcedAt < FORCE_MS) throw none('only the refused one is to be had');
    forcedAt = now;
    const forced = await ask(true);
    if (forced.text === refused) throw none('only the refused one is to be had');
    return forced;
  }

  async function find(): Promise<string> {
    for (let polls = 0; polls * POLL_MS <= leaseMs; polls++) {
      const { bytes, token } = await read();
      if (isGood(token)) return (known = token).text;
      const mine = await lease(bytes);
      if (mine) {
        const fresh = await askForAnother().catch(async (error: unknown) => {
          await settle(mine, null);
          throw error instanceof WechatError ? none(error.message, error.errcode) : error;
        });
        await settle(mine, fresh);
        return (known = fresh).text;
      }
      await wait(POLL_MS);
    }
    throw none('another process is asking, and has not come back');
  }

  const fly = (): Promise<string> => (flight ??= find().finally(() => (flight = null)));

  return {
    async current() {
      return isGood(known) ? known.text : fly();
    },
    async replace(token) {
      if (isGood(known) && known.text !== token) return known.text;
      refused = token;
      return fly();
    },
  };
}

/** Whatever kept us from a token, the call that needed it was never made. */
const none = (detail: string, errcode: number | null = null): WechatError =>
  new WechatError('unreached', endpoints.token.path, `no token: ${detail}`, errcode);
