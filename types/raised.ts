import * as v from 'valibot';
import { count, cursor, id, instant, pageSize, text } from './fields';
import { limits } from './limits';
import { picture } from './notices';
import { place } from './org';
import { answerers, grid, setters, unit } from './service';
import { location } from './shops';

/** 随手拍: `problem` something is to be solved; `comment` somebody wrote under a notice, and is answered. */
export const reportKinds = ['problem', 'comment'] as const;
export type ReportKind = (typeof reportKinds)[number];

/**
 * What has become of it. `waiting` nobody has answered yet, or it was reopened; `working` somebody has; `whistled` others were called
 * to it; `closing` it is said to be done, and the reporter is asked; `closed`, by agreement or because the days to object are over:
 * the clock moves it, and no job does.
 */
export const reportStates = ['waiting', 'working', 'whistled', 'closing', 'closed', 'withdrawn'] as const;
export type ReportState = (typeof reportStates)[number];

/** How it came: by the app, or entered by staff for somebody who phoned, came by, or was met on a walk. */
export const ways = ['app', 'phone', 'visit', 'walk'] as const;
export type Way = (typeof ways)[number];

/** The steps of a report, each a line that its reporter reads. `word` is the reporter's own. */
export const reportSteps = [
  'file',
  'word',
  'reply',
  'claim',
  'dispatch',
  'pause',
  'resume',
  'refer',
  'contact',
  'whistle',
  'assign',
  'handle',
  'close',
  'agree',
  'object',
  'heard',
  'rate',
  'withdraw',
  'publish',
] as const;
export type ReportStep = (typeof reportSteps)[number];

/** What the caller may do with it; pages show a button for each and never reason about roles. */
export const reportActs = [
  'word',
  'reply',
  'claim',
  'dispatch',
  'pause',
  'resume',
  'refer',
  'contact',
  'whistle',
  'assign',
  'handle',
  'close',
  'agree',
  'object',
  'heard',
  'rate',
  'withdraw',
  'join',
  'leave',
  'publish',
  'unpublish',
  'allow',
] as const;
export type ReportAct = (typeof reportActs)[number];

/** Whose a line is: never a name. `neighbour` is one who joined; `unit` one that a whistle called. */
export const speakers = ['reporter', 'neighbour', 'parttime', ...answerers, 'unit'] as const;
export type Speaker = (typeof speakers)[number];

/**
 * The promise of a first answer within ten minutes of service. `running` now; `resting` outside the hours, until `opensAt`; `paused`
 * for a `reason`; `late` since `dueAt`; `kept` or `missed` once answered, `tookMs` of service time after it was asked.
 */
export const clockStates = ['running', 'resting', 'paused', 'late', 'kept', 'missed', 'ended'] as const;
export const promiseClock = v.object({
  state: v.picklist(clockStates),
  /** The cloud's time, by which a phone counts, whatever its own clock says. */
  now: instant,
  dueAt: v.nullable(instant),
  opensAt: v.nullable(instant),
  reason: v.nullable(v.string()),
  /** Until when it is paused: then it goes on by itself. */
  pausedUntil: v.nullable(instant),
  tookMs: v.nullable(count),
  /** Whom it has gone up to since it is late. */
  raisedTo: v.nullable(v.picklist(setters)),
});
export type PromiseClock = v.InferOutput<typeof promiseClock>;

export const line = v.object({
  id,
  at: instant,
  step: v.picklist(reportSteps),
  by: v.picklist(speakers),
  /** How who spoke is called, or the unit's name. */
  called: v.nullable(v.string()),
  mine: v.boolean(),
  text: v.nullable(v.string()),
  pictures: v.array(picture),
  /** When they will tell more. */
  until: v.nullable(instant),
  /** Whom it speaks of: who is responsible, who was called. */
  unit: v.nullable(v.object({ name: v.string(), phone: v.nullable(v.string()) })),
  score: v.nullable(count),
});
export type Line = v.InferOutput<typeof line>;

/** One of those that a whistle called. Without a unit it is the street office. */
export const part = v.object({
  id,
  unit: v.nullable(unit),
  lead: v.boolean(),
  dueAt: instant,
  doneAt: v.nullable(instant),
  /** Whether the caller handles it. */
  mine: v.boolean(),
});

const where = {
  place,
  grid: v.nullable(grid),
  where: v.nullable(v.string()),
  location: v.nullable(v.object({ latitude: v.number(), longitude: v.number() })),
};

export const report = v.object({
  id,
  kind: v.picklist(reportKinds),
  state: v.picklist(reportStates),
  ...where,
  text: v.string(),
  pictures: v.array(picture),
  way: v.picklist(ways),
  filedAt: instant,
  /** The notice it was written under. */
  notice: v.nullable(v.object({ id, title: v.string() })),
  /** Whether I raised it, and whether I joined it. */
  mine: v.boolean(),
  joined: v.boolean(),
  /** People who raised it or joined: a number, and never who. */
  people: count,
  /** Whether its staff can look up whom it was entered for: `reports.caller`. */
  hasCaller: v.boolean(),
  /** Who answers for it. Without `called` and `me` it lies with the grid, else with the community. */
  owner: v.object({ role: v.nullable(v.picklist(answerers)), called: v.nullable(v.string()), me: v.boolean() }),
  clock: promiseClock,
  /** When somebody said that they would tell more. */
  promisedAt: v.nullable(instant),
  /** Until when the reporter may object. */
  agreeUntil: v.nullable(instant),
  /** How often it was reopened. */
  reopened: count,
  /** Whether it ended by agreement: closed and solved are two things. Null while it has not ended. */
  solved: v.nullable(v.boolean()),
  /** Whether staff noted it for somebody who has no app. */
  assisted: v.boolean(),
  score: v.nullable(count),
  parts: v.array(part),
  /** Whether pictures of it may be shown to everyone, and what of it is. */
  mayPublish: v.boolean(),
  published: v.boolean(),
  lines: v.array(line),
  may: v.array(v.picklist(reportActs)),
});
export type Report = v.InferOutput<typeof report>;

export const reportRow = v.object({
  id,
  kind: v.picklist(reportKinds),
  state: v.picklist(reportStates),
  ...where,
  excerpt: v.string(),
  picture: v.nullable(picture),
  filedAt: instant,
  people: count,
  mine: v.boolean(),
  owner: report.entries.owner,
  clock: promiseClock,
  promisedAt: v.nullable(instant),
  agreeUntil: v.nullable(instant),
  reopened: count,
  solved: v.nullable(v.boolean()),
  assisted: v.boolean(),
  /** Of a whistle: when the next of those that were called is due, and whether it is the street office, which has not said whose it is. */
  part: v.nullable(v.object({ dueAt: instant, isStreet: v.boolean() })),
});
export type ReportRow = v.InferOutput<typeof reportRow>;

/** An open report of a neighbour, as far as it helps to decide whether it is the same: no picture, no telephone number, nobody. */
export const similar = v.object({
  id,
  excerpt: v.string(),
  grid: v.nullable(v.string()),
  where: v.nullable(v.string()),
  filedAt: instant,
  people: count,
  answered: v.boolean(),
  /** In metres, when both said where. */
  away: v.nullable(count),
});

/** What the community shows everyone, in its own words. */
export const published = v.object({
  id,
  title: v.string(),
  text: v.string(),
  before: v.nullable(picture),
  after: v.nullable(picture),
  closedAt: instant,
  /** Whether its reporter said so themselves. */
  solved: v.boolean(),
});

/** How many of what needs somebody now. */
export const deskCounts = v.object({
  waiting: count,
  late: count,
  /** Promises to tell more, and parts of a whistle, whose time has come. */
  due: count,
  /** Whistles that I am to handle. */
  whistles: count,
});

/** What the procedures about reports have in common. */
export const pictures = v.optional(
  v.pipe(
    v.array(id, '图片不对'),
    v.maxLength(limits.reportPictures, `最多放 ${limits.reportPictures} 张照片`),
    v.check((ids) => new Set(ids).size === ids.length, '同一张照片放了两次'),
  ),
  [],
);
export const words = (label: string, min = 1) => text(label, min, limits.reportWords);
export const placeOfReport = v.strictObject({
  gridId: v.optional(id),
  location: v.optional(location),
  words: v.optional(text('地点', 1, 60)),
});

export const one = v.object({ report });
export const ofReport = v.strictObject({ reportId: id });
/** Whoever answers at the community of a report, and whoever raised it. */
export const staff = { roles: answerers, at: 'report' } as const;
export const reporter = { roles: [], at: 'report', keeper: true } as const;
export const page = { before: v.optional(cursor), limit: pageSize };
export const rows = v.object({ reports: v.array(reportRow), next: v.nullable(cursor) });
