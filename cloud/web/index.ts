import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Sheets } from '../eggs';
import type { FigureTables } from '../figures';
import { isForEveryone, type Storage } from '../files';
import { createCache } from '../kit/cache';
import type { Changes } from '../kit/changes';
import type { Db } from '../kit/database';
import { Refusal } from '../kit/refuse';
import type { Badges } from '../merchants';
import type { Tables } from '../reports';
import { publicNotice, type PublicNotice } from '../notices';
import { badgePages } from './badge';
import { bookPages } from './books';
import { doorsteps } from './doorstep';
import { noticePages, type LinkTo } from './notice';
import { prefetch } from './prefetch';
import { proofs } from './proofs';
import { tablePages } from './tables';

export { isPage, sendSorry } from './notice';

const YEAR = 'public, max-age=31536000, immutable';

export interface Web {
  db: Db;
  changes: Changes;
  storage: Storage;
  h5: string;
  now(): Date;
  ready(): Promise<void>;
  /** Scheme and host for addresses; unset: the host that the caller named. */
  publicUrl: string | undefined;
  badges: Badges;
  tables: Tables;
  sheets: Sheets;
  figureTables: FigureTables;
  /** The mini-program's number, when the cloud knows it. */
  wechatAppId?: string | undefined;
  /** The folder of the files by which WeChat sees that this host is ours. */
  proofs: string;
  /** Makes a link that opens a page of the mini-program, when the cloud has WeChat. */
  linkTo?: LinkTo | undefined;
}

/** How old a notice may be when counts change in a rush, or when word of a change does not arrive. */
const KEPT_MS = 1_000;

/** What a plain browser may ask for, and what WeChat's servers fetch: all of it is for everyone to know. */
export async function web(app: FastifyInstance, house: Web) {
  const { db, changes, storage, h5, now } = house;
  app.get('/health', async () => {
    await house.ready();
    return { ok: true };
  });

  const drawn = await doorsteps();
  app.get<{ Params: { name: string } }>('/pictures/:name', async ({ params: { name } }, reply) => {
    // A code to scan is drawn by the cloud; everything else was brought by somebody, and is theirs until others read it.
    const isStored = /^code-[0-9a-f]{40}\.png$/.test(name) || (await isForEveryone(db, name));
    const bytes = drawn.get(name) ?? (isStored ? await storage.get(name) : null);
    // What is not there yet, or no more, may be there the next moment.
    if (!bytes) return reply.header('Cache-Control', 'no-store').send(new Refusal('file.missing'));
    return reply
      .type(name.endsWith('.png') ? 'image/png' : 'image/jpeg')
      .headers({ 'Cache-Control': YEAR, 'X-Content-Type-Options': 'nosniff' })
      .send(bytes);
  });

  // In the morning's rush a notice is fetched before each cold start of the mini-program.
  const kept = createCache<PublicNotice | null>(KEPT_MS);
  changes.listen(({ content, counts }) => (content || counts) && kept.drop());
  const find = (id: string, origin: string) =>
    kept.get(`${id} ${origin}`, now(), () => publicNotice(db, id, now(), origin));
  const originOf = (request: FastifyRequest) => house.publicUrl ?? `http://${request.host}`;

  noticePages(app, { find, originOf, linkTo: house.linkTo });
  prefetch(app, { find, originOf, appId: house.wechatAppId });
  await app.register(badgePages, { ...house, behindProxy: house.publicUrl !== undefined });
  proofs(app, house.proofs);
  tablePages(app, house);
  await bookPages(app, house);

  if (existsSync(h5)) await app.register(fastifyStatic, { root: h5, cacheControl: true, maxAge: 0 });
}
