import type { Handlers } from '../kit/serve';
import { answering } from './grids';
import { timing } from './hours';
import { referring } from './units';

export { addService, isOpen, opensAt, serviceBetween, windowsOn, type Calendar } from './clock';
export { hoursView } from './hours';
export {
  calendarOf,
  calendarsOf,
  callingOf,
  gridOf,
  gridsOf,
  gridsOfWorker,
  gridView,
  membersOf,
  nearestGrid,
  unitOf,
  unitsById,
  unitsFor,
  unitsOfMember,
  unitView,
  workersOf,
  type GridRow,
  type UnitRow,
  type Worker,
} from './queries';
export { metresBetween } from './rules';

/** How a community answers: when, by whom, and who is responsible for what. */
export const service = (): Handlers['service'] => ({ ...timing, ...answering, ...referring() });
