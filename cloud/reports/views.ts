import type { Report, ReportRow as RowView, Speaker } from '../../types/reports';
import { answerers } from '../../types/service';
import type { Papers } from '../files';
import type { Db } from '../kit/database';
import type { Actor } from '../kit/serve';
import type { Seal } from '../kit/seal';
import type { StoredPicture } from '../kit/tables';
import { placeOf, places } from '../org';
import { calendarsOf, callingOf, gridsOf, gridView, opensAt } from '../service';
import { stateOf } from './lifecycle';
import type { Tables } from './table';
import {
  calledFor,
  grantsOf,
  hasJoined,
  joinersOf,
  linesOf,
  nextParts,
  partsOf,
  passedOf,
  shownOf,
  unitsOfParts,
  type LineRow,
  type ReportRow,
} from './queries';
import { actsOf, clockOf, excerptOf, SEEN_AFTER_MS, withoutNumbers, peopleOf, type Facts, type Rights } from './rules';
import { isSetterAt, isStreetAt, roleAt } from './who';

/** What the room needs of the house: addresses of pictures that end, and the seal over whom staff spoke with. */
export interface Keys {
  papers: Papers;
  seal: Seal;
  tables: Tables;
}

/** For whom something is shown, and when. */
export interface Looking {
  actor: Actor;
  db: Db;
  now: Date;
  origin: string;
}

/** Whose lines carry how they are called: what somebody raised at home does not name the post that they hold. */
const isAnswerer = (by: Speaker): boolean => (answerers as readonly Speaker[]).includes(by);

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const locationOf = ({ latitude, longitude }: Pick<ReportRow, 'latitude' | 'longitude'>) =>
  latitude === null || longitude === null ? null : { latitude, longitude };

/** What some reports of one or several communities have in common to be shown: asked once, whatever their number. */
async function aroundOf(db: Db, reports: readonly ReportRow[], now: Date) {
  const communities = [...new Set(reports.map((one) => one.community_id))];
  const at = await places(db, communities);
  const grids = (await gridsOf(db, ...communities)).map(gridView);
  const calendars = await calendarsOf(db, communities, now);
  const opens = new Map(communities.map((code) => [code, opensAt(calendars(code), now)]));
  const owners = reports.flatMap(({ owner_id }) => owner_id ?? []);
  const called = new Map<string, Map<string, string | null>>();
  for (const code of communities) called.set(code, await callingOf(db, code, owners));
  const grants = await grantsOf(db, owners);
  const people = await joinersOf(db, reports);
  return (report: ReportRow, actor: Actor) => ({
    place: placeOf(at(report.community_id)),
    grid: grids.find(({ id }) => id === report.grid_id) ?? null,
    where: report.place_words,
    location: locationOf(report),
    filedAt: report.filed_at.toISOString(),
    people: peopleOf(report, people(report.id)),
    mine: report.reporter_id === actor.id,
    owner: {
      role: report.owner_id ? roleAt({ grants: grants(report.owner_id) }, report.community_id) : null,
      called: (report.owner_id && called.get(report.community_id)?.get(report.owner_id)) || null,
      me: report.owner_id === actor.id,
    },
    clock: clockOf(report, opens.get(report.community_id) ?? null, now),
    promisedAt: iso(report.promised_at),
    agreeUntil: stateOf(report, now) === 'closing' ? iso(report.ends_at) : null,
    reopened: report.reopened,
    solved: report.kind === 'problem' && stateOf(report, now) === 'closed' ? (report.solved ?? false) : null,
    assisted: report.assisted,
  });
}

/**
 * Reports as rows of a list. Whoever gets the list may see each of them; a neighbour who joined one, no more of it than helps to follow it.
 * @param isHandled whether a whistle called whoever looks
 */
export async function rowsOf(
  { papers }: Keys,
  reports: readonly ReportRow[],
  looking: Looking,
  isHandled = false,
): Promise<RowView[]> {
  const { actor, db, now, origin } = looking;
  const around = await aroundOf(db, reports, now);
  const partOf = await nextParts(db, reports);
  return reports.map((report) => {
    const isMine = report.reporter_id === actor.id;
    const isStaff = isHandled || roleAt(actor, report.community_id) !== null;
    const isWhole = isMine ? report.filed_by === actor.id : isStaff;
    const picture = isMine || isStaff ? report.pictures[0] : undefined;
    return {
      id: report.id,
      kind: report.kind,
      state: stateOf(report, now),
      ...around(report, actor),
      ...(!isWhole && { location: null, where: placeFor(report) }),
      excerpt: excerptOf(isWhole ? report.words : withoutNumbers(report.words), 60),
      part: partOf(report.id),
      picture: picture ? papers.view(origin, picture, now) : null,
    };
  });
}

/** Who somebody is to a report, and as whom they would speak. */
export async function rightsOf(db: Db, report: ReportRow, actor: Actor): Promise<Rights> {
  const isMember = await calledFor(db, actor.id);
  const open = (await partsOf(db, report)).filter(({ done_at }) => done_at === null);
  const isStreet = isStreetAt(actor, report.community_id);
  return {
    isReporter: report.reporter_id === actor.id,
    isJoiner: await hasJoined(db, report, actor.id),
    role: roleAt(actor, report.community_id),
    isSetter: isSetterAt(actor, report.community_id),
    isStreet,
    isCalled: open.some((part) => isStreet || isMember(part)),
  };
}

/** Whether somebody may see a report at all: also one whose unit has done its part, until some weeks after it is over. */
export async function maySee(db: Db, report: ReportRow, rights: Rights, actor: Actor, now: Date): Promise<boolean> {
  if (rights.isReporter || rights.isJoiner || rights.role !== null || rights.isCalled) return true;
  const isMember = await calledFor(db, actor.id);
  const isOld = report.ends_at !== null && report.ends_at.getTime() + SEEN_AFTER_MS < now.getTime();
  return !isOld && (await partsOf(db, report)).some(isMember);
}

export const factsOf = (report: ReportRow, isShown: boolean): Facts => ({
  ...report,
  isEntered: report.reporter_id === null && report.way !== 'app',
  isShown,
});

/** Where it is, as a neighbour may read it. */
const placeFor = ({ place_words }: ReportRow): string | null =>
  place_words === null ? null : withoutNumbers(place_words);

const isResident = (by: LineRow['by']): boolean => by === 'reporter' || by === 'parttime' || by === 'neighbour';

/** A report with its thread, for somebody who may see it. */
export async function reportView(keys: Keys, report: ReportRow, rights: Rights, looking: Looking): Promise<Report> {
  const { actor, db, now, origin } = looking;
  const lines = await linesOf(db, report);
  const shown = await shownOf(db, report);
  const isStaff = rights.role !== null || rights.isCalled;
  const all = [...report.pictures, ...lines.flatMap(({ pictures }) => pictures)];
  const passed = await passedOf(db, all);
  // A neighbour who joined follows what is done; what another resident photographed, and where exactly, is not theirs to see.
  const isNeighbour = !isStaff && !rights.isReporter;
  // Nor does it become theirs when they go on with what another took back.
  const isOfAnother = isNeighbour || (rights.isReporter && report.filed_by !== actor.id);
  const picturesOf = (some: readonly StoredPicture[], isMine: boolean) =>
    some.filter(({ id }) => isStaff || isMine || passed(id)).map((one) => keys.papers.view(origin, one, now));
  const isOthers = ({ by, person_id }: LineRow): boolean => isResident(by) && person_id !== actor.id && isOfAnother;
  const textOf = (line: LineRow): string | null => {
    // What residents write waits for the check; an answer of staff does not, or it would be none.
    if (line.doubtful && isResident(line.by) && !isStaff && line.person_id !== actor.id) return null;
    if (line.words === null) return null;
    return isOthers(line) ? withoutNumbers(line.words) : line.words;
  };
  const called = await callingOf(db, report.community_id, [...new Set(lines.map(({ person_id }) => person_id))]);
  const parts = await partsOf(db, report);
  const unitOf = await unitsOfParts(db, parts);
  const isMember = await calledFor(db, actor.id);
  return {
    id: report.id,
    kind: report.kind,
    state: stateOf(report, now),
    ...(await aroundOf(db, [report], now))(report, actor),
    ...(isOfAnother && { location: null, where: placeFor(report) }),
    text: isOfAnother ? withoutNumbers(report.words) : report.words,
    pictures: isNeighbour ? [] : picturesOf(report.pictures, rights.isReporter),
    way: report.way,
    notice: await noticeOf(db, report),
    joined: rights.isJoiner,
    hasCaller: rights.role !== null && report.caller !== null,
    score: report.score,
    parts: parts.map((part) => ({
      id: part.id,
      unit: unitOf(part),
      lead: part.lead,
      dueAt: part.due_at.toISOString(),
      doneAt: iso(part.done_at),
      mine: part.done_at === null && (rights.isStreet || isMember(part)),
    })),
    mayPublish: report.may_publish,
    published: shown !== undefined,
    lines: lines.map((line) => ({
      id: line.id,
      at: line.at.toISOString(),
      step: line.step,
      by: line.by,
      called: line.by === 'unit' ? line.unit_name : isAnswerer(line.by) ? (called.get(line.person_id) ?? null) : null,
      mine: line.person_id === actor.id,
      text: textOf(line),
      pictures: isOthers(line) ? [] : picturesOf(line.pictures, line.person_id === actor.id),
      until: iso(line.until),
      unit: line.unit_name === null ? null : { name: line.unit_name, phone: line.unit_phone },
      score: line.score,
    })),
    // Neighbours join: staff who live elsewhere do not.
    may: actsOf(factsOf(report, shown !== undefined), rights, now).filter(
      (act) => act !== 'join' || actor.home === report.community_id,
    ),
  };
}

async function noticeOf(db: Db, { notice_place, notice_id }: ReportRow): Promise<Report['notice']> {
  if (notice_place === null || notice_id === null) return null;
  const notice = await db
    .selectFrom('notice')
    .select(['id', 'title'])
    .where('community_id', '=', notice_place)
    .where('id', '=', notice_id)
    .executeTakeFirst();
  return notice ?? null;
}

/** Whom staff spoke with, as the seal keeps it. */
export interface Caller {
  called?: string | undefined;
  phone?: string | undefined;
}

/** Lines by whom and what, of comments under a notice. */
export const answersOf = (lines: readonly LineRow[], called: Map<string, string | null>) =>
  lines.map((line) => ({
    text: line.words ?? '',
    at: line.at.toISOString(),
    by: line.by,
    called: called.get(line.person_id) ?? null,
  }));
