import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { Template } from '../../types/messages';
import type { Change, Changes } from '../kit/changes';
import type { Clock } from '../kit/clock';
import type { WechatConfig } from '../kit/config';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Seal } from '../kit/seal';
import { none } from '../messages';
import { erase, personOfOpenid, revoke } from '../people';
import { hear } from '../safety';
import { openPush, pushSignature, WechatError } from '../wechat';
import { event, type Event } from './events';

interface House {
  db: Db;
  clock: Clock;
  seal: Seal;
  changes: Changes;
  wechat: WechatConfig;
}

const PATH = '/wechat/push';
/** A push that was signed longer ago, or lies further ahead, is somebody's copy. */
const FRESH_MS = 5 * 60_000;

const signed = v.object({ timestamp: v.pipe(v.string(), v.regex(/^\d{1,12}$/)), nonce: v.string() });
const handshake = v.object({ ...signed.entries, signature: v.string(), echostr: v.string() });
const delivery = v.object({ ...signed.entries, msg_signature: v.string() });
const sealed = v.object({ Encrypt: v.string() });

/**
 * Where WeChat tells us things: a verdict on a picture, a consent taken back, an account closed. It tells again when it gets no
 * answer, so each push is handled once and told twice without harm.
 */
export async function push(app: FastifyInstance, house: House): Promise<void> {
  const { push: secret } = house.wechat;
  if (!secret) return;

  app.get(PATH, async (request, reply) => {
    const asked = v.safeParse(handshake, request.query);
    if (!asked.success) return refuse('wechat.push');
    const { timestamp, nonce, signature, echostr } = asked.output;
    if (!same(signature, pushSignature(secret.token, timestamp, nonce))) refuse('wechat.push');
    return reply.type('text/plain').send(echostr);
  });

  app.post(PATH, async (request, reply) => {
    const [asked, body] = [v.safeParse(delivery, request.query), v.safeParse(sealed, request.body)];
    if (!asked.success || !body.success) return refuse('wechat.push');
    const { timestamp, nonce, msg_signature } = asked.output;
    const now = house.clock.now();
    const isFresh = Math.abs(now.getTime() - Number(timestamp) * 1_000) <= FRESH_MS;
    const right = pushSignature(secret.token, timestamp, nonce, body.output.Encrypt);
    if (!isFresh || !same(msg_signature, right)) refuse('wechat.push');
    const changed = await once(house, opened(secret.key, house.wechat.appId, body.output.Encrypt), now);
    changed.forEach((change) => house.changes.apply(change));
    return reply.type('text/plain').send('success');
  });
}

function same(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function opened(key: string, appId: string, encrypted: string): unknown {
  try {
    return openPush(key, appId, encrypted);
  } catch (error) {
    if (error instanceof WechatError) return refuse('wechat.push');
    throw error;
  }
}

/** Handles a push together with the mark that it was handled. @returns what became stale by it */
const once = (house: House, told: unknown, now: Date): Promise<Change[]> =>
  house.db.transaction().execute(async (tx) => {
    const mark = createHash('sha256').update(JSON.stringify(told)).digest();
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('push')
      .values({ mark, at: now })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    const known = v.safeParse(event, told);
    // What we do not use is taken and forgotten: WeChat tells more than we asked for.
    if (numInsertedOrUpdatedRows === 0n || !known.success) return [];
    const changes = await handle(tx, house, known.output, now);
    for (const change of changes) await house.changes.announce(tx, change);
    return changes;
  });

async function handle(db: Db, { seal, wechat }: House, told: Event, now: Date): Promise<Change[]> {
  if (told.Event === 'wxa_media_check') {
    const verdict = told.errcode === 0 && told.result ? told.result.suggest : 'review';
    // The verdict may come before we have written down what it is about: WeChat tells again.
    if (!(await hear(db, told.trace_id, verdict))) refuse('busy');
    return [];
  }
  if (told.Event === 'subscribe_msg_change_event') {
    const person = await personOfOpenid(db, told.FromUserName);
    if (person === null) return [];
    const taken = told.List.filter(({ SubscribeStatusString }) => SubscribeStatusString === 'reject');
    for (const { TemplateId } of taken) {
      const template = templateOf(wechat.templates, TemplateId);
      if (template) await none(db, template, person);
    }
    return [];
  }
  const person = await personOfOpenid(db, told.OpenID);
  if (person === null) return [];
  if (told.Event === 'user_authorization_cancellation') await erase(db, seal, person, now);
  else await revoke(db, person);
  return [{ person }];
}

const templateOf = (templates: WechatConfig['templates'], id: string): Template | undefined =>
  (Object.keys(templates) as Template[]).find((template) => templates[template]?.id === id);
