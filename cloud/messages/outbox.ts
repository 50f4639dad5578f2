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
export const livesBelow = (code: string) => sql<boolean>`p.home_code like ${`${code}%`}`;

/** How many are told in one transaction: a city's notice is queued in slices, and holds nobody's consent for long. */
export const SLICE = 2_000;

/**
 * Queues a letter for the next of those of whom `to` holds (a condition about the person `p`) and who has a consent for it left; each
 * consent is used up by one message, and nobody is told of one thing twice. Runs in the caller's transaction and sends nothing.
 * @returns how many were queued; fewer than a slice when those were the last
 */
export async function queue(db: Db, letter: Letter, to: RawBuilder<boolean>, now: Date): Promise<number> {
  const { rows } = await sql<{ queued: number }>`
    with willing as (
      select c.person_id from consent c join person p on p.id = c.person_id
      where c.template = ${letter.template} and c.used < c.given and p.erased_at is null and ${to}
        and not exists (select 1 from message m
          where m.person_id = c.person_id and m.template = c.template and m.about = ${letter.about})
      -- The person first, as someone who leaves for good takes them; consents in one order, as everywhere below.
      order by c.person_id limit ${SLICE} for key share of p for update of c
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

/** How many `queue` would write to now. */
export async function willing(db: Db, template: Template, about: string, to: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from consent c join person p on p.id = c.person_id
    where c.template = ${template} and c.used < c.given and p.erased_at is null and ${to}
      and not exists (select 1 from message m
        where m.person_id = c.person_id and m.template = c.template and m.about = ${about})`.execute(db);
  return rows[0]?.n ?? 0;
}

/**
 * Takes back what waits about something that is no longer so, with the consents it would have used. What is under way may
 * still arrive; if it does not, it is too old to be tried again. What is filed behind it, as notice:123:again:2026-10-01 behind
 * notice:123, goes with it.
 */
export async function cancel(db: Db, template: Template, about: string): Promise<void> {
  // Both kinds at once: else one could turn into the other between two statements.
  await db
    .updateTable('message')
    .set({ made_at: new Date(0) })
    .where('template', '=', template)
    .where((eb) => eb.or([eb('about', '=', about), eb('about', 'like', `${about}:%`)]))
    .where('state', 'in', ['queued', 'sending'])
    .execute();
  await sql`
    with gone as (
      delete from message where template = ${template} and (about = ${about} or about like ${`${about}:%`}) and state = 'queued'
      returning person_id
    ), counted as (
      select person_id, count(*)::int as n from gone group by person_id
    ), freed as (
      select c.person_id, n from consent c join counted using (person_id) where c.template = ${template}
      order by c.person_id for update of c
    )
    update consent c set used = greatest(c.used - f.n, 0) from freed f
    where c.person_id = f.person_id and c.template = ${template}`.execute(db);
}

/** A consent whose message never went out can be used again. */
export const giveBack = (db: Db, template: Template, person: string) =>
  db
    .updateTable('consent')
    .set((eb) => ({ used: eb('used', '-', 1) }))
    .where('template', '=', template)
    .where('person_id', '=', person)
    .where('used', '>', 0)
    .execute();

/** A consent that was given back is used after all, if it is still there. */
export const takeAgain = (db: Db, template: Template, person: string) =>
  db
    .updateTable('consent')
    .set((eb) => ({ used: eb('used', '+', 1) }))
    .where('template', '=', template)
    .where('person_id', '=', person)
    .whereRef('used', '<', 'given')
    .execute();

/** The person took all their consents of a kind back, in WeChat's own settings: what waits is not sent any more either. */
export async function none(db: Db, template: Template, person: string): Promise<void> {
  await db
    .deleteFrom('message')
    .where('person_id', '=', person)
    .where('template', '=', template)
    .where('state', '=', 'queued')
    .execute();
  await db
    .updateTable('consent')
    .set({ given: 0, used: 0 })
    .where('template', '=', template)
    .where('person_id', '=', person)
    .execute();
}
