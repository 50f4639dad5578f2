import type { Clock } from '../kit/clock';
import type { WechatConfig } from '../kit/config';
import type { Db } from '../kit/database';
import type { Seal } from '../kit/seal';
import { answers, json, picture, type Suggestion } from './answers';
import { endpoints, type Endpoint } from './endpoints';
import { WechatError } from './error';
import { createLine, type Question } from './line';
import { createTokens } from './token';

export { openPush, openUserData, pushSignature } from './crypt';
export { WechatError, type Kind } from './error';
export type { Suggestion } from './answers';

/** Where a text or a picture stands: 1 a profile, 2 a comment, 3 a forum, 4 a person's log. */
export type Scene = 1 | 2 | 3 | 4;

/** WeChat's server, as far as we ask it for something. Every call fails with a `WechatError`, or is a bug of ours. */
export interface Wechat {
  login(code: string): Promise<{ openid: string; sessionKey: string }>;
  /** @returns the number without its country */
  phone(code: string): Promise<string>;
  send(message: { openid: string; templateId: string; page: string; data: Record<string, string> }): Promise<void>;
  /** @returns a mini-program code, as a PNG or a JPEG */
  code(at: { scene: string; page: string }): Promise<Buffer>;
  checkText(asked: { openid: string; scene: Scene; text: string }): Promise<Suggestion>;
  /** The verdict comes later, by a push. @returns the trace id that it will name */
  checkPicture(asked: { openid: string; scene: Scene; url: string }): Promise<string>;
  /** @returns 0, no risk known, to 4 */
  riskRank(asked: { openid: string; ip: string }): Promise<number>;
  urlLink(to: { path: string; query: string; expiresAt: Date }): Promise<string>;
}

/** WeChat's errcodes for an access token that is wrong, malformed or over. */
const TOKEN_REFUSED = [40001, 40014, 42001];
const STATES = { release: 'formal', trial: 'trial', develop: 'developer' } as const;
/** What a mini-program code can carry. */
const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/;
const LONGEST_TEXT = 2_500;

/** @param given.patienceMs how long one try may take */
export function createWechat(given: {
  config: WechatConfig;
  db: Db;
  clock: Clock;
  seal: Seal;
  patienceMs?: number;
}): Wechat {
  const { config, clock, patienceMs = 5_000 } = given;
  const line = createLine(config, clock, patienceMs);
  const tokens = createTokens({ ...given, line, patienceMs });

  /** A call that needs the token. One that was refused for its token did nothing, so that each may be made again. */
  async function call<T>(endpoint: Endpoint, body: object, read: Question<T>['read']): Promise<T> {
    const token = await tokens.current();
    const asked = (access_token: string) => line(endpoint, { query: { access_token }, body, read });
    return asked(token).catch(async (error: unknown) => {
      if (!(error instanceof WechatError) || !TOKEN_REFUSED.includes(error.errcode ?? 0)) throw error;
      return asked(await tokens.replace(token));
    });
  }

  return {
    async login(code) {
      const query = { appid: config.appId, secret: config.secret, js_code: code, grant_type: 'authorization_code' };
      const { openid, session_key } = await line(endpoints.login, { query, read: json(answers.login) });
      return { openid, sessionKey: session_key };
    },

    async phone(code) {
      return (await call(endpoints.phone, { code }, json(answers.phone))).phone_info.purePhoneNumber;
    },

    async send({ openid, templateId, page, data }) {
      const body = {
        touser: openid,
        template_id: templateId,
        page: withoutSlash(page),
        data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }])),
        miniprogram_state: STATES[config.stage],
        lang: 'zh_CN',
      };
      await call(endpoints.send, body, json(answers.done));
    },

    async code({ scene, page }) {
      if (!SCENE.test(scene)) throw new RangeError('A scene is 1 to 32 characters of the set that WeChat allows.');
      // Before the release WeChat knows none of the pages, and would refuse each.
      const check_path = config.stage === 'release';
      const body = { scene, page: withoutSlash(page), check_path, env_version: config.stage };
      return call(endpoints.code, body, picture);
    },

    async checkText({ openid, scene, text }) {
      if (text.length > LONGEST_TEXT) throw new RangeError('WeChat checks 2500 characters at a time.');
      const body = { version: 2, openid, scene, content: text };
      return (await call(endpoints.checkText, body, json(answers.verdict))).result.suggest;
    },

    async checkPicture({ openid, scene, url }) {
      const body = { version: 2, openid, scene, media_url: url, media_type: 2 };
      return (await call(endpoints.checkPicture, body, json(answers.trace))).trace_id;
    },

    async riskRank({ openid, ip }) {
      const body = { appid: config.appId, openid, scene: 0, client_ip: ip };
      return (await call(endpoints.riskRank, body, json(answers.rank))).risk_rank;
    },

    async urlLink({ path, query, expiresAt }) {
      const expire_time = Math.floor(expiresAt.getTime() / 1_000);
      const body = { path, query, expire_type: 0, expire_time, env_version: config.stage };
      return (await call(endpoints.urlLink, body, json(answers.link))).url_link;
    },
  };
}

/** Our routes begin with a slash, and WeChat's pages must not. */
const withoutSlash = (page: string): string => page.replace(/^\//, '');
