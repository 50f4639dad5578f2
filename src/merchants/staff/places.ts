import type { Place } from '../../../types/org';
import type { Me } from '../../kit/session';

/** Exactly one of the two says which place is meant. */
export const addressed = ({ level, code }: Place): { communityCode: string } | { nodeCode: string } =>
  level === 'community' ? { communityCode: code } : { nodeCode: code };

/** Where somebody works: the places they publish for, and those they walk through. Whether they may is the cloud's word. */
export const placesOf = ({ desk, roles }: Me): Place[] => {
  const walked = roles.filter(({ role }) => role === 'gridworker' || role === 'secretary' || role === 'street');
  const all = [...walked.map(({ place }) => place), ...(walked.length > 0 ? desk : [])];
  return all.filter((one, i) => all.findIndex(({ code }) => code === one.code) === i);
};
