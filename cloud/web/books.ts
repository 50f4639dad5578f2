import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { communityCode, id as campaignId } from '../../types/fields';
import { publicCloses, publicCorrections, publicHeads } from '../eggs';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import { booksPage } from './booksPage';
import { send } from './notice';
import { POLICY } from './style';

/** The page runs one script, from here; it asks this host what was published, and nobody else. */
const CHECKING = `${POLICY}; script-src 'self'; connect-src 'self'`;
const MINUTE = 'public, max-age=60';

/**
 * `/books/<campaign>`: the closed days of a campaign, for anyone to look at, to print, and to check a receipt against: on that page, or by
 * a short script that uses nothing of ours.
 */
export async function bookPages(app: FastifyInstance, { db, now }: { db: Db; now(): Date }): Promise<void> {
  const [verify, check] = await Promise.all(
    ['verify.mjs', 'check.js'].map((name) => readFile(join(__dirname, name), 'utf8')),
  );
  const heads = (given: string) => publicHeads(db, v.is(campaignId, given) ? given : refuse('campaign.missing'), now());
  const script = { 'Cache-Control': MINUTE, 'X-Content-Type-Options': 'nosniff' };

  app.get('/books/verify.mjs', async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').headers(script).send(verify),
  );
  app.get('/books/check.js', async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').headers(script).send(check),
  );
  app.get<{ Params: { id: string } }>('/books/:id.json', async ({ params: { id } }, reply) =>
    reply.headers({ 'Cache-Control': MINUTE, 'Access-Control-Allow-Origin': '*' }).send(await heads(id)),
  );
  app.get<{ Params: { id: string; code: string } }>(
    '/books/:id/:code.json',
    async ({ params: { id, code } }, reply) => {
      if (!v.is(campaignId, id) || !v.is(communityCode, code)) refuse('campaign.missing');
      return reply
        .headers({ 'Cache-Control': MINUTE, 'Access-Control-Allow-Origin': '*' })
        .send(await publicCloses(db, id, code));
    },
  );
  app.get<{ Params: { id: string } }>('/books/:id', async ({ params: { id } }, reply) => {
    const page = booksPage(await heads(id), (await publicCorrections(db, id)).corrections);
    return send(reply.header('Cache-Control', MINUTE), page, CHECKING);
  });
}
