import * as v from 'valibot';
import type { Template } from '../../types/messages';

const whole = (name: string, from: number, to: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/, `${name} must be a whole number`),
    v.transform(Number),
    v.minValue(from, `${name} must be at least ${from}`),
    v.maxValue(to, `${name} must be at most ${to}`),
  );
const filled = (name: string) => v.pipe(v.string(), v.minLength(1, `${name} must not be empty`));

const url = (name: string) =>
  v.pipe(v.string(), v.regex(/^https?:\/\/[^/\s]+$/, `${name} must be like https://example.org`));
/** A message template as WeChat's console shows it: its id, and the keys of its fields in the order we fill them. */
const template = (name: string, fields: number) =>
  v.pipe(
    v.string(),
    v.regex(/^[\w-]+(:[a-z_]+\d+(,[a-z_]+\d+)*)$/, `${name} must be like id:thing1,thing2,time3`),
    v.transform((given) => {
      const [id = '', keys = ''] = given.split(':');
      return { id, keys: keys.split(',') };
    }),
    v.check(({ keys }) => keys.length === fields, `${name} must name ${fields} fields`),
  );

/** Every setting, with its default. `.env.example` says the same in words, and a test compares the two. */
export const settings = v.object({
  PORT: v.optional(whole('PORT', 0, 65_535), '3000'),
  HOST: v.optional(filled('HOST'), '0.0.0.0'),
  DATA_DIR: v.optional(filled('DATA_DIR'), './data'),
  PUBLIC_URL: v.optional(url('PUBLIC_URL')),
  DATABASE_URL: v.optional(
    v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\//, 'DATABASE_URL must begin with postgres://')),
  ),
  APP_ID: v.optional(filled('APP_ID'), 'jiamenkou'),
  APP_KEY: v.optional(filled('APP_KEY'), 'jiamenkou-key'),
  DEMO: v.optional(v.picklist(['0', '1'], 'DEMO must be 0 or 1'), '0'),
  DWELL_MS: v.optional(whole('DWELL_MS', 0, 600_000), '3000'),
  SEAL_KEY: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/i, 'SEAL_KEY must be 64 hexadecimal digits'))),
  WECHAT_APP_ID: v.optional(filled('WECHAT_APP_ID')),
  WECHAT_SECRET: v.optional(filled('WECHAT_SECRET')),
  WECHAT_URL: v.optional(url('WECHAT_URL'), 'https://api.weixin.qq.com'),
  WECHAT_STAGE: v.optional(
    v.picklist(['release', 'trial', 'develop'], 'WECHAT_STAGE must be release, trial or develop'),
    'release',
  ),
  WECHAT_PUSH_TOKEN: v.optional(filled('WECHAT_PUSH_TOKEN')),
  WECHAT_PUSH_KEY: v.optional(
    v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{43}$/, 'WECHAT_PUSH_KEY must be 43 letters and digits')),
  ),
  WECHAT_TEMPLATE_NOTICE: v.optional(template('WECHAT_TEMPLATE_NOTICE', 3)),
  WECHAT_TEMPLATE_REPLY: v.optional(template('WECHAT_TEMPLATE_REPLY', 3)),
  WECHAT_TEMPLATE_PICK_UP: v.optional(template('WECHAT_TEMPLATE_PICK_UP', 3)),
  WECHAT_TEMPLATE_WORK: v.optional(template('WECHAT_TEMPLATE_WORK', 3)),
});

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  /** Scheme and host that people reach the cloud by; unset: whatever host a caller named, over http. */
  publicUrl: string | undefined;
  /** Unset: the trial database, PGlite in `dataDir`. */
  databaseUrl: string | undefined;
  appId: string;
  appKey: string;
  demo: boolean;
  /** How long a text must be open before its read can be credited, in milliseconds of the server's clock. */
  dwellMs: number;
  /** What seals keys and phone numbers; unset: one that the database keeps, which is no secret from its copies. */
  sealKey: Buffer | undefined;
  /** Unset: the cloud does without WeChat, and nobody can sign in by it. */
  wechat: WechatConfig | undefined;
}

/** The mini-program as WeChat knows it. `secret` and both push settings never leave the process. */
export interface WechatConfig {
  appId: string;
  secret: string;
  url: string;
  stage: 'release' | 'trial' | 'develop';
  push: { token: string; key: string } | undefined;
  templates: Partial<Record<Template, { id: string; keys: readonly string[] }>>;
}

/** Reads the settings, or throws one sentence that names what is wrong. An empty variable counts as unset. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = v.safeParse(settings, given);
  if (!parsed.success) throw new Error(`Cannot start: ${parsed.issues.map((issue) => issue.message).join('; ')}.`);
  const s = parsed.output;
  return {
    port: s.PORT,
    host: s.HOST,
    dataDir: s.DATA_DIR,
    publicUrl: s.PUBLIC_URL,
    databaseUrl: s.DATABASE_URL,
    appId: s.APP_ID,
    appKey: s.APP_KEY,
    demo: s.DEMO === '1',
    dwellMs: s.DWELL_MS,
    sealKey: s.SEAL_KEY === undefined ? undefined : Buffer.from(s.SEAL_KEY, 'hex'),
    wechat: wechatOf(s),
  };
}

function wechatOf(s: v.InferOutput<typeof settings>): WechatConfig | undefined {
  const needed = { WECHAT_SECRET: s.WECHAT_SECRET, SEAL_KEY: s.SEAL_KEY, PUBLIC_URL: s.PUBLIC_URL };
  if (s.WECHAT_APP_ID === undefined) return undefined;
  const missing = Object.keys(needed).filter((name) => needed[name as keyof typeof needed] === undefined);
  if (missing.length > 0) throw new Error(`Cannot start: WECHAT_APP_ID also needs ${missing.join(' and ')}.`);
  if ((s.WECHAT_PUSH_TOKEN === undefined) !== (s.WECHAT_PUSH_KEY === undefined))
    throw new Error('Cannot start: WECHAT_PUSH_TOKEN and WECHAT_PUSH_KEY go together.');
  return {
    appId: s.WECHAT_APP_ID,
    secret: s.WECHAT_SECRET ?? '',
    url: s.WECHAT_URL,
    stage: s.WECHAT_STAGE,
    push: s.WECHAT_PUSH_TOKEN ? { token: s.WECHAT_PUSH_TOKEN, key: s.WECHAT_PUSH_KEY ?? '' } : undefined,
    templates: Object.fromEntries(
      Object.entries({
        notice: s.WECHAT_TEMPLATE_NOTICE,
        reply: s.WECHAT_TEMPLATE_REPLY,
        pickUp: s.WECHAT_TEMPLATE_PICK_UP,
        work: s.WECHAT_TEMPLATE_WORK,
      }).filter(([, given]) => given !== undefined),
    ),
  };
}
