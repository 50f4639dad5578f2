import { sql } from 'kysely';
import type { Template } from '../../types/messages';
import type { Role } from '../../types/org';
import { answerers } from '../../types/service';
import type { WechatConfig } from '../kit/config';
import type { Db } from '../kit/database';
import type { Actor, Handlers } from '../kit/serve';

export { drain } from './drain';
export { cancel, livesBelow, none, queue, SLICE, willing, type Letter } from './outbox';

/** A person's consents count up to this; more is a slip of a client, and WeChat keeps its own count besides. */
const MOST_LEFT = 100;

/** @param templates those of WeChat's console; without any, nothing is offered */
export const messages = (templates: WechatConfig['templates']): Handlers['messages'] => ({
  async offers(_input, { actor, db }) {
    const left = await leftOf(db, actor.id);
    const all = Object.entries(templates) as [Template, { id: string }][];
    // Of work hears whoever has some.
    const hasWork = templates.work !== undefined && (await answersSomewhere(db, actor));
    const offered = all.filter(([template]) => template !== 'work' || hasWork);
    return {
      offers: offered.map(([template, { id }]) => ({ template, templateId: id, left: left.get(template) ?? 0 })),
    };
  },

  async consent({ accepted }, { actor, db }) {
    // In one order, whatever the client's: two calls at once then wait for each other, and never in a ring.
    const offered = accepted.filter((template) => templates[template]).sort();
    for (const template of offered)
      await db
        .insertInto('consent')
        .values({ person_id: actor.id, template, given: 1 })
        .onConflict((conflict) =>
          conflict.columns(['person_id', 'template']).doUpdateSet({
            given: sql<number>`least(consent.given + 1, consent.used + ${MOST_LEFT})`,
          }),
        )
        .execute();
    const left = await leftOf(db, actor.id);
    return { left: offered.map((template) => ({ template, left: left.get(template) ?? 0 })) };
  },
});

/** Whether somebody answers residents, or handles what a whistle calls a unit to. */
const answersSomewhere = async (db: Db, { id, grants }: Actor): Promise<boolean> =>
  grants.some(({ role }) => (answerers as readonly Role[]).includes(role)) ||
  (await db.selectFrom('unit_member').select('unit_id').where('person_id', '=', id).limit(1).executeTakeFirst()) !==
    undefined;

async function leftOf(db: Db, person: string): Promise<Map<Template, number>> {
  const rows = await db
    .selectFrom('consent')
    .select(['template', 'given', 'used'])
    .where('person_id', '=', person)
    .execute();
  return new Map(rows.map(({ template, given, used }) => [template, given - used]));
}
