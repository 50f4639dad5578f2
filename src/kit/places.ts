import type { Place } from '../../types/org';
import type { Me } from './session';

/** Exactly one of the two says which place is meant. */
export const addressed = ({ level, code }: Place): { communityCode: string } | { nodeCode: string } =>
  level === 'community' ? { communityCode: code } : { nodeCode: code };

/** The places where somebody answers, each once. */
export const placesOf = ({ answers }: Me): Place[] =>
  answers.filter((one, i) => answers.findIndex(({ code }) => code === one.code) === i);

/** Who sets how a place answers; the contract of `service` carries no `may`, so the rule stands here, once. */
const setters: readonly string[] = ['secretary', 'street'];
export const maySet = ({ roles }: Me, code: string): boolean =>
  roles.some(({ role, place }) => setters.includes(role) && code.startsWith(place.code));

/** The places where somebody sets how they answer. */
export const settablePlaces = (me: Me): Place[] => placesOf(me).filter(({ code }) => maySet(me, code));
