import { sql, type RawBuilder } from 'kysely';
import type { Template } from '../../types/messages';
import type { Db } from '../kit/database';
import { queue } from '../messages';
import type { ReportRow } from './queries';
import { excerptOf } from './rules';
import type { Asked } from './step';
import { words } from './words';

const PAGE = 'reports/report/index';
/** WeChat cuts what is longer. */
const MOST = 20;

/** Words as a message takes them: it never speaks of eggs, and says nothing that WeChat's check has not passed. */
const plain = (text: string, isChecked: boolean, instead: string): string =>
  isChecked && text !== '' && !words.eggs.test(text) ? excerptOf(text, MOST) : instead;

/** Who raised a report and who joined it, as a condition about the person `p`. */
const follows = (...reports: readonly Pick<ReportRow, 'community_id' | 'id' | 'reporter_id'>[]) => {
  const reporters = reports.flatMap(({ reporter_id }) => reporter_id ?? []);
  const keys = reports.map(({ community_id, id }) => sql`(${community_id}, ${id}::bigint)`);
  // The people first, and then what each agreed to: never all that everybody agreed to.
  return sql<boolean>`p.id in (select unnest(${`{${reporters.join()}}`}::bigint[])
    union select j.person_id from report_joiner j where (j.community_id, j.report_id) in (${sql.join(keys)}))`;
};

/** Queues word of an answer to who raised it and who joined, as far as they agreed to be told. It happens with the answer, or not at all. */
export async function tell({ db, now, checked }: Tells, report: ReportRow, lineId: string, said: string) {
  const letter = {
    template: 'reply' as const,
    about: `report:${report.id}:${lineId}`,
    fields: [
      plain(report.words, !report.doubtful, words.plainExcerpt),
      plain(said, checked === 'pass', words.plainAnswer),
      now.toISOString(),
    ],
    page: `${PAGE}?id=${report.id}`,
  };
  await queue(db, letter, follows(report), now);
}
type Tells = Pick<Asked, 'db' | 'now' | 'checked'>;

/**
 * Takes the consents of some people (a condition about the person `p`) in the order in which every queue takes them: whoever tells of
 * many things at once takes them once, and not thing by thing, in which order two could wait for each other in a ring.
 */
export const lockConsents = (db: Db, template: Template, of: RawBuilder<boolean>) =>
  sql`select 1 from consent c join person p on p.id = c.person_id
    where c.template = ${template} and c.used < c.given and ${of}
    order by c.person_id for key share of p for update of c`.execute(db);

/** The consents of those who follow some reports. */
export async function lockFollowers(db: Db, reports: readonly ReportRow[]): Promise<void> {
  if (reports.length > 0) await lockConsents(db, 'reply', follows(...reports));
}
