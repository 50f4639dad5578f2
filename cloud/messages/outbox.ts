import { sql, type RawBuilder } from 'kysely';
import type { Template } from '../../types/messages';
import type { Db } from '../kit/database';
import { awake } from './rules';

/** What a message says. `fields` are in the order of the template's; `about` names what it tells of, such as notice:123. */
export interface Letter {
  template: Template;
  about: string;
  fields: readonly string[];
  /** Where a tap leads: a page without its leading slash, with its query. */
  page: string;
}

/** Those whose home is this place or below it. */
export const livesBelow = (code: string) => sql<boolean>`starts_with(p.home_code, ${code})`;

/**
 * Queues a letter for everyone of whom `to` holds (a condition about the person `p`) and who has a consent for it left; each
 * consent is used up by one message, and nobody is told of one thing twice. Runs in the caller's transaction and sends nothing.
 * @returns how many were queued
 */
export async function queue(db: Db, letter: Letter, to: RawBuilder<boolean>, now: Date): Promise<number> {
  const { rows } = await sql<{ queued: number }>`
    with willing as (
      select c.person_id from consent c join person p on p.id = c.person_id
      where c.template = ${letter.template} and c.used < c.given and p.erased_at is null and ${to}
      order by c.person_id for update of c
    ), queued as (
      insert into message (person_id, template, about, fields, page, due_at, made_at)
      select person_id, ${letter.template}, ${letter.about}, ${JSON.stringify(letter.fields)}::jsonb, ${letter.page},
        ${awake(now)}::timestamptz, ${now}::timestamptz
      from willing on conflict do nothing returning person_id
    ), used as (
      update consent c set used = c.used + 1 from queued q
      where c.person_id = q.person_id and c.template = ${letter.template}
    )
    select count(*)::int as queued from queued`.execute(db);
  return rows[0]?.queued ?? 0;
}

/** Takes back what waits about something that is no longer so, with the consents it would have used. */
export async function cancel(db: Db, template: Template, about: string): Promise<void> {
  const gone = await db
    .deleteFrom('message')
    .where('template', '=', template)
    .where('about', '=', about)
    .where('state', '=', 'queued')
    .returning('person_id')
    .execute();
  await giveBack(
    db,
    template,
    gone.map(({ person_id }) => person_id),
  );
}

/** A consent whose message never went out can be used again. */
export async function giveBack(db: Db, template: Template, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  await db
    .updateTable('consent')
    .set((eb) => ({ used: eb('used', '-', 1) }))
    .where('template', '=', template)
    .where('person_id', 'in', [...people])
    .where('used', '>', 0)
    .execute();
}

/** The person took all their consents of a kind back, in WeChat's own settings. */
export const none = (db: Db, template: Template, person: string) =>
  db
    .updateTable('consent')
    .set((eb) => ({ given: eb.ref('used') }))
    .where('template', '=', template)
    .where('person_id', '=', person)
    .execute();
