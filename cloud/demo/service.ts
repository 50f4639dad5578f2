import type { Persona } from '../../types/session';
import type { Db } from '../kit/database';
import type { Actor, Context } from '../kit/serve';
import { service } from '../service';
import { demoGrids, demoHours, demoPost, demoTemplates, demoUnits } from './serviceWords';

/** How 江畔 answers, by the same steps that a real community takes; a city that was loaded before there was such a thing gets it too. */
export async function openService(db: Db, communityCode: string, now: Date): Promise<void> {
  const set = await db.selectFrom('service_hours').select('community_id').limit(1).execute();
  if (set.length > 0) return;
  const house = service();
  const visitor = () => ({ address: '', program: '' });
  const as = (actor: Actor) =>
    ({ actor, db, now, visitor, origin: '', token: undefined, checked: 'pass' }) as const satisfies Context<'resident'>;
  const secretary = as(await personaOf(db, 'secretary'));
  await house.setHours({ communityCode, ...demoHours }, secretary);
  await house.setTemplates({ communityCode, templates: demoTemplates }, secretary);
  for (const grid of demoGrids) await house.setGrid({ clientId: 'demo', communityCode, ...grid }, secretary);
  for (const { at: nodeCode, ...unit } of demoUnits)
    await house.setUnit({ clientId: 'demo', nodeCode, ...unit }, secretary);

  const { grids } = await house.grids({ communityCode }, secretary);
  const gridIds = grids.filter(({ name }) => name === demoPost.grid).map(({ id }) => id);
  await house.serve({ communityCode, gridIds, called: demoPost.called }, as(await personaOf(db, 'gridworker')));
}

const personaOf = async (db: Db, persona: Persona): Promise<Actor> => ({
  id: (await db.selectFrom('person').select('id').where('persona', '=', persona).executeTakeFirstOrThrow()).id,
  home: null,
  grants: [],
});
