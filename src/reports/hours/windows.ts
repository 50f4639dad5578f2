import type { Window } from '../../../types/service';
import { say } from '../settings/words';

export const EARLIEST = '07:00';
export const LATEST = '22:00';
export const MOST = 6;
/** What people in most communities begin with. */
const usual: readonly Window[] = [
  { from: '08:30', to: '11:30' },
  { from: '13:30', to: '17:00' },
  { from: '18:30', to: '19:30' },
];

/** The next stretch after those that are there; null when the day is full. */
export function nextWindow(windows: readonly Window[]): Window | null {
  const last = windows.reduce((latest, { to }) => (to > latest ? to : latest), EARLIEST);
  const known = usual.find(({ from }) => from >= last);
  if (windows.length >= MOST || last >= LATEST) return null;
  return known ?? { from: last, to: LATEST };
}

export const inOrder = (windows: readonly Window[]): Window[] =>
  [...windows].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));

/** What is wrong with a day's hours, in words; null when nothing is. */
export function wrongIn(windows: readonly Window[]): string | null {
  if (windows.some(({ from, to }) => from >= to)) return say.time.order;
  const all = inOrder(windows);
  return all.some(({ from }, i) => i > 0 && from < (all[i - 1]?.to ?? '')) ? say.time.overlap : null;
}
