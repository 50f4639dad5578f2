import { readFileSync } from 'node:fs';
import { roles, type Role } from '../../types/org';
import { systemClock } from '../kit/clock';
import { readConfig } from '../kit/config';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { openDatabase, orStop } from '../start';
import { divisionsText, DivisionsError, importDivisions } from './import';

/**
 * The operator's hand on the organisation, on the machine the database belongs to:
 *
 *     npm run import:divisions -- <csv>            load or update the division tree
 *     npm run org -- open <community code>         switch a community on (close: off)
 *     npm run org -- grant <person> <role> <code>  give a role at a node (revoke: take it back)
 *
 * A person finds their number on the page 我的.
 */
const USAGE = `Usage:
  npm run import:divisions -- <csv>
  npm run org -- open|close <community code>
  npm run org -- grant|revoke <person> <${roles.join('|')}> <code>`;

async function run([verb, ...words]: string[]): Promise<string> {
  const work = verb === undefined ? undefined : verbs[verb];
  if (!work) throw new Error(USAGE);
  const { db, close } = await openDatabase(readConfig(process.env));
  try {
    const done = await work(db, words);
    await remember(db, `operator.${verb}`, words);
    return done;
  } finally {
    await close();
  }
}

/** The operator leaves a line in the audit log as staff do; person 0 is whoever sits at the machine. */
async function remember(db: Db, procedure: string, words: string[]): Promise<void> {
  const at = systemClock.now();
  const line = {
    id: newId(at),
    at,
    person_id: '0',
    node_code: '',
    procedure,
    input: JSON.stringify(words),
    request_id: '',
  };
  await db.insertInto('audit').values(line).execute();
}

const verbs: Record<string, (db: Db, words: string[]) => Promise<string>> = {
  async import(db, [file]) {
    if (file === undefined) throw new Error(USAGE);
    const began = Date.now();
    try {
      const { added, changed, same } = await importDivisions(db, divisionsText(readFileSync(file)));
      return `${added} added, ${changed} changed, ${same} as before, in ${((Date.now() - began) / 1000).toFixed(1)} s.`;
    } catch (error) {
      if (error instanceof DivisionsError) throw new Error(`${error.message} Nothing was changed.`, { cause: error });
      throw error;
    }
  },
  open: (db, [code]) => setOpen(db, code, true),
  close: (db, [code]) => setOpen(db, code, false),
  async grant(db, words) {
    const grant = readGrant(words);
    await db
      .insertInto('role_grant')
      .values({ ...grant, granted_at: systemClock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return `${grant.person_id} is ${grant.role} at ${grant.node_code}.`;
  },
  async revoke(db, words) {
    const grant = readGrant(words);
    const { numDeletedRows } = await db
      .deleteFrom('role_grant')
      .where((eb) => eb.and(grant))
      .executeTakeFirstOrThrow();
    return numDeletedRows > 0n
      ? `${grant.person_id} is no longer ${grant.role} at ${grant.node_code}.`
      : 'There was no such grant.';
  },
};

async function setOpen(db: Db, code: string | undefined, open: boolean): Promise<string> {
  const node = await db
    .updateTable('node')
    .set({ is_open: open })
    .where('code', '=', code ?? '')
    .where('level', '=', 'community')
    .returning('official_name')
    .executeTakeFirst();
  if (!node) throw new Error(`${code ?? 'Nothing'} is not a community.\n${USAGE}`);
  return `${node.official_name} is switched ${open ? 'on' : 'off'}.`;
}

function readGrant([person, role, code]: string[]) {
  const known = roles.find((name): name is Role => name === role);
  if (!/^\d+$/.test(person ?? '') || !known || !code) throw new Error(USAGE);
  return { person_id: person as string, role: known, node_code: code };
}

void orStop(run(process.argv.slice(2)).then((line) => console.log(line)));
