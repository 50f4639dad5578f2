import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { refuse } from '../kit/refuse';

/**
 * WeChat's console believes that a host is ours once it finds a file of its making there: at the root for pages that the
 * mini-program opens, beside the notices for the newspaper's code, beside the badges for the stickers'. The operator lays it into a folder.
 */
export function proofs(app: FastifyInstance, folder: string): void {
  for (const path of ['/:name.txt', '/n/:name.txt', '/b/:name.txt'])
    app.get<{ Params: { name: string } }>(path, async ({ params: { name } }, reply) => {
      if (!/^\w{1,64}$/.test(name)) refuse('wire.unknownPath');
      const proof = await readFile(join(folder, `${name}.txt`)).catch(() => null);
      return reply.type('text/plain; charset=utf-8').send(proof ?? refuse('wire.unknownPath'));
    });
}
