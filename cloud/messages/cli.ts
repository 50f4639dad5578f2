import { systemClock } from '../kit/clock';
import { readConfig } from '../kit/config';
import type { Db } from '../kit/database';
import { openDatabase, orStop } from '../start';
import { takeAgain } from './outbox';

/**
 * The operator's look at the outbox:
 *
 *     npm run messages                  how many are where, and each that is dead or unknown, with the reason
 *     npm run messages -- again <id>    sends one of those again: whoever asks for it answers for a second copy
 */
const USAGE = `Usage:
  npm run messages
  npm run messages -- again <id>`;

async function run([verb, id, ...more]: string[]): Promise<string> {
  if (more.length > 0 || (verb !== undefined && (verb !== 'again' || !/^\d{1,18}$/.test(id ?? ''))))
    throw new Error(USAGE);
  const { db, close } = await openDatabase(readConfig(process.env));
  try {
    return verb === undefined ? await overview(db) : await again(db, id ?? '');
  } finally {
    await close();
  }
}

async function overview(db: Db): Promise<string> {
  const counts = await db
    .selectFrom('message')
    .select(['template', 'state'])
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .groupBy(['template', 'state'])
    .orderBy('template')
    .orderBy('state')
    .execute();
  const lost = await db
    .selectFrom('message')
    .select(['id', 'template', 'about', 'state', 'tries', 'error', 'made_at'])
    .where('state', 'in', ['dead', 'unknown'])
    .orderBy('id')
    .limit(500)
    .execute();
  return [
    ...counts.map(({ template, state, n }) => `${template} ${state}: ${n}`),
    ...lost.map(
      (one) =>
        `${one.id} ${one.state} ${one.template} ${one.about} of ${one.made_at.toISOString()}, ${one.tries} tries: ${one.error ?? ''}`,
    ),
    ...(counts.length === 0 ? ['There are no messages.'] : []),
  ].join('\n');
}

const again = (db: Db, id: string): Promise<string> =>
  db.transaction().execute(async (tx) => {
    const lost = await tx
      .selectFrom('message')
      .select(['person_id', 'template', 'about', 'state'])
      .where('id', '=', id)
      .where('state', 'in', ['dead', 'unknown'])
      .forUpdate()
      .executeTakeFirst();
    if (!lost) throw new Error(`There is no dead or unknown message ${id}.`);
    const now = systemClock.now();
    await tx
      .updateTable('message')
      .set({ state: 'queued', due_at: now, made_at: now, tries: 0, done_at: null })
      .where('id', '=', id)
      .execute();
    if (lost.state === 'dead') await takeAgain(tx, lost.template, lost.person_id);
    return `Message ${id} about ${lost.about} is queued again.`;
  });

void orStop(run(process.argv.slice(2)).then((line) => console.log(line)));
