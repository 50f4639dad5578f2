import type { Place } from '../../../types/org';
import type { Me } from '../../kit/session';

/** Exactly one of the two says which place is meant. */
export const addressed = ({ level, code }: Place): { communityCode: string } | { nodeCode: string } =>
  level === 'community' ? { communityCode: code } : { nodeCode: code };

/** The places whose shops somebody looks after, each once. */
export const placesOf = ({ visits }: Me): Place[] =>
  visits.filter((one, i) => visits.findIndex(({ code }) => code === one.code) === i);
