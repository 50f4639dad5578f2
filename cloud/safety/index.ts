import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Checked } from '../kit/serve';
import { openidOf } from '../people';
import { WechatError, type Suggestion, type Wechat } from '../wechat';
import { piecesOf, worstOf } from './rules';

/** WeChat's content check. Nothing that a person wrote or photographed is shown to others before it has passed. */
export interface Safety {
  /** Texts that somebody is about to publish. @throws Refusal `content.risky` */
  check(texts: readonly string[], person: string): Promise<Checked>;
  /** The same of texts that wait already: nobody is there to be refused. */
  look(texts: readonly string[], person: string): Promise<Checked | 'risky'>;
  /** Hands new pictures to WeChat, which answers by a push; one it stays silent about is left to a person. */
  askAboutPictures(now: Date): Promise<void>;
}

/**
 * For texts that everyone sees at once, and nobody before: they have passed the check, or it is no.
 * @throws Refusal `content.unsure`, `content.unchecked`
 */
export function mustPass(checked: Checked): void {
  if (checked !== 'pass') refuse(checked === 'review' ? 'content.unsure' : 'content.unchecked');
}

/** What our content is to WeChat: 论坛. */
const SCENE = 3;
/** It refuses to check for somebody who has not been here for two hours. */
const LONG_GONE = 61010;
/** Its older way of saying risky. */
const RISKY = 87014;
/** It promises its verdict on a picture within half an hour. */
const PATIENCE_MS = 35 * 60_000;
const AGAIN_MS = 60_000;
const AT_ONCE = 10;

/** @param pictureUrl where WeChat fetches a picture by its key */
export function createSafety(db: Db, wechat: Wechat | undefined, pictureUrl: (key: string) => string): Safety {
  const look: Safety['look'] = async (texts, person) => {
    if (!wechat) return 'pass';
    const openid = await openidOf(db, person);
    // WeChat checks nothing for somebody it does not know.
    if (openid === null) return 'review';
    return worstOf(await Promise.all(piecesOf(texts).map((text) => verdictOn(wechat, openid, text))));
  };

  return {
    look,
    async check(texts, person) {
      const verdict = await look(texts, person);
      return verdict === 'risky' ? refuse('content.risky') : verdict;
    },

    async askAboutPictures(now) {
      // A cloud that has done without WeChat since asks nobody, and holds nothing back.
      if (!wechat) {
        await db.updateTable('file').set({ verdict: 'pass' }).where('verdict', '=', 'waiting').execute();
        return;
      }
      const ago = (ms: number): Date => new Date(now.getTime() - ms);
      await db
        .updateTable('file')
        .set({ verdict: 'review' })
        .where('verdict', '=', 'waiting')
        .where('trace_id', 'is not', null)
        .where('asked_at', '<', ago(PATIENCE_MS))
        .execute();
      const claimed = await db
        .updateTable('file')
        .set({ asked_at: now })
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('file')
            .select('id')
            .where('verdict', '=', 'waiting')
            .where('stored_at', 'is not', null)
            .where('trace_id', 'is', null)
            .where((or) => or.or([or('asked_at', 'is', null), or('asked_at', '<', ago(AGAIN_MS))]))
            .orderBy('id')
            .limit(AT_ONCE)
            .forUpdate()
            .skipLocked(),
        )
        .returning(['id', 'key', 'owner_id'])
        .execute();
      await Promise.all(claimed.map((file) => ask(db, wechat, file, pictureUrl(file.key))));
    },
  };
}

async function verdictOn(wechat: Wechat, openid: string, text: string): Promise<Checked | 'risky'> {
  try {
    return await wechat.checkText({ openid, scene: SCENE, text });
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    if (error.errcode === RISKY) return 'risky';
    return error.errcode === LONG_GONE ? 'review' : 'unchecked';
  }
}

/** A picture that WeChat will not look at is left to a person; one it could not be asked about is asked about again. */
async function ask(db: Db, wechat: Wechat, file: { id: string; owner_id: string }, url: string): Promise<void> {
  const openid = await openidOf(db, file.owner_id);
  const answer = await (openid === null
    ? ({ verdict: 'review' } as const)
    : wechat.checkPicture({ openid, scene: SCENE, url }).then(
        (trace_id) => ({ trace_id }),
        (error: unknown) => {
          if (!(error instanceof WechatError)) throw error;
          return error.kind === 'refused' ? ({ verdict: 'review' } as const) : null;
        },
      ));
  if (answer) await db.updateTable('file').set(answer).where('id', '=', file.id).execute();
}

/** WeChat's verdict on a picture; hearing it again changes nothing. @returns whether we know the picture */
export async function hear(db: Db, traceId: string, verdict: Suggestion): Promise<boolean> {
  const file = await db.selectFrom('file').select('id').where('trace_id', '=', traceId).executeTakeFirst();
  if (!file) return false;
  await db
    .updateTable('file')
    .set({ verdict })
    .where('id', '=', file.id)
    .where('verdict', 'in', ['waiting', 'review'])
    .execute();
  return true;
}
