import { sql } from 'kysely';
import fastify from 'fastify';
import { checkTicket } from '../../cloud/credit/ticket';
import { shanghaiDay } from '../../cloud/kit/clock';
import { openPostgres } from '../../cloud/kit/database';
import { hashOf } from '../../cloud/kit/ids';
import { sharedSecret } from '../../cloud/kit/secret';

/**
 * The same work as it is usually written: each request checks its session and credits its read in a transaction of its
 * own, with the same SQL and the same locks.
 */
async function main(): Promise<void> {
  const { db } = openPostgres(process.env.DATABASE_URL ?? '', 20);
  const secret = await sharedSecret(db, 'read-ticket');
  const app = fastify();
  app.get('/health', async () => ({ ok: true }));
  app.post<{ Body: { readTicket: string } }>('/1.1/functions/notices.credit', async (request) => {
    const now = new Date();
    const { community, notice, open, person } = checkTicket(secret, request.body.readTicket, now, 0);
    const token = hashOf(String(request.headers['x-lc-session']));
    const { rows } = await db.transaction().execute((tx) =>
      sql`select * from credit_reads(${[token]}::bytea[], ${[community]}::text[], ${[notice]}::bigint[], ${[person]}::bigint[],
        ${[open]}::bigint[], ${[now.toISOString()]}::timestamptz[], ${[shanghaiDay(now)]}::date[], ${[null]}::text[],
        ${[null]}::integer[], ${[true]}::boolean[], false)`.execute(tx),
    );
    return { result: rows[0] };
  });
  await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
}

void main();
