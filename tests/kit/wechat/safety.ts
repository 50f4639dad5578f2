import { randomUUID } from 'node:crypto';
import type { Suggestion } from '../../../cloud/wechat';
import { No, textIn, type Route } from './door';

const LONGEST = 2_500;
const labels: Record<Suggestion, number> = { pass: 100, review: 21_000, risky: 20_001 };

/** A picture that WeChat was asked about, and has said nothing of yet. */
export interface Asked {
  traceId: string;
  openid: string;
  url: string;
}

/** WeChat's judgement of texts, pictures and people, as a test wants it; by itself it has no objection to anything. */
export function createSafety(appId: string, checkVisited: (openid: unknown) => void) {
  const suspicious = new Map<string, Suggestion>();
  const ranks = new Map<string, number>();
  const pictures: Asked[] = [];

  const checkText: Route = ({ body }) => {
    const text = textIn(body.content);
    checkVisited(body.openid);
    checkScene(body);
    if (!text) throw new No(44002, 'empty post data');
    if (text.length > LONGEST) throw new No(87014, 'content too long');
    const found = [...suspicious].filter(([word]) => text.includes(word)).map(([, suggest]) => suggest);
    const suggest = found.includes('risky') ? 'risky' : (found[0] ?? 'pass');
    const result = { suggest, label: labels[suggest] };
    return { errcode: 0, errmsg: 'ok', detail: [], result, trace_id: randomUUID() };
  };

  const checkPicture: Route = ({ body }) => {
    checkVisited(body.openid);
    checkScene(body);
    if (body.media_type !== 2) throw new No(40004, 'invalid media type');
    if (!/^https?:\/\//.test(String(body.media_url))) throw new No(40066, 'invalid url');
    const traceId = randomUUID();
    pictures.push({ traceId, openid: String(body.openid), url: String(body.media_url) });
    return { errcode: 0, errmsg: 'ok', trace_id: traceId };
  };

  const riskRank: Route = ({ body }) => {
    if (body.appid !== appId) throw new No(40013, 'invalid appid');
    checkVisited(body.openid);
    return { errcode: 0, errmsg: 'getuserriskrank succ', risk_rank: ranks.get(String(body.openid)) ?? 0, unoin_id: 1 };
  };

  return {
    routes: { checkText, checkPicture, riskRank },
    pictures,
    judge: (word: string, suggest: Suggestion): void => void suspicious.set(word, suggest),
    rank: (openid: string, rank: number): void => void ranks.set(openid, rank),
    /** The message that tells what WeChat thinks of a picture. */
    verdict(traceId: string, suggest: Suggestion, at: Date): Record<string, unknown> {
      const found = { suggest, label: labels[suggest] };
      return {
        ToUserName: 'gh_0123456789ab',
        FromUserName: pictures.find((one) => one.traceId === traceId)?.openid ?? 'nobody',
        CreateTime: Math.floor(at.getTime() / 1_000),
        MsgType: 'event',
        Event: 'wxa_media_check',
        appid: appId,
        trace_id: traceId,
        version: 2,
        detail: [{ strategy: 'content_model', errcode: 0, ...found, prob: 90 }],
        errcode: 0,
        errmsg: 'ok',
        result: found,
      };
    },
  };
}

function checkScene({ version, scene }: Record<string, unknown>): void {
  if (version !== 2 || ![1, 2, 3, 4].includes(Number(scene))) throw new No(40097, 'invalid args');
}
