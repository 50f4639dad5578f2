import { sweep } from '../cloud/kit/sweep';
import { hashOf } from '../cloud/kit/ids';
import { published } from './kit/acts';
import { close, closing, enter, gridWorker, neighbour, raise, reply, show } from './kit/reports';
import { clientId, draftOf, openTown, refusalOf, type Town } from './kit/town';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const DAY_MS = 86_400_000;
const countOf = async (table: 'session' | 'answer' | 'file'): Promise<number> =>
  (await town.db.selectFrom(table).selectAll().execute()).length;

test('a night forgets sessions, answers and uploads that are over, and nothing that is not', async () => {
  const { id } = await town.person();
  const at = (days: number): Date => new Date(town.clock.now().getTime() + days * DAY_MS);
  const session = (days: number) => ({
    token_hash: hashOf(String(days)),
    person_id: id,
    created_at: at(-90),
    expires_at: at(days),
  });
  await town.db
    .insertInto('session')
    .values([session(-1), session(1)])
    .execute();
  await town.as('secretary').notices.draft(draftOf({ clientId: clientId() }));
  const file = (n: number, days: number, stored: boolean) => ({
    ...{ id: String(n), owner_id: id, key: `key-${n}`, token_hash: hashOf(String(n)), created_at: at(days) },
    stored_at: stored ? at(days) : null,
  });
  await town.db
    .insertInto('file')
    .values([file(1, -2, false), file(2, -2, true), file(3, 0, false)])
    .execute();

  const before = [await countOf('session'), await countOf('answer'), await countOf('file')];
  await sweep(town.db, town.clock.now());
  expect([await countOf('session'), await countOf('answer'), await countOf('file')]).toEqual([
    before[0]! - 1,
    before[1],
    before[2]! - 1,
  ]);
  await sweep(town.db, at(31));
  expect([await countOf('answer'), await countOf('file')]).toEqual([0, before[2]! - 2]);
});

test('what a report looked like to staff is forgotten after three days, and that they answered, after a month', async () => {
  const [one, worker] = [await neighbour(town), await gridWorker(town)];
  const report = await raise(one);
  const act = { clientId: clientId(), reportId: report.id, text: '这就去' };
  await worker.call.reports.reply(act);
  const kept = async () =>
    (
      await town.db
        .selectFrom('answer')
        .select(['procedure', 'output'])
        .where('person_id', 'in', [one.id, worker.id])
        .orderBy('procedure')
        .execute()
    ).map(({ procedure, output }) => [procedure, output !== null]);
  const both = [
    ['reports.file', true],
    ['reports.reply', true],
  ];
  expect(await kept()).toEqual(both);
  const at = (days: number): Date => new Date(town.clock.now().getTime() + days * DAY_MS);
  await sweep(town.db, at(2));
  expect(await kept()).toEqual(both);
  await sweep(town.db, at(4));
  expect(await kept()).toEqual([
    ['reports.file', true],
    ['reports.reply', false],
  ]);
  // A phone that did not hear of it does not say it twice.
  expect(await refusalOf(worker.call.reports.reply(act))).toBe('input.idReused');
  expect((await show(one, report.id)).lines).toHaveLength(2);
  await sweep(town.db, at(31));
  expect(await kept()).toEqual([]);
});

test('a night closes what the clock has closed, and leaves what its reporter is still asked about', async () => {
  const [one, worker] = [await neighbour(town), await gridWorker(town)];
  const over = await closing(town, one, worker);
  town.clock.advance(DAY_MS);
  const asked = await closing(town, one, worker);
  const comment = { clientId: clientId(), noticeId: await published(town), text: '几点来水' };
  const { report } = await one.call.reports.comment(comment);
  await reply(worker, report.id);
  const rows = () =>
    town.db
      .selectFrom('report')
      .select(['id', 'standing', 'solved', 'shelf', 'next_at', 'ends_at'])
      .where('id', 'in', [over.id, asked.id, report.id])
      .orderBy('id')
      .execute();
  const [before, , answered] = await rows();
  town.clock.advance(2 * DAY_MS);
  const seen = await show(one, over.id);
  expect(seen).toMatchObject({ state: 'closed', solved: false });
  await sweep(town.db, town.clock.now());
  expect(await rows()).toMatchObject([
    { ...before, standing: 'closed', solved: false, shelf: 3, next_at: null },
    { standing: 'closing', solved: null, shelf: 2 },
    answered,
  ]);
  // Nobody sees a difference, and it is rated as before.
  expect(await show(one, over.id)).toEqual(seen);
  expect((await one.call.reports.rate({ reportId: over.id, score: 3 })).report).toMatchObject({ solved: false });
  expect((await one.call.reports.agree({ reportId: asked.id })).report.solved).toBe(true);
});

test('whom staff spoke with is forgotten half a year after it is over, and not while it is open', async () => {
  const worker = await gridWorker(town);
  const caller = { called: '王大娘', phone: '13800001234' };
  const open = await enter(worker, { caller });
  const { id } = await enter(worker, { caller });
  await reply(worker, id);
  const { agreeUntil } = await close(town, worker, id);
  const over = Date.parse(agreeUntil ?? '');
  const known = (reportId: string) => worker.call.reports.caller({ reportId });
  await sweep(town.db, new Date(over + 180 * DAY_MS));
  expect(await known(id)).toEqual(caller);
  await sweep(town.db, new Date(over + 180 * DAY_MS + 1));
  expect(await known(id)).toEqual({ called: null, phone: null });
  expect((await show(worker, id)).hasCaller).toBe(false);
  expect(await known(open.id)).toEqual(caller);
});
