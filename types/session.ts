import * as v from 'valibot';
import { command, query } from './contract';
import { empty, id } from './fields';
import { place, roles } from './org';

/** The people of the demo city. Signing in as one is refused outside demo mode. */
export const personas = [
  'resident-1',
  'resident-2',
  'resident-3',
  'secretary',
  'gridworker',
  'street',
  'editor',
  'merchant',
] as const;
export type Persona = (typeof personas)[number];

export const session = {
  /** Who I am. Without a session `person` is null, and the rest still tells a newcomer's client what it needs. */
  me: query({
    who: 'anyone',
    input: empty,
    output: v.object({
      person: v.nullable(v.object({ id, persona: v.nullable(v.picklist(personas)) })),
      home: v.nullable(place),
      roles: v.array(v.object({ role: v.picklist(roles), place })),
      /** Places I may publish notices for; empty for everyone who is not staff. */
      desk: v.array(place),
      demo: v.boolean(),
    }),
  }),

  /** Signs out for good: the token is dead on the server too, which the SDK's own `logOut` does not do. */
  end: command({ who: 'resident', changesCaller: true, input: empty, output: empty }),
};
