import * as v from 'valibot';

const whole = (name: string, from: number, to: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/, `${name} must be a whole number`),
    v.transform(Number),
    v.minValue(from, `${name} must be at least ${from}`),
    v.maxValue(to, `${name} must be at most ${to}`),
  );
const filled = (name: string) => v.pipe(v.string(), v.minLength(1, `${name} must not be empty`));

/** Every setting, with its default. `.env.example` says the same in words, and a test compares the two. */
export const settings = v.object({
  PORT: v.optional(whole('PORT', 0, 65_535), '3000'),
  HOST: v.optional(filled('HOST'), '0.0.0.0'),
  DATA_DIR: v.optional(filled('DATA_DIR'), './data'),
  PUBLIC_URL: v.optional(
    v.pipe(v.string(), v.regex(/^https?:\/\/[^/\s]+$/, 'PUBLIC_URL must be like https://example.org')),
  ),
  DATABASE_URL: v.optional(
    v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\//, 'DATABASE_URL must begin with postgres://')),
  ),
  APP_ID: v.optional(filled('APP_ID'), 'jiamenkou'),
  APP_KEY: v.optional(filled('APP_KEY'), 'jiamenkou-key'),
  DEMO: v.optional(v.picklist(['0', '1'], 'DEMO must be 0 or 1'), '0'),
  DWELL_MS: v.optional(whole('DWELL_MS', 0, 600_000), '3000'),
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
  };
}
