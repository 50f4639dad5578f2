import { sql } from 'kysely';
import type { Handlers } from '../kit/serve';
import { callingOf } from '../service';
import { afterId, idAt } from './cursor';
import { answersOf } from './views';

/** What was asked under a notice and what was answered: others' once it is answered and its words have passed WeChat's check. */
export const comments: Handlers['reports']['comments'] = async ({ noticeId, before, limit }, { db, actor, now }) => {
  const notice = await db
    .selectFrom('notice')
    .select([
      'community_id',
      sql<boolean>`publish_at <= ${now}::timestamptz and withdrawn_at is null and held is null`.as('isShown'),
    ])
    .where('id', '=', noticeId)
    .executeTakeFirst();
  if (!notice) return { comments: [], total: 0, next: null };
  const all = db
    .selectFrom('report')
    .where('notice_place', '=', notice.community_id)
    .where('notice_id', '=', noticeId)
    .where('standing', '!=', 'withdrawn')
    .where((eb) =>
      eb.or([
        // Of a notice that is not shown, or not any more, nobody reads what others wrote.
        ...(notice.isShown
          ? [eb.and([eb('standing', '=', 'closed'), eb('doubtful', '=', false), eb('words', '!=', '')])]
          : [eb.lit(false)]),
        ...(actor ? [eb('reporter_id', '=', actor.id)] : []),
      ]),
    );
  const { total } = await all
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('total'))
    .executeTakeFirstOrThrow();
  let rows = all.select(['community_id', 'id', 'words', 'filed_at', 'reporter_id']);
  if (before !== undefined) rows = rows.where(sql<boolean>`id < ${idAt(before)}::bigint`);
  const found = await rows
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  const lines =
    shown.length === 0
      ? []
      : await db
          .selectFrom('report_line')
          .selectAll()
          .where('community_id', 'in', [...new Set(shown.map((row) => row.community_id))])
          .where(
            'report_id',
            'in',
            shown.map(({ id }) => id),
          )
          .where('step', '=', 'reply')
          .orderBy('id')
          .execute();
  const called = new Map<string, Map<string, string | null>>();
  for (const code of new Set(shown.map((row) => row.community_id)))
    called.set(
      code,
      await callingOf(
        db,
        code,
        lines.map(({ person_id }) => person_id),
      ),
    );
  return {
    comments: shown.map((row) => ({
      id: row.id,
      text: row.words,
      at: row.filed_at.toISOString(),
      mine: actor !== null && row.reporter_id === actor.id,
      answers: answersOf(
        lines.filter(({ report_id }) => report_id === row.id),
        called.get(row.community_id) ?? new Map<string, string | null>(),
      ),
    })),
    total,
    next: last ? afterId(last.id) : null,
  };
};
