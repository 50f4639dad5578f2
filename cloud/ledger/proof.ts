import type { Proof } from '../../types/eggs';
import type { Db } from '../kit/database';
import { headText, saltOf, sealText, sealsOf, type EggRow, type Line } from './close';
import { pathOf, type Step } from './tree';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const steps = (path: readonly Step[]): Proof['path'] => path.map(([side, other]) => [side, hex(other)]);

/** All that it takes to check that an entry is in the closed books; null while its day is open. */
export async function proofOf(
  db: Db,
  key: Buffer,
  { community_id, campaign_id }: Pick<EggRow, 'community_id' | 'campaign_id'>,
  { entry, line }: Line,
): Promise<Proof | null> {
  const place = await db
    .selectFrom('ledger_leaf')
    .select(['day', 'position'])
    .where('community_id', '=', community_id)
    .where('entry', '=', entry)
    .executeTakeFirst();
  if (!place) return null;
  const { day, position } = place;
  const head = await db
    .selectFrom('ledger_head')
    .selectAll()
    .where('campaign_id', '=', campaign_id)
    .where('day', '=', day)
    .executeTakeFirst();
  if (!head) return null;
  const close = await db
    .selectFrom('ledger_close')
    .selectAll()
    .where('community_id', '=', community_id)
    .where('campaign_id', '=', campaign_id)
    .where('day', '=', day)
    .executeTakeFirstOrThrow();
  const leaves = await db
    .selectFrom('ledger_leaf')
    .select('leaf')
    .where('community_id', '=', community_id)
    .where('campaign_id', '=', campaign_id)
    .where('day', '=', day)
    .orderBy('position')
    .execute();
  const seals = await sealsOf(db, campaign_id, day);
  return {
    line,
    salt: hex(saltOf(key, entry)),
    path: steps(
      pathOf(
        leaves.map(({ leaf }) => leaf),
        position,
      ),
    ),
    seal: { text: sealText(close), before: hex(close.before), root: hex(close.root), hash: hex(close.seal) },
    up: steps(
      pathOf(
        seals.map(({ seal }) => seal),
        seals.findIndex((one) => one.community_id === community_id),
      ),
    ),
    head: { text: headText(head), before: hex(head.before), root: hex(head.root), hash: hex(head.head) },
  };
}
