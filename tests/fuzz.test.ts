import fc, { type Arbitrary } from 'fast-check';
import * as v from 'valibot';
import { pilots } from '../cloud/demo/city';
import { contract } from '../types';
import { communityCode, cursor, day, id, nodeCode } from '../types/fields';
import { cardId } from '../types/shares';
import { idOf } from './kit/acts';
import { codesOf, lay, neighbourWith, openTable } from './kit/eggs';
import { fingerprint } from './kit/fingerprint';
import { hostileFor, nearlyValid, valid, type Known, type Schema } from './kit/fuzz';
import { position } from './kit/hostile';
import { ask, procedures, wrongWith } from './kit/procedures';
import { draftOf, DWELL_MS, openTown, type Town } from './kit/town';

/** How many inputs each procedure gets from each caller. `FUZZ_RUNS=1000` looks longer, `.ci/run` asks for fewer. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 24);
jest.setTimeout(30_000 + RUNS * 1_000);

/** The division tree has thousands of rows, and no procedure writes it: it is compared once, at the end. */
const LARGE = ['node'];
/** Registers as staff send them, and what is none. */
const tables = ['楼栋,单元,房号,电话\n3,2,901,0451-5550-0101\n,,,\n3,2,901,', '楼栋;房号\n7;1', '姓名\n甲', 'PK'];
const callers = ['secretary', 'editor', 'resident-1', 'nobody'] as const;
type Caller = (typeof callers)[number];

let town: Town;
let known: Known;
let tree: string | undefined;
beforeAll(async () => {
  town = await openTown();
  known = await whatExists();
  tree = (await fingerprint(town.db)).node;
});
afterAll(() => town.close());

/** Ids, codes and tickets that are real, so that inputs get past the first lookup. */
async function whatExists(): Promise<Known> {
  const secretary = town.as('secretary');
  const { notice: draft } = await secretary.notices.draft(draftOf());
  const { notice } = await secretary.notices.publish(draftOf());
  const { notice: gone } = await secretary.notices.publish(draftOf());
  await secretary.notices.withdraw({ noticeId: gone.id, reason: '发错了' });
  const { notice: later } = await secretary.notices.publish(draftOf({ publishAt: '2026-10-02T00:00:00Z' }));
  const { card } = await town.as('resident-1').shares.card({ noticeId: notice.id });
  const { readTicket } = await town.as('resident-1').notices.open({ noticeId: notice.id });
  const { grids } = await town.as(null).service.grids({ communityCode: pilots[2] ?? '' });
  const { units } = await town.as(null).service.units({ communityCode: pilots[2] ?? '' });
  const { report } = await town.as('resident-1').reports.file({ clientId: 'fuzz-act-1', text: '楼道灯坏了' });
  const { report: answered } = await town.as('resident-2').reports.file({ clientId: 'fuzz-act-2', text: '井盖松了' });
  await secretary.reports.reply({ clientId: 'fuzz-act-3', reportId: answered.id, text: '收到' });
  const note = await secretary.diary.keep({ clientId: 'fuzz-act-4', communityCode: pilots[2] ?? '', text: '走访' });
  const here = { communityCode: pilots[2] ?? '' };
  const { notice: toKnow } = await secretary.notices.publish(draftOf({ mustKnow: true }));
  const { households } = await secretary.households.list(here);
  const { claims } = await secretary.households.claims(here);
  const table = await openTable(town);
  const { codes, number, prefix } = await codesOf(await neighbourWith(town, table, 3), table);
  const { handing } = await table.staff.call.eggs.handByList({
    ...{ clientId: 'fuzz-act-5', ...table.there, number, count: 1 },
  });
  // Some of those who ask have eggs there, too; one works there, which is noted.
  for (const who of ['secretary', 'resident-1'] as const) await lay(town, table, await idOf(town.as(who)), 2);
  await town.as('secretary').eggs.pickUpCode({ campaignId: table.there.campaignId });
  const { flags } = await town.as('secretary').eggs.flags(table.there);
  const { next } = await town.as(null).notices.list({ communityCode: pilots[2] ?? '', limit: 1 });
  town.clock.advance(DWELL_MS);
  const or = (real: (string | null)[], schema: Schema): [Schema, Arbitrary<unknown>] => {
    const { requirement } = (schema as unknown as { pipe: { requirement?: unknown }[] }).pipe.find(
      (step) => step.requirement instanceof RegExp,
    ) as { requirement: RegExp };
    return [schema, fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...real) }, fc.stringMatching(requirement))];
  };
  return new Map<Schema, Arbitrary<unknown>>([
    or(
      [
        ...[draft, notice, gone, later, toKnow, report, answered, note, ...grids, ...units, ...households, ...claims],
        // What is asked of eggs names a campaign.
        ...[handing, ...flags, ...Array<{ id: string }>(4).fill({ id: table.there.campaignId })],
      ].map((one) => one.id),
      id,
    ),
    or([...pilots, '230102001001'], communityCode),
    or([...pilots, '2301', '230104', '230104009'], nodeCode),
    or(['2026-10-01', '2026-10-02', '2026-12-30'], day),
    or([card], cardId),
    [
      cursor,
      fc.oneof(
        fc.constant(next),
        position.filter((s) => v.is(cursor, s)),
        fc.stringMatching(/^[\w-]{1,120}$/),
      ),
    ],
    [
      contract.households.check.input.entries.file,
      fc.oneof(
        fc.constantFrom(...tables.map((one) => Buffer.from(one).toString('base64'))),
        fc.base64String({ minLength: 4 }),
      ),
    ],
    [
      contract.eggs.readCode.input.entries.code,
      fc.oneof(fc.constantFrom(...codes.slice(0, 2), `${prefix}${codes[0] ?? ''}`), fc.stringMatching(/^[\d.]{7,64}$/)),
    ],
    [
      contract.notices.credit.input.entries.readTicket,
      fc.oneof(fc.constant(readTicket), fc.string({ maxLength: 400 })),
    ],
  ]);
}

const signIn = async (who: Caller): Promise<string | undefined> => {
  if (who === 'nobody') return undefined;
  const { payload } = await town.app.inject({
    method: 'POST',
    url: '/1.1/users',
    headers: { 'x-lc-id': 'jiamenkou', 'x-lc-key': 'jiamenkou-key' },
    payload: { authData: { demo: { persona: who } } },
  });
  return (JSON.parse(payload) as { sessionToken: string }).sessionToken;
};

/** Refusals that come before the input is looked at. */
const unread = ['session.required', 'wire.notJson', 'wire.tooLarge'];

describe.each(callers)('as %s', (caller) => {
  let token: string | undefined;
  let before: Record<string, string> | undefined;

  const check = async (name: string, schema: Schema, input: unknown) => {
    // A session that has just been ended is no test of anything else.
    if (token === undefined || name === 'session.end') {
      token = await signIn(caller);
      before = undefined;
    }
    before ??= await fingerprint(town.db, LARGE);
    const bugs = town.bugs.length;
    const answer = await ask(town, name, input, token);
    // No parameters at all are no fields: the SDK sends them so.
    const sent: unknown = JSON.parse(JSON.stringify(input)) ?? {};
    const isValid = v.is(schema, sent);
    if (answer.refusal === null) {
      before = undefined;
      expect(answer.status).toBe(200);
      expect(isValid).toBe(true);
      return;
    }
    expect(wrongWith(answer)).toBeNull();
    expect(await fingerprint(town.db, LARGE)).toEqual(before);
    if (!isValid) expect(['input.invalid', ...unread]).toContain(answer.refusal);
    expect(town.bugs.slice(bugs)).toEqual([]);
  };

  test.each([...procedures])(
    '%s answers whatever it is sent, and a refusal changes nothing',
    async (name, procedure) => {
      const schema = procedure.input;
      const input = fc.oneof(valid(schema, known), nearlyValid(schema, known), hostileFor(schema, known));
      await fc.assert(
        fc.asyncProperty(input, (sent) => check(name, schema, sent)),
        { numRuns: RUNS },
      );
    },
  );
});

test.each([...procedures])(
  'the inputs made for %s are valid when they say so, and else mostly not',
  (_name, { input }) => {
    for (const made of fc.sample(valid(input, known), 50)) expect(v.is(input, made)).toBe(true);
    const wrong = (made: Arbitrary<unknown>) => fc.sample(made, 100).filter((one) => !v.is(input, one)).length;
    expect(wrong(nearlyValid(input, known))).toBeGreaterThan(10);
    expect(wrong(hostileFor(input, known))).toBeGreaterThan(10);
  },
);

test('the division tree is after all of it as it was before', async () => {
  expect(tree).toMatch(/^3\d{3} rows/);
  expect((await fingerprint(town.db)).node).toBe(tree);
});
