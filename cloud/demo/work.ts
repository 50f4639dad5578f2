import type { Insertable } from 'kysely';
import { addDays, shanghaiDay, startOfDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import type { Tables } from '../kit/tables';
import { addPerson } from '../people';
import { demoBefore, demoByline, demoRaised } from './workWords';

const NEIGHBOURS = 36;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface Place {
  db: Db;
  community_id: string;
  now: Date;
  people: string[];
  staff: string;
}

/**
 * The weeks before, in which the community published, and neighbours read, raised and agreed: so that figures have something to be counted
 * from. Nobody's numbers are written down here; the chore counts these rows as it counts any other.
 */
export async function openDemoWork(db: Db, community_id: string, now: Date): Promise<void> {
  const known = await db
    .selectFrom('notice')
    .select('id')
    .where('community_id', '=', community_id)
    .where('title', '=', demoBefore[0]?.title ?? '')
    .executeTakeFirst();
  if (known) return;
  const { id: staff } = await db
    .selectFrom('person')
    .select('id')
    .where('persona', '=', 'gridworker')
    .executeTakeFirstOrThrow();
  const people: string[] = [];
  for (let nth = 0; nth < NEIGHBOURS; nth++) people.push(await addPerson(db, now));
  await db.updateTable('person').set({ home_code: community_id }).where('id', 'in', people).execute();
  const place = { db, community_id, now, people, staff };
  for (const [nth, one] of demoBefore.entries()) await publish(place, one, nth);
  for (const [nth, one] of demoRaised.entries()) await raise(place, one, nth);
}

/** In the middle of the working hours of a day, so many days ago. */
const morning = (now: Date, daysAgo: number, minutes = 0): Date =>
  new Date(startOfDay(addDays(shanghaiDay(now), -daysAgo)).getTime() + 10 * HOUR_MS + minutes * MINUTE_MS);

async function publish(place: Place, one: (typeof demoBefore)[number], nth: number): Promise<void> {
  const { db, community_id, now, people, staff } = place;
  const { daysAgo, mustKnow = false, ...words } = one;
  const at = morning(now, daysAgo);
  const id = newId(at);
  await db
    .insertInto('notice')
    .values({
      ...{
        ...words,
        community_id,
        id,
        byline: demoByline,
        phone: null,
        address: null,
        pictures: '[]',
        must_know: mustKnow,
      },
      ...{ publish_at: at, made_by: staff, created_at: at },
    })
    .execute();
  // Two thirds of the neighbours, most on the first day, some on the next ones, and one in four opens it again.
  const readers = people.filter((_, i) => (i + nth) % 3 > 0);
  const opened = readers.flatMap((person_id, i) => {
    const first = { person_id, at: morning(now, Math.max(0, daysAgo - Math.floor(i / 12)), 30 + i * 7) };
    return i % 4 === 0 ? [first, { person_id, at: new Date(first.at.getTime() + HOUR_MS) }] : [first];
  });
  const key = { community_id, notice_id: id, card: null, scene: null };
  const opens = opened.map((open) => ({ ...open, id: newId(open.at) }));
  await db
    .insertInto('notice_open')
    .values(opens.map(({ at: opened_at, ...open }) => ({ ...key, ...open, opened_at, day: shanghaiDay(opened_at) })))
    .execute();
  const reads = readers.map((person_id) => {
    const open = opens.find((other) => other.person_id === person_id) as (typeof opens)[number];
    const credited_at = new Date(open.at.getTime() + MINUTE_MS);
    const read = { person_id, open_id: open.id, home_code: community_id, credited_at, day: shanghaiDay(credited_at) };
    return { ...key, ...read };
  });
  await db.insertInto('notice_read').values(reads).execute();
  await db
    .insertInto('notice_count')
    .values({ community_id, notice_id: id, readers: reads.length, opens: opens.length })
    .execute();
  if (mustKnow) await tellAtDoors(place, id, at);
}

/** Every second door of the register was asked, and knows. */
async function tellAtDoors({ db, community_id, staff }: Place, notice_id: string, at: Date): Promise<void> {
  const doors = await db
    .selectFrom('household')
    .select('id')
    .where('community_id', '=', community_id)
    .orderBy('walk')
    .execute();
  const words = doors
    .filter((_, i) => i % 2 === 0)
    .map(({ id: household_id }, i) => {
      const then = new Date(at.getTime() + (i + 1) * HOUR_MS);
      const said = { how: 'door' as const, outcome: 'told' as const, by_id: staff, at: then, noted_at: then };
      return { community_id, notice_id, household_id, id: newId(then), ...said };
    });
  if (words.length > 0) await db.insertInto('household_word').values(words).execute();
}

/** Raised, answered, done, sometimes not yet, agreed to, and scored by whoever raised it. */
async function raise(place: Place, one: (typeof demoRaised)[number], nth: number): Promise<void> {
  const { db, community_id, now, people, staff } = place;
  const reporter = people[nth] as string;
  const [filed, first] = [morning(now, one.daysAgo), morning(now, one.daysAgo, one.minutes)];
  const after = (hours: number): Date => new Date(first.getTime() + hours * HOUR_MS);
  const ends_at = after(one.again === undefined ? 6 : 12);
  const id = newId(filed);
  await db
    .insertInto('report')
    .values({
      ...{ community_id, id, kind: 'problem', standing: 'closed', words: one.text, pictures: '[]', way: 'app' },
      ...{ reporter_id: reporter, filed_by: reporter, filed_at: filed, is_open: true, may_publish: false },
      ...{ doubtful: false, asked_at: filed, owner_id: staff, answered_at: first, first_at: first },
      ...{ took_ms: String(one.minutes * MINUTE_MS), first_took_ms: String(one.minutes * MINUTE_MS) },
      ...{ first_kept: one.minutes <= 10, closed_by: staff, ends_at, solved: true, score: one.score ?? null },
      ...{ reopened: one.again === undefined ? 0 : 1, told: 3, shelf: 3 },
    })
    .execute();
  type Line = Pick<Insertable<Tables['report_line']>, 'step' | 'by' | 'at' | 'words'>;
  const again: Line[] =
    one.again === undefined
      ? []
      : [
          { step: 'object', by: 'reporter', at: after(6), words: one.again },
          { step: 'reply', by: 'gridworker', at: after(7), words: one.answer },
          { step: 'close', by: 'gridworker', at: after(9), words: one.done },
        ];
  const lines: Line[] = [
    { step: 'file', by: 'reporter', at: filed, words: null },
    { step: 'reply', by: 'gridworker', at: first, words: one.answer },
    { step: 'close', by: 'gridworker', at: after(3), words: one.done },
    ...again,
    { step: 'agree', by: 'reporter', at: ends_at, words: null },
  ];
  if (one.score !== undefined) lines.push({ step: 'rate', by: 'reporter', at: ends_at, words: null });
  await db
    .insertInto('report_line')
    .values(
      lines.map((line) => ({
        ...{ ...line, community_id, report_id: id, id: newId(line.at), pictures: '[]' },
        person_id: line.by === 'reporter' ? reporter : staff,
        score: line.step === 'rate' ? (one.score ?? null) : null,
      })),
    )
    .execute();
}
