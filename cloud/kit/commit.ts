import { createHmac } from 'node:crypto';
import type { Procedure } from '../../types';
import type { Change } from './changes';
import type { Db } from './database';
import { newId } from './ids';
import { refuse } from './refuse';
import type { Actor, House } from './serve';

/** What a command is kept with. */
type Books = Pick<House, 'db' | 'changes' | 'key'>;

interface Command {
  name: string;
  input: unknown;
  actor: Actor;
  now: Date;
  requestId: string;
  /** Where the caller's right was found; null when the procedure asks for none. */
  node: string | null;
}

/** One transaction in which something is done once, and after which everyone knows of it who has to. */
export async function commit<T>(
  { db, changes, key }: Books,
  procedure: Procedure,
  record: Command,
  work: (tx: Db) => Promise<T>,
): Promise<T> {
  const { input, node } = record;
  const change = changeOf(procedure, record.actor, node);
  const output = await db.transaction().execute(async (tx) => {
    const once = await onceOnly(tx, key, record, () => work(tx));
    if (once.repeated) return once;
    const place = procedure.audited?.(input as never, once.value as never) ?? node;
    if (place !== null) await audit(tx, { ...record, input: logged(procedure, input) }, place);
    if (change) await changes.announce(tx, change);
    return once;
  });
  if (change) changes.apply(change);
  return output.value as T;
}

/** What a command makes stale. Staff and keepers change what is published; a resident's command changes at most themselves. */
function changeOf(procedure: Procedure, actor: Actor, node: string | null): Change | null {
  if (node !== null) return procedure.quiet ? null : { content: true };
  return procedure.changesCaller ? { person: actor.id } : null;
}

/**
 * A command with a `clientId` is done once: its row is claimed first, so that a second call waits for the first to
 * commit and then gets that answer. The same id with other content is refused.
 */
async function onceOnly(
  tx: Db,
  secret: Buffer,
  { name, input, actor, now }: Command,
  run: () => Promise<unknown>,
): Promise<{ value: unknown; repeated: boolean }> {
  const clientId = (input as { clientId?: string }).clientId;
  if (clientId === undefined) return { value: await run(), repeated: false };

  const key = { person_id: actor.id, procedure: name, client_id: clientId };
  const inputHash = createHmac('sha256', secret).update(JSON.stringify(input)).digest();
  const claimed = await tx
    .insertInto('answer')
    .values({ ...key, input_hash: inputHash, output: null, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('client_id')
    .executeTakeFirst();
  if (!claimed) {
    const before = await tx
      .selectFrom('answer')
      .select(['input_hash', 'output'])
      .where((eb) => eb.and(key))
      .executeTakeFirstOrThrow();
    if (!inputHash.equals(before.input_hash)) refuse('input.idReused');
    // What a report looked like is forgotten sooner than that it was answered.
    if (before.output === null) refuse('input.idReused');
    return { value: before.output, repeated: true };
  }
  const value = await run();
  await tx
    .updateTable('answer')
    .set({ output: JSON.stringify(value) })
    .where((eb) => eb.and(key))
    .execute();
  return { value, repeated: false };
}

/** What the audit log keeps of an input. */
const logged = ({ unlogged = [] }: Procedure, input: unknown): unknown =>
  Object.fromEntries(Object.entries(input as object).filter(([field]) => !unlogged.includes(field)));

/** What staff and keepers do leaves a line that nobody can change, in the same transaction. */
async function audit(tx: Db, { name, input, actor, now, requestId }: Command, place: string): Promise<void> {
  await tx
    .insertInto('audit')
    .values({
      id: newId(now),
      at: now,
      person_id: actor.id,
      node_code: place,
      procedure: name,
      input: JSON.stringify(input),
      request_id: requestId,
    })
    .execute();
}
