import type { Template } from '../../types/messages';
import type { WechatConfig } from '../kit/config';
import type { Db } from '../kit/database';
import { openidOf } from '../people';
import { WechatError, type Wechat } from '../wechat';
import { giveBack, none } from './outbox';
import { afterRefusal, awake, fit, later } from './rules';

const AT_ONCE = 50;
/** Longer than any send takes. A claim that is older was made by a process that died before it heard the answer. */
const CLAIM_MS = 2 * 60_000;
const MOST_TRIES = 8;
/** News older than this is none, and goes out no more. */
const STALE_MS = 2 * 86_400_000;

type Message = {
  id: string;
  person_id: string;
  template: Template;
  fields: unknown;
  page: string;
  tries: number;
  claimed_at: Date | null;
  error: string | null;
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
    .with('due', (qb) =>
      qb
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
    .updateTable('message')
    .set((eb) => ({ state: 'sending' as const, claimed_at: now, tries: eb('tries', '+', 1) }))
    .where('id', 'in', (eb) => eb.selectFrom('due').select('id'))
    .returning(['id', 'person_id', 'template', 'fields', 'page', 'tries', 'claimed_at', 'error', 'made_at'])
    .execute();
  // Each is waited for, even when another meets a fault: a process that ends leaves none under way.
  const outcomes = await Promise.allSettled(claimed.map((message) => send(db, wechat, templates, message, now)));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
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
  if (!template) return bury(db, message, 'no such template', now);
  if (openid === null) return bury(db, message, 'the person is gone', now);
  if (now.getTime() - message.made_at.getTime() > STALE_MS)
    return bury(db, message, `too old to be news; ${message.error ?? 'not tried before'}`, now);
  const fields = message.fields as string[];
  const data = Object.fromEntries(template.keys.map((key, i) => [key, fit(key, fields[i] ?? '')]));
  try {
    await wechat.send({ openid, templateId: template.id, page: message.page, data });
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    return afterFailure(db, message, error, now);
  }
  await settle(db, message, { state: 'sent', error: null, done_at: now });
}

async function afterFailure(db: Db, message: Message, error: WechatError, now: Date): Promise<void> {
  const next = error.kind === 'refused' ? afterRefusal(error.errcode) : 'later';
  const isTired = error.kind === 'refused' && message.tries >= MOST_TRIES;
  if (error.kind === 'unknown') await settle(db, message, { state: 'unknown', error: error.message, done_at: now });
  else if (next === 'later' && !isTired)
    await settle(db, message, { state: 'queued', error: error.message, due_at: later(now, message.tries) });
  else await bury(db, message, error.message, now, next === 'over' ? none : giveBack);
}

/** A message that certainly never went out and never will: the operator sees why, and the consent is free again, or none is left. */
const bury = (
  db: Db,
  message: Message,
  error: string,
  now: Date,
  consents: (db: Db, template: Template, person: string) => Promise<unknown> = giveBack,
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const isOurs = await settle(tx, message, { state: 'dead', error, done_at: now });
    if (isOurs) await consents(tx, message.template, message.person_id);
  });

/** @returns whether the claim was still ours: one that took too long belongs to nobody, or to whoever asked for it again */
async function settle(
  db: Db,
  { id, claimed_at }: Message,
  outcome: { state: 'sent' | 'queued' | 'unknown' | 'dead'; error: string | null; done_at?: Date; due_at?: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('message')
    .set(outcome)
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('claimed_at', '=', claimed_at)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
