import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { FastifyInstance } from 'fastify';
import { figureTable, type FigureTables } from '../figures';
import { printedSheet, sheetTable, type Sheets } from '../eggs';
import type { Db } from '../kit/database';
import { tableOf, type Tables } from '../reports';

const types = {
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

interface House {
  db: Db;
  tables: Tables;
  sheets: Sheets;
  figureTables: FigureTables;
  now(): Date;
}

/** Tables of reports and of figures, and manifests of eggs, for whoever was given an address that is still good. */
export function tablePages(app: FastifyInstance, { db, tables, sheets, figureTables, now }: House): void {
  app.get<{ Params: { name: string } }>('/sheets/:name', async (request, reply) => {
    const wanted = sheets.read(request.params.name, now());
    const body =
      wanted.as === 'pdf'
        ? await printedSheet(db, wanted, now())
        : Readable.fromWeb((await sheetTable(db, wanted)) as ReadableStream);
    return reply
      .type(types[wanted.as])
      .headers({
        'Content-Disposition': `attachment; filename="eggs-${wanted.campaignId}.${wanted.as}"`,
        'Cache-Control': 'private, no-store',
      })
      .send(body);
  });

  app.get<{ Params: { name: string } }>('/figures/:name', async (request, reply) => {
    const wanted = figureTables.read(request.params.name, now());
    const stream = Readable.fromWeb((await figureTable(db, wanted)) as ReadableStream);
    return reply
      .type(types[wanted.as])
      .headers({
        'Content-Disposition': `attachment; filename="figures-${wanted.code}-${wanted.until}.${wanted.as}"`,
        'Cache-Control': 'private, no-store',
      })
      .send(stream);
  });

  // Written while they are downloaded.
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
