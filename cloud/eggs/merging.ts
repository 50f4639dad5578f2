import type { Conflict } from '../../types/pickup';
import { addDays, shanghaiDay } from '../kit/clock';
import { STEP_MS } from '../kit/code';
import { CLOCK_STEPS, heldByFlags, isOwn, readShown, stepOf, type Raised, type Shown, type There } from './picking';
import type { Left, Ready } from './rules';

/** What a desk without a network wrote down. */
export interface Note {
  clientId: string;
  code: string;
  count: number;
  at: Date;
}

/** What the cloud knows when such notes come in. */
export interface Desk {
  key: Buffer;
  there: There;
  staff: string;
  now: Date;
  /** Whether eggs are handed out there on a day. */
  isDay(day: string): boolean;
  holder(number: number): Shown | undefined;
  flags(person: string): readonly Raised[];
  left(person: string): Left;
  /** Whether eggs were handed over to that very step of somebody's code. */
  isUsed(person: string, step: number): boolean;
  /** Whether whoever wrote it down has guessed too often: no code is looked at any more. */
  isGuess(misses: number): boolean;
  /** Eggs on the table. */
  table: number;
}

/** What of a note is true: `given` are the eggs that are counted, and `conflict` says why they are not as many as were noted. */
export interface Counted {
  note: Note;
  person: string | null;
  step: number | null;
  given: Ready[];
  conflict: Conflict | null;
}

/** Notes come in for a week. */
const OLDEST_DAYS = 7;

/**
 * What of each note is true, the oldest first: what one counts is gone for those after it. Nothing is counted twice, and never more than
 * is left of somebody's eggs, or lies on the table.
 */
export function mergeNotes(notes: readonly Note[], desk: Desk): Counted[] {
  const used = new Set<string>();
  let misses = 0;
  const gone = new Map<string, number>();
  let { table } = desk;
  return inOrder(notes).map((note) => {
    const [person, step, conflict]: Read = desk.isGuess(misses) ? [null, null, 'code'] : read(note, desk, used);
    if (conflict === 'code') misses++;
    const counted: Counted = { note, person, step, given: [], conflict };
    if (conflict || person === null || step === null) return counted;
    const before = gone.get(person) ?? 0;
    const ready = desk.left(person).ready.slice(before);
    const given = ready.slice(0, Math.min(note.count, table));
    table -= given.length;
    gone.set(person, before + given.length);
    if (given.length > 0) used.add(`${person} ${step}`);
    return { ...counted, given, conflict: whyFewer(note.count, given.length, ready.length) };
  });
}

const inOrder = (notes: readonly Note[]): Note[] => [...notes].sort((a, b) => a.at.getTime() - b.at.getTime());

function whyFewer(noted: number, given: number, ready: number): Conflict | null {
  if (given === noted) return null;
  if (ready === 0) return 'none';
  return given < ready ? 'undelivered' : 'fewer';
}

type Read = [person: string | null, step: number | null, conflict: Conflict | null];

/** Whose code it is and of which step, or why it counts for nothing. */
function read(
  { code, at }: Note,
  { key, there, staff, now, isDay, holder, flags, isUsed }: Desk,
  used: ReadonlySet<string>,
): Read {
  const shown = readShown(there, code);
  if (typeof shown === 'string') return [null, null, shown];
  const known = holder(shown.number);
  if (!known) return [null, null, 'code'];
  // Another desk may have come in before, with a later code: only this very step counts once.
  const who = { ...known, used: 0 };
  const step = stepOf(key, there, who, { digits: shown.digits, at, slack: CLOCK_STEPS });
  if (step === 'code') return [null, null, step];
  const { person_id: person } = who;
  const day = shanghaiDay(at);
  const isAhead = at.getTime() > now.getTime() + 4 * STEP_MS;
  if (isAhead || day < addDays(shanghaiDay(now), -OLDEST_DAYS) || !isDay(day)) return [person, null, 'day'];
  if (typeof step === 'string') return [person, null, step];
  if (isUsed(person, step.step) || used.has(`${person} ${step.step}`)) return [person, null, 'used'];
  if (isOwn(staff, who)) return [person, null, 'own'];
  const held = heldByFlags(flags(person));
  return held ? [person, null, held] : [person, step.step, null];
}
