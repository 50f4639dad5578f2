import fc from 'fast-check';
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../cloud/kit/database';
import { hashOf } from '../cloud/kit/ids';
import { campaignOf, DONGYUAN_STREET, FANGYUAN, published, switchOn, YANJIANG } from './kit/acts';
import { openTown, type Town } from './kit/town';

/**
 * `credit_reads` and `record_opens` on columns (migration 0013) beside the same on JSON (0003, 0010), which processes of the version
 * before still call while a new one comes: of the same rows they say the same and write the same.
 */
let town: Town;
beforeAll(async () => {
  town = await openTown();
  await switchOn(town, FANGYUAN, YANJIANG);
  await town
    .as('editor')
    .eggs.createCampaign(
      campaignOf({ firstDay: DAYS[0], communities: [{ code: FANGYUAN, stock: 5 }, { code: YANJIANG }], cap: 1 }),
    );
});
afterAll(() => town.close());

const DAYS = ['2026-10-01', '2026-10-02'] as const;
/** A minute before midnight in Shanghai, and one after. */
const TIMES = ['2026-10-01T15:59:00.000Z', '2026-10-01T16:01:00.000Z'] as const;

interface Row {
  token: Buffer;
  community: string;
  notice: string;
  person: string;
  open: string;
  at: string;
  day: string;
  card: string | null;
  scene: number | null;
  lays: boolean;
}
interface Said {
  outcome: string;
  egg_day: string | null;
  reason: string | null;
}
const of = <K extends keyof Row>(rows: Row[], name: K): Row[K][] => rows.map((row) => row[name]);
const json = (rows: Row[]): string =>
  JSON.stringify(
    rows.map((row, n) => ({
      ...{ i: n + 1, token: row.token.toString('hex'), community_id: row.community, notice_id: row.notice },
      ...{ person_id: row.person, open_id: row.open, id: row.open, at: row.at, day: row.day, lays: row.lays },
      ...{ card: row.card, scene: row.scene },
    })),
  );
const credits = {
  columns: (rows: Row[]) => sql`
    select * from credit_reads(${of(rows, 'token')}::bytea[], ${of(rows, 'community')}::text[], ${of(rows, 'notice')}::bigint[],
      ${of(rows, 'person')}::bigint[], ${of(rows, 'open')}::bigint[], ${of(rows, 'at')}::timestamptz[], ${of(rows, 'day')}::date[],
      ${of(rows, 'card')}::text[], ${of(rows, 'scene')}::integer[], ${of(rows, 'lays')}::boolean[], true) order by i`,
  json: (rows: Row[]) => sql`select * from credit_reads(${json(rows)}::json, true) order by i`,
};
const opens = {
  columns: (rows: Row[]) => sql`
    select * from record_opens(${of(rows, 'community')}::text[], ${of(rows, 'notice')}::bigint[], ${of(rows, 'open')}::bigint[],
      ${of(rows, 'person')}::bigint[], ${of(rows, 'at')}::timestamptz[], ${of(rows, 'day')}::date[], ${of(rows, 'card')}::text[],
      ${of(rows, 'scene')}::integer[]) order by i`,
  json: (rows: Row[]) => sql`select * from record_opens(${json(rows)}::json) order by i`,
};

/** What a batch answers, and what the counted tables hold after it. */
async function outcome(db: Db, batch: RawBuilder<unknown>) {
  const { rows: answers } = await batch.execute(db);
  const tables = await Promise.all(
    ['notice_read', 'notice_open', 'notice_count', 'egg', 'campaign_community'].map(async (table) => {
      const { rows } = await sql`select t::text as row from ${sql.table(table)} t order by 1`.execute(db);
      return rows;
    }),
  );
  return { answers, tables };
}

/** The same, and nothing of it stays. */
async function asIf(batch: RawBuilder<unknown>) {
  let seen: Awaited<ReturnType<typeof outcome>> | undefined;
  const undone = new Error('undone');
  await town.db
    .transaction()
    .execute(async (tx) => {
      seen = await outcome(tx, batch);
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return seen;
}

test('a batch on columns says and writes what it did as JSON, whoever reads what and when', async () => {
  const editor = town.as('editor');
  const homes = [FANGYUAN, FANGYUAN, FANGYUAN, YANJIANG, YANJIANG, undefined];
  const people = await Promise.all(
    Array.from({ length: 18 }, (_, n) => {
      const home = homes[n % homes.length];
      return town.person(home ? { home } : {});
    }),
  );
  const gone = await published(town, { communityCode: YANJIANG });
  await editor.notices.withdraw({ noticeId: gone, reason: '写错了' });
  const notices: [community: string, id: string][] = [
    [YANJIANG, gone],
    [FANGYUAN, '17'],
  ];
  for (let n = 0; n < 8; n++) {
    notices.push([FANGYUAN, await published(town, { communityCode: FANGYUAN })]);
    notices.push([DONGYUAN_STREET, await published(town, { communityCode: undefined, nodeCode: DONGYUAN_STREET })]);
  }
  const [, here = ''] = notices[2] ?? [];
  const { card } = await town.as('resident-1').shares.card({ noticeId: here });
  const cards = [null, card, 'never-was', 'with "quotes", {braces} and \\'];

  const drawn = fc.record({
    notice: fc.nat(notices.length - 1),
    token: fc.constantFrom('own', 'own', 'own', 'own', 'dead', 'foreign'),
    when: fc.nat(1),
    open: fc.integer({ min: 1, max: 3 }),
    card: fc.nat(cards.length - 1),
    scene: fc.constantFrom(null, 1044),
    lays: fc.boolean(),
  });
  const batches = fc
    .uniqueArray(fc.nat(people.length - 1), { minLength: 1, maxLength: 12 })
    .chain((who) => fc.tuple(fc.constant(who), fc.array(drawn, { minLength: who.length, maxLength: who.length })));
  const said = new Set<unknown>();
  await fc.assert(
    fc.asyncProperty(batches, async ([who, all]) => {
      const rows = all.map(({ notice, token, when, open, card, scene, lays }, n): Row => {
        const person = people[who[n] ?? 0];
        const other = people[((who[n] ?? 0) + 1) % people.length];
        const [community = '', id = ''] = notices[notice] ?? [];
        const shown = { own: person?.token, foreign: other?.token, dead: 'dead' }[token] ?? '';
        return {
          ...{ token: hashOf(shown), community, notice: id, person: person?.id ?? '', open: String(open) },
          ...{ at: TIMES[when] ?? '', day: DAYS[when] ?? '', card: cards[card] ?? null, scene, lays },
        };
      });
      const before = await asIf(credits.json(rows));
      const now = await outcome(town.db, credits.columns(rows));
      expect(now).toEqual(before);
      for (const { outcome: what, egg_day, reason } of now.answers as Said[])
        said.add(what).add(egg_day === null ? reason : `${what} with an egg`);
    }),
    { numRuns: 80, endOnFailure: true },
  );
  // The runs came past all that can be said of a read here.
  const outcomes = ['credited', 'repeated', 'already', 'foreign', 'nobody', 'missing', 'withdrawn'];
  const reasons = [
    'credited with an egg',
    'repeated with an egg',
    null,
    'egg.message',
    'egg.homeless',
    'egg.today',
    'egg.cap',
    'egg.stock',
  ];
  expect(said).toEqual(new Set([...outcomes, ...reasons]));
});

test('opens on columns say and write what they did as JSON, of readers and newcomers, of one notice and another', async () => {
  const { id, token } = await town.person({ home: YANJIANG });
  const notices = [
    await published(town, { communityCode: FANGYUAN }),
    await published(town, { communityCode: FANGYUAN }),
  ];
  const [notice = '', other = ''] = notices;
  const { card } = await town.as('resident-1').shares.card({ noticeId: notice });
  const rowOf = (n: number, of: string, person: string | null, card: string | null): Row => ({
    ...{ token: hashOf(token), community: FANGYUAN, notice: of, person: person as string, open: String(900 + n) },
    ...{ at: TIMES[0], day: DAYS[0], card, scene: n === 1 ? null : 1044, lays: true },
  });
  await credits.columns([rowOf(0, notice, id, null)]).execute(town.db);
  const rows = [
    rowOf(1, notice, id, card),
    rowOf(2, other, id, card),
    rowOf(3, notice, null, null),
    rowOf(4, other, null, 'never-was'),
    rowOf(5, notice, '7', null),
  ];
  const before = await asIf(opens.json(rows));
  const now = await outcome(town.db, opens.columns(rows));
  expect(now).toEqual(before);
  expect(now.answers).toMatchObject(
    [true, false, false, false, false].map((read, n) => ({ i: n + 1, opens: [1, 3, 5].includes(n + 1) ? 3 : 2, read })),
  );
});

test('a batch that holds a person twice is refused whole: it could lay an egg beyond the cap on either side of midnight', async () => {
  const { id, token } = await town.person({ home: YANJIANG });
  const notices = [
    await published(town, { communityCode: YANJIANG }),
    await published(town, { communityCode: YANJIANG }),
  ];
  const rows = notices.map((notice, n): Row => ({
    ...{ token: hashOf(token), community: YANJIANG, notice, person: id, open: String(n + 1) },
    ...{ at: TIMES[n] ?? '', day: DAYS[n] ?? '', card: null, scene: null, lays: true },
  }));
  const readsOf = () => town.db.selectFrom('notice_read').select('notice_id').where('person_id', '=', id).execute();
  await expect(credits.columns(rows).execute(town.db)).rejects.toMatchObject({ code: 'P0001' });
  expect(await readsOf()).toEqual([]);
  // One after the other, each is credited, and the second meets the cap of one.
  const [first, second] = [rows.slice(0, 1), rows.slice(1)];
  expect((await credits.columns(first).execute(town.db)).rows).toMatchObject([{ outcome: 'credited', reason: null }]);
  expect((await credits.columns(second).execute(town.db)).rows).toMatchObject([
    { outcome: 'credited', reason: 'egg.cap' },
  ]);
  expect(await readsOf()).toHaveLength(2);
});
