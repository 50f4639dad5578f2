import { sweep } from '../cloud/kit/sweep';
import { hashOf } from '../cloud/kit/ids';
import { clientId, draftOf, openTown, type Town } from './kit/town';

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
