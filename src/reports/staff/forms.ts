import type { Report } from '../../../types/reports';
import { instantOf, shanghai } from '../../kit/time';
import { say, type Sheeted } from './words';

export type PauseFor = 'hours' | 'morning' | 'days';

export interface Shot {
  id: string;
  url: string;
}

/** What any sheet of staff asks for. Each act fills in its part. */
export interface ActForm {
  text: string;
  pictures: readonly Shot[];
  /** When the resident is told more: an instant, or '' for no promise. `isOther` for a day of one's own. */
  until: string;
  isOther: boolean;
  /** How long the clock stops. */
  pause: PauseFor;
  unitId: string;
  /** To whom it is handed over: `grid:3`, `worker:9`, `community`. */
  to: string;
  lead: string;
  helpers: readonly string[];
  hours: string;
  partId: string;
  done: boolean | null;
  agreed: boolean | null;
  title: string;
  before: string;
  after: string;
}

export const blank: ActForm = {
  text: '',
  pictures: [],
  until: '',
  isOther: false,
  pause: 'hours',
  unitId: '',
  to: '',
  lead: '',
  helpers: [],
  hours: '72',
  partId: '',
  done: null,
  agreed: null,
  title: '',
  before: '',
  after: '',
};

/** What a sheet begins with that is known already. */
export const begun = (act: Sheeted, { parts }: Report): Partial<ActForm> => {
  if (act !== 'handle') return {};
  const open = parts.filter(({ doneAt }) => doneAt === null);
  return { partId: (open.find(({ mine }) => mine) ?? open[0])?.id ?? '' };
};

/** Whether whoever looks is the one who said that it is done: whether somebody is content with it, a colleague notes. */
export const isDoneByMe = ({ lines }: Report): boolean =>
  lines.filter(({ step }) => step === 'close').slice(-1)[0]?.mine === true;

const { lack } = say;
const optional: readonly Sheeted[] = ['dispatch', 'assign'];

/** What is still missing before it can be sent, in words; null when nothing is. */
export function lackOf(act: Sheeted, form: ActForm, isMineDone: boolean): string | null {
  if (act === 'refer' && !form.unitId) return lack.unit;
  if (act === 'dispatch' && !form.to) return lack.to;
  if (act === 'assign' && !form.lead) return lack.lead;
  if (act === 'publish' && !form.title.trim()) return lack.title;
  if (act === 'heard' && form.agreed === null) return lack.agreed;
  if (act === 'heard' && form.agreed === true && isMineDone) return lack.second;
  if (!optional.includes(act) && !form.text.trim()) return lack.text;
  if (act === 'handle' && form.done === null) return lack.done;
  if (act === 'close' && form.pictures.length === 0) return lack.picture;
  return act === 'reply' && form.isOther && !form.until ? lack.until : null;
}

/** People go home then; a promise for a day is one until this hour. */
const END_OF_DAY = '18:00';
const DAY = 86_400_000;
export const endOf = (day: string): string => instantOf(day, END_OF_DAY);

/** The ends of this and the coming days, as far as they lie ahead. */
export function promises(now: number): [key: 'today' | 'tomorrow' | 'days', until: string][] {
  const end = (days: number) => endOf(shanghai(now + days * DAY).day);
  const all: ['today' | 'tomorrow' | 'days', string][] = [
    ['today', end(0)],
    ['tomorrow', end(1)],
    ['days', end(3)],
  ];
  return all.filter(([, until]) => Date.parse(until) > now);
}

/** The days that may be promised: from tomorrow for less than thirty days. */
export const promisable = (now: number): { start: string; end: string } => ({
  start: shanghai(now + DAY).day,
  end: shanghai(now + 29 * DAY).day,
});

/** Pictures that may be shown to everyone: the staff's own, and with consent the resident's. */
export function showable({ lines, pictures, mayPublish }: Report): { own: Shot[]; all: Shot[] } {
  const isStaff = (by: string) => by !== 'reporter' && by !== 'neighbour' && by !== 'parttime';
  const own = lines.filter(({ by }) => isStaff(by)).flatMap((line) => line.pictures);
  const theirs = [...pictures, ...lines.filter(({ by }) => !isStaff(by)).flatMap((line) => line.pictures)];
  const all = mayPublish ? [...theirs, ...own] : own;
  return { own, all: all.filter((one, i) => all.findIndex(({ id }) => id === one.id) === i) };
}
