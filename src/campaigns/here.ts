import type { Place } from '../../types/org';
import type { Me } from '../kit/session';

/**
 * Who has a page of campaigns. What may be done there comes with what is shown; whether there is anything to show, the contract says by
 * roles alone, and so it stands here, once.
 */
const staff: readonly string[] = ['gridworker', 'secretary', 'street', 'editor'];
const runners: readonly string[] = ['street', 'editor'];

const holds = ({ roles }: Me, which: readonly string[], code: string): boolean =>
  roles.some(({ role, place }) => which.includes(role) && code.startsWith(place.code));

export const worksAt = (me: Me, code: string): boolean => holds(me, staff, code);
/** Whether somebody plans campaigns at a place. */
export const runs = (me: Me, code: string): boolean => holds(me, runners, code);
/** Whether somebody plans campaigns anywhere: of which, only the cloud knows. */
export const runsAny = ({ roles }: Me): boolean => roles.some(({ role }) => runners.includes(role));

/** The places where somebody has to do with eggs, each once. */
export const placesOf = ({ roles }: Me): Place[] => {
  const places = roles.filter(({ role }) => staff.includes(role)).map(({ place }) => place);
  return places.filter((one, i) => places.findIndex(({ code }) => code === one.code) === i);
};
