import type { ReportAct, ReportKind, ReportState } from '../../types/reports';

/**
 * The life of a report: from each state, which acts there are and where they lead. What is not here cannot be done. Whether somebody
 * may do it is another question (`rules.ts`), and so is whether a message about it arrived.
 *
 * `closing` becomes `closed` by itself when the days to object are over (`stateOf`).
 */
type Life = Record<ReportState, Partial<Record<ReportAct, ReportState>>>;

/** What changes nothing about where it stands. */
const stays = <S extends ReportState>(state: S, ...acts: ReportAct[]) =>
  Object.fromEntries(acts.map((act) => [act, state])) as Partial<Record<ReportAct, S>>;

const problem: Life = {
  waiting: {
    ...stays('waiting', 'word', 'claim', 'dispatch', 'pause', 'resume', 'contact', 'join', 'leave', 'allow'),
    reply: 'working',
    refer: 'working',
    withdraw: 'withdrawn',
  },
  working: {
    ...stays('working', 'word', 'reply', 'refer', 'claim', 'dispatch', 'contact', 'join', 'leave', 'allow'),
    whistle: 'whistled',
    close: 'closing',
    withdraw: 'withdrawn',
  },
  // When the last of those who were called has done its part, it is with the community again: `handled`.
  whistled: {
    ...stays('whistled', 'word', 'reply', 'refer', 'claim', 'dispatch', 'contact', 'join', 'leave', 'allow'),
    ...stays('whistled', 'assign', 'handle'),
    close: 'closing',
    withdraw: 'withdrawn',
  },
  closing: {
    ...stays('closing', 'word', 'reply', 'leave', 'allow'),
    agree: 'closed',
    object: 'waiting',
    heard: 'closed',
  },
  closed: stays('closed', 'rate', 'publish', 'unpublish', 'allow', 'leave'),
  withdrawn: stays('withdrawn', 'leave'),
};

/** A comment under a notice is over once it is answered; more may be said. */
const comment: Life = {
  waiting: {
    ...stays('waiting', 'word', 'claim', 'dispatch', 'pause', 'resume'),
    reply: 'closed',
    withdraw: 'withdrawn',
  },
  working: {},
  whistled: {},
  closing: {},
  closed: stays('closed', 'reply'),
  withdrawn: {},
};

export const lives: Record<ReportKind, Life> = { problem, comment };

/** What is kept of where a report stands. */
export interface Standing {
  kind: ReportKind;
  standing: ReportState;
  /** When it is over. */
  ends_at: Date | null;
}

/** Where it stands at a moment: the days to object pass by the clock. */
export const stateOf = ({ standing, ends_at }: Omit<Standing, 'kind'>, now: Date): ReportState =>
  standing === 'closing' && ends_at !== null && ends_at <= now ? 'closed' : standing;

/** Where an act leads from here; undefined when there is no such act. */
export const after = (report: Standing, act: ReportAct, now: Date): ReportState | undefined =>
  lives[report.kind][stateOf(report, now)][act];
