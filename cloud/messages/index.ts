import { sql } from 'kysely';
import type { Template } from '../../types/messages';
import type { WechatConfig } from '../kit/config';
import type { Db } from '../kit/database';
import type { Handlers } from '../kit/serve';

export { drain } from './drain';
export { cancel, livesBelow, none, queue, SLICE, type Letter } from './outbox';

/** A person's consents count up to this; more is a slip of a client, and WeChat keeps its own count besides. */
const MOST_LEFT = 100;

/** @param templates those of WeChat's console; without any, nothing is offered */
export const messages = (templates: WechatConfig['templates']): Handlers['messages'] => ({
  async offers(_input, { actor, db }) {
    const left = await leftOf(db, actor.id);
    const offered = Object.entries(templates) as [Template, { id: string }][];
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

async function leftOf(db: Db, person: string): Promise<Map<Template, number>> {
  const rows = await db
    .selectFrom('consent')
    .select(['template', 'given', 'used'])
    .where('person_id', '=', person)
    .execute();
  return new Map(rows.map(({ template, given, used }) => [template, given - used]));
}
