import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../cloud/kit/clock';
import type { WechatConfig } from '../../../cloud/kit/config';
import { pushSignature, type Suggestion } from '../../../cloud/wechat';
import { closePush } from './crypt';
import { openDoor, type Call, type Name } from './door';
import type { Fault } from './faults';
import { createLinks } from './links';
import { createMessages, type Delivered } from './messages';
import { createPeople } from './people';
import { createSafety, type Asked } from './safety';
import { createTokenPools } from './tokens';

export { paths, type Call, type Name } from './door';
export type { Fault } from './faults';
export { closePadded, closePush } from './crypt';
export type { Asked } from './safety';
export type { Delivered } from './messages';

/** WeChat's server as its documentation describes it, on a port of this machine. */
export interface StandIn {
  url: string;
  /** How the cloud is to be set up for it, as `createWechat` takes it, and as `readConfig` does. */
  config: WechatConfig;
  settings: Record<string, string>;

  /** What `wx.login` gives to somebody's phone: good once, for five minutes. */
  code(openid: string): string;
  /** What the phone-number button gives; no login code. */
  phoneCode(openid: string, phone: string): string;
  /** Somebody opens the mini-program. A login does this, too. */
  visit(openid: string): void;
  /** Their session key since the last login; empty before it. */
  sessionKey(openid: string): string;
  /** What `wx.getGroupEnterInfo` gives, under their session key. */
  groupData(openid: string, opengid: string, given?: { appId?: string }): { encryptedData: string; iv: string };
  /** Any data under their session key, with WeChat's watermark. */
  userData(openid: string, data: object, given?: { appId?: string }): { encryptedData: string; iv: string };

  /** Somebody agrees to `more` messages of a template, one if not said. */
  consent(openid: string, templateId: string, more?: number): void;
  sent: readonly Delivered[];

  /** From now on a text with this word is so. */
  judge(word: string, suggest: Suggestion): void;
  rank(openid: string, rank: number): void;
  /** The pictures asked about. */
  pictures: readonly Asked[];
  /** WeChat's word on a picture, as it would be pushed. */
  verdict(traceId: string, suggest: Suggestion): Push;
  /** Any message, closed and signed. @param given.timestamp seconds; now if not said */
  push(message: object, given?: { appId?: string; timestamp?: number }): Push;
  /** What WeChat asks when the address for pushes is set up: it wants `echostr` back. */
  handshake(): Record<'signature' | 'timestamp' | 'nonce' | 'echostr', string>;

  /** The stable token of the moment. */
  token(): string;
  /** WeChat kills it. @param given.insists normal mode goes on handing it out, as has been seen */
  killToken(given?: { insists?: boolean }): void;
  calls: readonly Call[];
  /** How often an endpoint was asked. */
  count(name: Name): number;
  fail(name: Name, fault: Fault): void;
  close(): Promise<void>;
}

/** What WeChat posts to us. */
export interface Push {
  query: Record<string, string>;
  body: { ToUserName: string; Encrypt: string };
}

/** The templates there are, by their ids. A test may change them or bring more. */
export const templates: Record<string, readonly string[]> = {
  'tmpl-notice': ['thing1', 'thing2', 'time3'],
  'tmpl-reply': ['thing1', 'phrase2', 'time3'],
  'tmpl-pick-up': ['thing1', 'character_string2', 'time3'],
  'tmpl-work': ['thing1', 'thing2', 'time3'],
};

/**
 * @param given.clock a test's own, or `systemClock` for a cloud that runs as a process
 * @param given.templates keys by template id
 */
export async function openStandIn(given: {
  clock: Clock;
  appId?: string;
  secret?: string;
  templates?: Record<string, readonly string[]>;
  port?: number;
}): Promise<StandIn> {
  const { clock, appId = 'wx0123456789abcdef', secret = randomBytes(16).toString('hex'), port = 0 } = given;
  const push = { token: randomBytes(12).toString('hex'), key: key43() };
  const tokens = createTokenPools({ appId, secret, clock });
  const people = createPeople({ appId, clock, checkSecret: tokens.checkSecret });
  const all = { ...templates, ...given.templates };
  const messages = createMessages(all, people.checkKnown);
  const safety = createSafety(appId, people.checkVisited);
  const links = await createLinks(clock);
  const { url, calls, fail, close } = await openDoor({
    clock,
    port,
    routes: { ...tokens.routes, ...people.routes, ...messages.routes, ...safety.routes, ...links.routes },
    checkToken: tokens.checkToken,
    killToken: () => tokens.kill(false),
  });

  const stamp = (timestamp = Math.floor(clock.now().getTime() / 1_000)) => {
    const parts = { timestamp: String(timestamp), nonce: randomBytes(5).toString('hex') };
    return { ...parts, signature: pushSignature(push.token, parts.timestamp, parts.nonce) };
  };
  const pushed: StandIn['push'] = (message, { appId: meantFor = appId, timestamp } = {}) => {
    const Encrypt = closePush(push.key, meantFor, JSON.stringify(message));
    const stamped = stamp(timestamp);
    const msg_signature = pushSignature(push.token, stamped.timestamp, stamped.nonce, Encrypt);
    const ToUserName = 'gh_0123456789ab';
    return { query: { ...stamped, encrypt_type: 'aes', msg_signature }, body: { ToUserName, Encrypt } };
  };
  const named = (id: string) => ({ id, keys: all[id] ?? [] });
  const setting = (id: string): string => `${id}:${named(id).keys.join(',')}`;

  return {
    url,
    config: {
      appId,
      secret,
      url,
      stage: 'develop',
      push,
      templates: {
        notice: named('tmpl-notice'),
        reply: named('tmpl-reply'),
        pickUp: named('tmpl-pick-up'),
        work: named('tmpl-work'),
      },
    },
    settings: {
      WECHAT_APP_ID: appId,
      WECHAT_SECRET: secret,
      WECHAT_URL: url,
      WECHAT_STAGE: 'develop',
      WECHAT_PUSH_TOKEN: push.token,
      WECHAT_PUSH_KEY: push.key,
      WECHAT_TEMPLATE_NOTICE: setting('tmpl-notice'),
      WECHAT_TEMPLATE_REPLY: setting('tmpl-reply'),
      WECHAT_TEMPLATE_PICK_UP: setting('tmpl-pick-up'),
      WECHAT_TEMPLATE_WORK: setting('tmpl-work'),
    },
    code: people.code,
    phoneCode: people.phoneCode,
    visit: people.visit,
    sessionKey: people.keyOf,
    groupData: (openid, opengid, of = {}) => people.userData(openid, { opengid }, of.appId),
    userData: (openid, data, of = {}) => people.userData(openid, data, of.appId),
    consent: (openid, templateId, more = 1) => messages.consent(openid, templateId, more),
    sent: messages.sent,
    judge: safety.judge,
    rank: safety.rank,
    pictures: safety.pictures,
    verdict: (traceId, suggest) => pushed(safety.verdict(traceId, suggest, clock.now())),
    push: pushed,
    handshake: () => ({ ...stamp(), echostr: randomBytes(8).toString('hex') }),
    token: tokens.current,
    killToken: ({ insists = false } = {}) => tokens.kill(insists),
    calls,
    count: (name) => calls.filter((call) => call.name === name).length,
    fail,
    close,
  };
}

/** An EncodingAESKey: 43 letters and digits, the last of which carries two bits too many. */
function key43(): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from(randomBytes(43), (byte) => alphabet[byte % alphabet.length]).join('');
}
