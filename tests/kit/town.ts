import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { createApp } from '../../cloud/app';
import { folderStorage, type Storage } from '../../cloud/files';
import { readConfig } from '../../cloud/kit/config';
import type { Db } from '../../cloud/kit/database';
import { hashOf, randomName } from '../../cloud/kit/ids';
import { addPerson } from '../../cloud/people';
import type { Call } from '../../types';
import type { Role } from '../../types/org';
import type { Persona } from '../../types/session';
import { testClock, type TestClock } from './clock';
import { copyOfTemplate, OPENING } from './engine';

/** 江畔社区, where the demo city's residents live and its secretary serves; and one of another district. */
export const JIANGPAN = '230104009009';
export const XIAOHONG = '230103010003';
export const DWELL_MS = 3_000;

/** The demo city behind its real wire, on a clock of its own. Only time and WeChat are not real. */
export interface Town {
  app: FastifyInstance;
  db: Db;
  clock: TestClock;
  storage: Storage;
  /** Faults of ours that came up; `close` fails the test when there are any. */
  bugs: unknown[];
  /** Calls the cloud as somebody: a persona, a token, or nobody. */
  as(who: Persona | { token: string } | null): Call;
  /** A new person, with a home and roles if wanted. */
  person(given?: { home?: string; roles?: [Role, string][] }): Promise<{ id: string; token: string; call: Call }>;
  close(): Promise<void>;
}

/** How a refused call fails, as the SDK would show it. */
export class CallError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly refusal: string,
    readonly fields: Record<string, string> | undefined,
  ) {
    super(message);
  }
}

/**
 * @param settings more of the cloud's settings, by their names
 * @param clock one that somebody else reads, too
 * @param logger where the cloud's log goes, if anywhere
 */
export async function openTown(
  settings: Record<string, string> = {},
  clock = testClock(OPENING),
  logger?: FastifyBaseLogger,
): Promise<Town> {
  const { db, close } = await copyOfTemplate();
  const folder = mkdtempSync(join(tmpdir(), 'jiamenkou-town-'));
  const bugs: unknown[] = [];
  const config = readConfig({ DEMO: '1', DATA_DIR: folder, DWELL_MS: String(DWELL_MS), ...settings });
  const storage = folderStorage(folder);
  const app = await createApp({
    config,
    db,
    clock,
    storage,
    h5: join(folder, 'no-page'),
    ...(logger && { logger }),
    onBug: (error) => bugs.push(error),
  });
  const tokens = new Map<Persona, string>();

  const personaToken = async (persona: Persona): Promise<string> => {
    const known = tokens.get(persona);
    if (known) return known;
    const { sessionToken } = await post(app, '/1.1/users', { authData: { demo: { persona } } });
    tokens.set(persona, sessionToken as string);
    return sessionToken as string;
  };

  const as: Town['as'] = (who) =>
    callWith(async (name, input) => {
      const token = who === null ? undefined : typeof who === 'string' ? await personaToken(who) : who.token;
      return (await post(app, `/1.1/functions/${name}`, input, token)).result;
    });

  return {
    app,
    db,
    clock,
    storage,
    bugs,
    as,
    async person({ home, roles = [] } = {}) {
      const now = clock.now();
      const id = await addPerson(db, now);
      if (home) await db.updateTable('person').set({ home_code: home }).where('id', '=', id).execute();
      for (const [role, node_code] of roles)
        await db.insertInto('role_grant').values({ person_id: id, role, node_code, granted_at: now }).execute();
      const token = randomName(24);
      const expires_at = new Date(now.getTime() + 365 * 86_400_000);
      await db
        .insertInto('session')
        .values({ token_hash: hashOf(token), person_id: id, created_at: now, expires_at })
        .execute();
      return { id, token, call: as({ token }) };
    },
    async close() {
      await app.close();
      await close();
      rmSync(folder, { recursive: true, force: true });
      if (bugs.length > 0) throw new AggregateError(bugs, `The cloud had faults: ${bugs.map(String).join('; ')}`);
    },
  };
}

/** `call.notices.open(input)` becomes `send('notices.open', input)`. */
export function callWith(send: (name: string, input: unknown) => Promise<unknown>): Call {
  const verbs = (feature: string) =>
    new Proxy({}, { get: (_, verb) => (input: unknown) => send(`${feature}.${String(verb)}`, input) });
  return new Proxy({}, { get: (_, feature) => verbs(String(feature)) }) as Call;
}

export const APP_HEADERS = { 'x-lc-id': 'jiamenkou', 'x-lc-key': 'jiamenkou-key' };

async function post(
  app: FastifyInstance,
  url: string,
  payload: unknown,
  token?: string,
): Promise<Record<string, unknown>> {
  const response = await app.inject({
    method: 'POST',
    url,
    headers: { ...APP_HEADERS, 'content-type': 'application/json', ...(token && { 'x-lc-session': token }) },
    payload: JSON.stringify(payload),
  });
  const body = response.json<Record<string, unknown>>();
  if (response.statusCode < 400) return body;
  const details = body.details as { refusal: string; fields?: Record<string, string> };
  throw new CallError(response.statusCode, body.code as number, body.error as string, details.refusal, details.fields);
}

/** The name of the refusal a call ends in; fails when it succeeds, or fails otherwise. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  const outcome = await call.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
  if ('answer' in outcome) throw new Error(`Expected a refusal, got ${JSON.stringify(outcome.answer)}`);
  if (!(outcome.error instanceof CallError)) throw outcome.error;
  return outcome.error.refusal;
}

let acts = 0;
/** A new client id, as a client makes one for each intention. */
export const clientId = (): string => `test-act-${++acts}`;

/** A plain notice for 江畔, or as given. */
export const draftOf = (given: object = {}) => ({
  clientId: clientId(),
  communityCode: JIANGPAN,
  kind: 'notice' as const,
  title: '周四上午停水',
  body: '周四上午九点停水,下午三点恢复。',
  ...given,
});

/** Opens a notice, lets the dwell time pass, and credits the read. */
export async function read(town: Town, call: Call, noticeId: string, scene?: number) {
  const { readTicket } = await call.notices.open({ noticeId, scene });
  town.clock.advance(DWELL_MS);
  return call.notices.credit({ readTicket: readTicket ?? '' });
}
