import { answerers, setters } from '../../types/service';
import type { Actor } from '../kit/serve';
import { holds } from '../org';

export type Answerer = (typeof answerers)[number];

/** As what somebody answers at a place: the nearest to the residents of their roles. */
export const roleAt = (actor: Pick<Actor, 'grants'>, code: string): Answerer | null =>
  answerers.find((role) => holds(actor.grants, [role], code)) ?? null;

export const isSetterAt = (actor: Pick<Actor, 'grants'>, code: string): boolean => holds(actor.grants, setters, code);
export const isStreetAt = (actor: Pick<Actor, 'grants'>, code: string): boolean =>
  holds(actor.grants, ['street'], code);
