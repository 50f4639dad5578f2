import { sql } from 'kysely';
import { addDays, startOfDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { answersOn, answersSummed, columns, counted, leafOf, mustKnowDays, summed } from './queries';
import { finishedDays } from './roll';

type Row = Record<string, number>;
interface Off {
  code: string;
  says: Row | null;
  rows: Row | null;
}

/**
 * Counts every finished day again from the events, of every place, and the sums above them from the places. One statement for each
 * day, so that it may run while everybody goes on: a place that is marked to be counted again is left out until it was. It only tells, and
 * repairs nothing.
 *
 * @returns a sentence for each figure that is off; none when all agree
 */
export async function figuresDrift(db: Db): Promise<string[]> {
  const found: string[] = [];
  for (const day of await finishedDays(db)) {
    const over = startOfDay(addDays(day, 1));
    const marked = sql`marked as (
      select ${leafOf(sql`community_id`)} as code from figure_stale where day = ${day}::date
      union select community_id from ${mustKnowDays(sql`(select community_id from figure_stale where day is null)`)} as d
      where day = ${day}::date)`;
    const { rows } = await sql<Off>`
      with ${marked},
        kept as (select community_id, ${columns} from figure_day where day = ${day}::date),
        right_ as (select * from ${counted(day, null, over)} as c union all select s.* from ${summed(day)} as s)
      select code, to_jsonb(kept) - 'community_id' as says, to_jsonb(right_) - 'community_id' as rows
      from kept full join right_ using (community_id), lateral (select community_id as code) as c
      where kept is distinct from right_ and code not in (select code from marked) order by code`.execute(db);
    const answers = await sql<Off>`
      with ${marked},
        kept as (select community_id, minutes, answers from figure_answer where day = ${day}::date),
        right_ as (select * from ${answersOn(day, null)} as c union all select s.* from ${answersSummed(day)} as s)
      select code, jsonb_build_object('answers in ' || minutes || ' min', kept.answers) as says,
        jsonb_build_object('answers in ' || minutes || ' min', right_.answers) as rows
      from kept full join right_ using (community_id, minutes), lateral (select community_id as code) as c
      where kept.answers is distinct from right_.answers and code not in (select code from marked) order by code, minutes`.execute(
      db,
    );
    for (const off of [...rows, ...answers.rows]) found.push(...sentencesOf(day, off));
  }
  return found;
}

function sentencesOf(day: string, { code, says, rows }: Off): string[] {
  const of = (row: Row | null, measure: string): number => row?.[measure] ?? 0;
  return Object.keys(says ?? rows ?? {})
    .filter((measure) => of(says, measure) !== of(rows, measure))
    .map(
      (measure) =>
        `${measure} of ${code} on ${day}: the figures say ${of(says, measure)}, the rows are ${of(rows, measure)}`,
    );
}
