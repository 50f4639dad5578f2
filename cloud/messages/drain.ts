import type { Template } from '../../types/messages';
import type { WechatConfig } from '../kit/config';
import type { Db } from '../kit/database';
import { openidOf } from '../people';
import { WechatError, type Wechat } from '../wechat';
import { giveBack, none } from './outbox';
import { afterRefusal, awake, fit, later } from './rules';

const AT_ONCE = 10;
/** Longer than any send takes. A claim that is older was made by a process that died before it heard the answer. */
const CLAIM_MS = 2 * 60_000;
const MOST_TRIES = 8;
/** News older than this is none. */
const STALE_MS = 2 * 86_400_000;

type Message = {
  id: string;
  person_id: string;
  template: Template;
  fields: unknown;
  page: string;
  tries: number;
  made_at: Date;
};

/**
 * Sends what is due. A message is claimed, and the claim committed, before WeChat is asked; so it goes out at most once: when
 * nobody knows whether it did (the process was killed, the answer was lost), it is `unknown` and never sent again by itself.
 * @returns how many were claimed; none at night
 */
export async function drain(db: Db, wechat: Wechat, templates: WechatConfig['templates'], now: Date): Promise<number> {
  await db
    .updateTable('message')
    .set({ state: 'unknown', error: 'no answer was heard', done_at: now })
    .where('state', '=', 'sending')
    .where('claimed_at', '<', new Date(now.getTime() - CLAIM_MS))
    .execute();
  if (awake(now) > now) return 0;
  const claimed = await db
    .updateTable('message')
    .set((eb) => ({ state: 'sending' as const, claimed_at: now, tries: eb('tries', '+', 1) }))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('message')
        .select('id')
        .where('state', '=', 'queued')
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .orderBy('id')
        .limit(AT_ONCE)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'person_id', 'template', 'fields', 'page', 'tries', 'made_at'])
    .execute();
  await Promise.all(claimed.map((message) => send(db, wechat, templates, message, now)));
  return claimed.length;
}

async function send(
  db: Db,
  wechat: Wechat,
  templates: WechatConfig['templates'],
  message: Message,
  now: Date,
): Promise<void> {
  const template = templates[message.template];
  const openid = await openidOf(db, message.person_id);
  if (!template || openid === null) return bury(db, message, template ? 'the person is gone' : 'no such template', now);
  const fields = message.fields as string[];
  const data = Object.fromEntries(template.keys.map((key, i) => [key, fit(key, fields[i] ?? '')]));
  try {
    await wechat.send({ openid, templateId: template.id, page: message.page, data });
    await settle(db, message, { state: 'sent', error: null, done_at: now });
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    await afterFailure(db, message, error, now);
  }
}

async function afterFailure(db: Db, message: Message, error: WechatError, now: Date): Promise<void> {
  if (error.kind === 'unknown') return settle(db, message, { state: 'unknown', error: error.message, done_at: now });
  const next = error.kind === 'unreached' ? 'later' : afterRefusal(error.errcode);
  const isStale = now.getTime() - message.made_at.getTime() > STALE_MS;
  const isTired = error.kind === 'refused' && message.tries >= MOST_TRIES;
  if (next === 'later' && !isStale && !isTired)
    return settle(db, message, { state: 'queued', error: error.message, due_at: later(now, message.tries) });
  if (next !== 'over') return bury(db, message, error.message, now);
  await none(db, message.template, message.person_id);
  return settle(db, message, { state: 'dead', error: error.message, done_at: now });
}

/** A message that certainly never went out and never will: the operator sees why, and the consent is free again. */
const bury = (db: Db, message: Message, error: string, now: Date): Promise<void> =>
  db.transaction().execute(async (tx) => {
    await giveBack(tx, message.template, [message.person_id]);
    await settle(tx, message, { state: 'dead', error, done_at: now });
  });

async function settle(
  db: Db,
  { id }: Message,
  outcome: { state: 'sent' | 'queued' | 'unknown' | 'dead'; error: string | null; done_at?: Date; due_at?: Date },
): Promise<void> {
  await db.updateTable('message').set(outcome).where('id', '=', id).where('state', '=', 'sending').execute();
}
