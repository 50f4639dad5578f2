import type { Persona } from '../../types/session';
import { households } from '../households';
import type { Db } from '../kit/database';
import { createSeal } from '../kit/seal';
import { sharedSecret } from '../kit/secret';
import type { Actor, Context } from '../kit/serve';
import { gridsOf } from '../service';
import { demoClaim, demoHouseholds } from './householdWords';
import { demoPost } from './serviceWords';

/** A small register of 江畔, by the steps that a real community takes, and somebody who says that they live there. */
export async function openRegister(db: Db, communityCode: string, now: Date): Promise<void> {
  const known = await db.selectFrom('household').select('id').limit(1).execute();
  if (known.length > 0) return;
  // Under the city's own key. A cloud that is given another one shows these doors without their numbers.
  const house = households(createSeal(await sharedSecret(db, 'seal')));
  const visitor = () => ({ address: '', program: '' });
  const as = (actor: Actor) =>
    ({ actor, db, now, visitor, origin: '', token: undefined, checked: 'pass' }) as const satisfies Context<'resident'>;
  const worker = as(await personaOf(db, 'gridworker'));
  const grid = (await gridsOf(db, communityCode)).find(({ name }) => name === demoPost.grid);
  for (const household of demoHouseholds)
    await house.set({ clientId: 'demo', communityCode, ...household, gridId: grid?.id }, worker);
  await house.join(demoClaim, as(await personaOf(db, 'resident-2')));
}

const personaOf = async (db: Db, persona: Persona): Promise<Actor> => ({
  id: (await db.selectFrom('person').select('id').where('persona', '=', persona).executeTakeFirstOrThrow()).id,
  home: null,
  grants: [],
});
