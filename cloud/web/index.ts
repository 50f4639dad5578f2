import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Storage } from '../files';
import { refuse } from '../kit/refuse';
import { doorsteps } from './doorstep';

const YEAR = 'public, max-age=31536000, immutable';

/** What a plain browser may ask for: whether we are up, pictures, and the H5 build when there is one. */
export async function web(
  app: FastifyInstance,
  { storage, h5, ready }: { storage: Storage; h5: string; ready(): Promise<void> },
) {
  app.get('/health', async () => {
    await ready();
    return { ok: true };
  });

  const drawn = await doorsteps();
  app.get<{ Params: { name: string } }>('/pictures/:name', async ({ params: { name } }, reply) => {
    const bytes = drawn.get(name) ?? (await storage.get(name)) ?? refuse('file.missing');
    return reply
      .type(name.endsWith('.png') ? 'image/png' : 'image/jpeg')
      .headers({ 'Cache-Control': YEAR, 'X-Content-Type-Options': 'nosniff' })
      .send(bytes);
  });

  if (existsSync(h5)) await app.register(fastifyStatic, { root: h5, cacheControl: true, maxAge: 0 });
}
