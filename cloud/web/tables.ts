import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { FastifyInstance } from 'fastify';
import type { Db } from '../kit/database';
import { tableOf, type Tables } from '../reports';

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Tables of reports, for whoever was given an address that is still good. They are written while they are downloaded. */
export function tablePages(app: FastifyInstance, { db, tables, now }: { db: Db; tables: Tables; now(): Date }): void {
  app.get<{ Params: { name: string } }>('/tables/:name', async (request, reply) => {
    const wanted = tables.read(request.params.name, now());
    const stream = Readable.fromWeb((await tableOf(db, wanted, now())) as ReadableStream);
    return reply
      .type(types[wanted.as])
      .headers({
        'Content-Disposition': `attachment; filename="reports-${wanted.firstDay}-${wanted.lastDay}.${wanted.as}"`,
        'Cache-Control': 'private, no-store',
      })
      .send(stream);
  });
}
