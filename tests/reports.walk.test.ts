import { after, stateOf } from '../cloud/reports/lifecycle';
import type { ReportRow } from '../cloud/reports/queries';
import { actsOf, clockOf, PROMISE_MS, shelfOf, type Facts, type Rights } from '../cloud/reports/rules';
import {
  agreed,
  answered,
  paused,
  promised,
  rated,
  reopened,
  resumed,
  saidDone,
  withdrawn,
} from '../cloud/reports/steps';
import { isOpen, opensAt, serviceBetween, type Calendar } from '../cloud/service';
import { reportActs, type ReportAct } from '../types/reports';
import { repeatable } from './kit/chance';
import { inShanghai } from './kit/clock';

/**
 * A walk over the life of reports: everybody tries everything at any hour, and what the rules let them do is done by the very steps
 * that the cloud writes. The database and the wire are not in it (`reports.life.test.ts` walks those), so that it can be long.
 */
const STEPS = 30_000;
const OPEN_AT_ONCE = 12;
const MINUTE = 60_000;

const calendar: Calendar = {
  workdays: [
    { from: '08:00', to: '11:30' },
    { from: '13:00', to: '18:00' },
  ],
  restdays: [{ from: '09:00', to: '10:00' }],
  days: new Map([['2026-10-09', []]]),
  isRestday: (day) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
};

const people = ['reporter', 'joiner', 'worker-1', 'worker-2', 'secretary', 'street', 'unit', 'outsider'] as const;
type Who = (typeof people)[number];

interface Walked {
  row: ReportRow;
  isEntered: boolean;
  isShown: boolean;
  /** Which of those called have not done their part. */
  parts: Who[];
  joined: boolean;
  objections: number;
  /** What was kept of the first answer, since there was one. */
  first: string | null;
  /** Acts that were done, in order. */
  done: ReportAct[];
  over: boolean;
}

test(`in ${STEPS} steps of everybody at any hour no report comes into a state that may not be`, () => repeatable(walk));

async function walk(next: () => number): Promise<void> {
  const below = (n: number): number => Math.floor(next() * n);
  const pick = <T>(of: readonly T[]): T => of[below(of.length)] as T;
  let now = new Date(inShanghai('2026-09-30 07:50:00'));
  let reports: Walked[] = [];
  const tally = new Map<string, number>();
  const count = (what: string) => tally.set(what, (tally.get(what) ?? 0) + 1);

  for (let step = 0; step < STEPS; step++) {
    const isLater = below(6) === 0;
    if (isLater)
      now = new Date(now.getTime() + pick([MINUTE, 7 * MINUTE, 45 * MINUTE, 9 * 60 * MINUTE, 25 * 60 * MINUTE]));
    reports = reports.filter(({ over }) => !over || below(40) > 0);
    if (reports.length < OPEN_AT_ONCE) reports.push(fresh(below(4) === 0 ? 'comment' : 'problem', below(5) === 0, now));
    const one = pick(reports);
    const who = pick(people);
    const before = stateOf(one.row, now);
    const may = actsOf(factsOf(one), rightsOf(one, who), now);
    const act = pick(below(2) === 0 && may.length > 0 ? may : reportActs);
    if (may.includes(act)) {
      take(one, who, act, now, pick);
      count(act);
    }
    for (const each of isLater ? reports : [one]) check(each, now);
    // What is over stays over.
    if (before === 'closed' || before === 'withdrawn') expect(stateOf(one.row, now)).toBe(before);
    count(stateOf(one.row, now));
    count(`clock ${clockOf(one.row, opensAt(calendar, now), now).state}`);
  }
  // A walk that never came there has proved nothing of it.
  for (const act of reportActs) expect([act, (tally.get(act) ?? 0) > 0]).toEqual([act, true]);
  for (const state of ['waiting', 'working', 'whistled', 'closing', 'closed', 'withdrawn'])
    expect(tally.get(state)).toBeGreaterThan(20);
  for (const state of ['running', 'resting', 'paused', 'late', 'kept', 'missed', 'ended'])
    expect(tally.get(`clock ${state}`)).toBeGreaterThan(20);
}

function fresh(kind: 'problem' | 'comment', isEntered: boolean, now: Date): Walked {
  const promise = promised(calendar, now);
  const row = {
    ...{
      kind: isEntered ? 'problem' : kind,
      standing: 'waiting',
      owner_id: null,
      is_open: true,
      doubtful: false,
      may_publish: true,
    },
    ...{
      paused_at: null,
      paused_until: null,
      paused_reason: null,
      first_at: null,
      left_ms: null,
      answered_at: null,
      took_ms: null,
      promised_at: null,
    },
    ...{ closed_by: null, ends_at: null, solved: null, assisted: false, reopened: 0, score: null, filed_at: now },
    reporter_id: isEntered ? null : 'reporter',
    ...promise,
  } as unknown as ReportRow;
  return {
    row: shelved(row, []),
    isEntered,
    isShown: false,
    parts: [],
    joined: false,
    objections: 0,
    first: null,
    done: [],
    over: false,
  };
}

const shelved = (row: ReportRow, parts: readonly Who[]): ReportRow => ({
  ...row,
  ...shelfOf({ ...row, part_due_at: parts.length > 0 ? row.filed_at : null }),
});

const factsOf = ({ row, isEntered, isShown }: Walked): Facts => ({ ...row, isEntered, isShown });

const rightsOf = ({ row, joined, parts }: Walked, who: Who): Rights => ({
  isReporter: row.reporter_id === who,
  isJoiner: who === 'joiner' && joined,
  role: who === 'secretary' || who === 'street' ? who : who.startsWith('worker') ? 'gridworker' : null,
  isSetter: who === 'secretary' || who === 'street',
  isStreet: who === 'street',
  isCalled: parts.includes(who) || (who === 'street' && parts.length > 0),
});

/** Does what the cloud does for this act. */
function take(one: Walked, who: Who, act: ReportAct, now: Date, pick: <T>(of: readonly T[]) => T): void {
  const to = after(one.row, act, now) ?? one.row.standing;
  const set = (change: object) => (one.row = shelved({ ...one.row, ...change }, one.parts));
  one.done.push(act);
  switch (act) {
    case 'reply':
      return void set({
        ...answered(one.row, who, calendar, now),
        standing: to,
        promised_at: pick([null, new Date(now.getTime() + MINUTE)]),
        ...(to === 'closed' && { ends_at: one.row.ends_at ?? now }),
      });
    case 'refer':
      return void set({ ...answered(one.row, who, calendar, now), standing: to });
    case 'claim':
      return void set({ owner_id: who });
    case 'dispatch':
      return void set({
        owner_id: one.row.reopened > 0 && one.row.standing === 'waiting' ? 'worker-2' : pick([null, 'worker-1']),
      });
    case 'pause':
      return void set(paused(one.row, '等回电话', new Date(now.getTime() + pick([20, 2_000]) * MINUTE), calendar, now));
    case 'resume':
      return void set(resumed(one.row, calendar, now));
    case 'whistle':
      one.parts = ['street'];
      return void set({ standing: to });
    case 'assign':
      one.parts = ['unit'];
      return void set({});
    case 'handle':
      one.parts = [];
      return void set({ standing: 'working' });
    case 'close':
      one.parts = [];
      return void set(saidDone(one.row, who, now));
    case 'agree':
      return void set(agreed(now));
    case 'heard':
      return void set(agreed(now, true));
    case 'object':
      one.objections += 1;
      return void set(reopened(one.row, one.row.closed_by ?? '', calendar, now));
    case 'rate':
      return void set(rated(one.row, 9));
    case 'withdraw':
      if (one.joined) {
        one.joined = false;
        return void set({ reporter_id: 'joiner', may_publish: false });
      }
      one.parts = [];
      return void set(withdrawn(now));
    case 'join':
      return void (one.joined = true);
    case 'leave':
      return void (one.joined = false);
    case 'publish':
      one.isShown = true;
      return void set({ standing: stateOf(one.row, now) });
    case 'unpublish':
      return void (one.isShown = false);
    case 'allow':
      set({ may_publish: pick([true, false]) });
      one.isShown &&= one.row.may_publish;
      return;
    case 'word':
    case 'contact':
      return;
  }
}

/** What has to hold of every report at every moment. */
function check(one: Walked, now: Date): void {
  const { row } = one;
  const state = stateOf(row, now);
  const clock = clockOf(row, opensAt(calendar, now), now);
  const first = row.first_at && JSON.stringify([row.first_at, row.first_took_ms, row.first_kept]);
  one.first ??= first;
  one.over ||= state === 'closed' || state === 'withdrawn';
  const wrong: Record<string, boolean> = {
    'closed without an answer': (state === 'closing' || state === 'closed') && row.answered_at === null,
    'worked on without an answer': (state === 'working' || state === 'whistled') && row.answered_at === null,
    'waiting for what was given': state === 'waiting' && row.answered_at !== null,
    'rated before it was closed': row.score !== null && state !== 'closed',
    'reopened to nobody': state === 'waiting' && row.reopened > 0 && !row.owner_id,
    'a reopening was lost': row.reopened !== one.objections,
    'solved while it is open': row.solved === true && state !== 'closed',
    'whistled and nobody is called': state === 'whistled' && one.parts.length === 0,
    'somebody is called to what is over': one.over && one.parts.length > 0,
    'a clock runs while nobody answers': clock.state === 'running' && !isOpen(calendar, now),
    'a clock runs past its end': clock.state === 'running' && row.due_at !== null && row.due_at <= now,
    'a clock runs of what was answered':
      ['running', 'late', 'paused', 'resting'].includes(clock.state) && state !== 'waiting',
    'a pause without a reason': clock.state === 'paused' && !clock.reason,
    'a pause without an end': clock.state === 'paused' && !(clock.pausedUntil && new Date(clock.pausedUntil) > now),
    'half a pause': (row.paused_at === null) !== (row.paused_until === null),
    'paused and not waiting': row.paused_at !== null && row.standing !== 'waiting',
    'answered, and nothing is kept of the first answer': row.answered_at !== null && first === null,
    'another first answer than the first': first !== one.first,
    'shown, and nobody allowed it': one.isShown && !row.may_publish,
    'noted by staff of what was raised in the app': row.assisted && !one.isEntered,
    'late before ten minutes of service':
      clock.state === 'late' && serviceBetween(calendar, row.asked_at, now) < PROMISE_MS,
    'kept after ten minutes of service': clock.state === 'kept' && (clock.tookMs ?? 0) > PROMISE_MS,
    'missed within ten minutes of service': clock.state === 'missed' && (clock.tookMs ?? 0) < PROMISE_MS,
    'raised before it is late': clock.raisedTo !== null && clock.state !== 'late',
    'on the wrong shelf':
      row.shelf !==
      (row.standing === 'waiting'
        ? 0
        : ['working', 'whistled'].includes(row.standing)
          ? 1
          : row.standing === 'closing'
            ? 2
            : 3),
  };
  const found = Object.keys(wrong).filter((what) => wrong[what]);
  if (found.length > 0) throw new Error(`${found.join(', ')}: ${JSON.stringify({ ...row, done: one.done, now })}`);
}
