import {
  assign,
  close,
  closing,
  gridWorker,
  handle,
  HOUR_MS,
  neighbour,
  phonedOf,
  problemOf,
  raise,
  reply,
  said,
  show,
  streetOffice,
  unitWithMember,
  whistled,
  type Somebody,
} from './kit/reports';
import { limits } from '../types/limits';
import { type CallError, clientId, JIANGPAN, openTown, type Town } from './kit/town';

/** On PGlite these run one after the other; with `DATABASE_URL` at once. */
const AT_ONCE = 8;

let town: Town;
let one: Somebody;
let workers: Somebody[];
beforeAll(async () => {
  town = await openTown();
  one = await neighbour(town);
  workers = await Promise.all(Array.from({ length: AT_ONCE }, () => gridWorker(town)));
});
afterAll(() => town.close());
beforeEach(() => town.clock.advance(24 * HOUR_MS));
const worker = (n = 0): Somebody => workers[n]!;

/** What came of acts that were all done at once: how many were done, and why the others were not. */
async function outcomes(acts: (() => Promise<unknown>)[]) {
  const all = await Promise.allSettled(acts.map((act) => act()));
  const refused = all.flatMap((one) => (one.status === 'rejected' ? [(one.reason as CallError).refusal] : []));
  return { done: acts.length - refused.length, refused: [...new Set(refused)].sort() };
}
const times = (act: (n: number) => Promise<unknown>, n = AT_ONCE) =>
  outcomes(Array.from({ length: n }, (_, i) => () => act(i)));
const linesLike = async (id: string, step: string) =>
  said(await show(one, id)).filter((line) => line.startsWith(`${step} `)).length;

test('two who answer at once have both answered: two lines, one first answer, one who has it, and both see both', async () => {
  const { id } = await raise(one);
  const answers = await Promise.all([0, 1].map((n) => reply(worker(n), id, { text: `我来，${n}` })));
  const report = await show(one, id);
  expect(
    report.lines
      .slice(1)
      .map(({ text }) => text)
      .sort(),
  ).toEqual(['我来，0', '我来，1']);
  expect(report).toMatchObject({ state: 'working', clock: { state: 'kept' } });
  const seen = await Promise.all([0, 1].map((n) => show(worker(n), id)));
  expect(seen.map(({ owner }) => owner.me).sort()).toEqual([false, true]);
  for (const { lines } of seen) expect(lines.map(({ text }) => text)).toEqual(report.lines.map(({ text }) => text));
  expect(Math.max(...answers.map(({ lines }) => lines.length))).toBe(3);
});

test('one act that is sent many times at once is done once, and each gets the same answer', async () => {
  const act = problemOf({ text: '同一件事' });
  const filed = await Promise.all(Array.from({ length: AT_ONCE }, () => one.call.reports.file(act)));
  expect(new Set(filed.map(({ report }) => report.id)).size).toBe(1);
  const id = filed[0]!.report.id;
  const answer = { clientId: clientId(), reportId: id, text: '收到' };
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => worker().call.reports.reply(answer)));
  for (const given of answers) expect(given).toEqual(answers[0]);
  expect(await linesLike(id, 'reply')).toBe(1);
  const entered = phonedOf();
  const phoned = await Promise.all(Array.from({ length: AT_ONCE }, () => worker().call.reports.enter(entered)));
  expect(new Set(phoned.map(({ report }) => report.id)).size).toBe(1);
});

test(`nobody raises more than ${limits.reportsADay} a day, however many they raise at once`, async () => {
  const busy = await neighbour(town);
  for (let n = 0; n < limits.reportsADay - 2; n++) await raise(busy);
  const { done, refused } = await times(() => raise(busy));
  expect([done, refused]).toEqual([2, ['report.tooMany']]);
});

test('a report that many claim at once lies with one of them, and every claim is a line', async () => {
  const { id } = await raise(one);
  expect((await times((n) => worker(n).call.reports.claim({ reportId: id }))).done).toBe(AT_ONCE);
  const owners = await Promise.all(workers.map(async (who) => (await show(who, id)).owner.me));
  expect(owners.filter(Boolean)).toHaveLength(1);
  expect(await linesLike(id, 'claim')).toBe(AT_ONCE);
});

test('a report that many close at once is closed once', async () => {
  const { id } = await raise(one);
  await reply(worker(), id);
  const { done, refused } = await times((n) => close(town, worker(n), id));
  expect([done, refused]).toEqual([1, ['report.step']]);
  expect(await linesLike(id, 'close')).toBe(1);
});

test('agreeing and objecting at once is one of the two, and the other is told that it changed', async () => {
  for (let n = 0; n < 4; n++) {
    const { id } = await closing(town, one, worker());
    const agree = () => one.call.reports.agree({ reportId: id });
    const object = () => one.call.reports.object({ clientId: clientId(), reportId: id, text: '没好' });
    const { done, refused } = await outcomes(n % 2 ? [agree, object] : [object, agree]);
    expect([done, refused]).toEqual([1, ['report.step']]);
    const report = await show(one, id);
    const isAgreed = report.state === 'closed';
    expect([report.solved, report.reopened, report.state]).toEqual(
      isAgreed ? [true, 0, 'closed'] : [null, 1, 'waiting'],
    );
    expect((await linesLike(id, 'agree')) + (await linesLike(id, 'object'))).toBe(1);
  }
});

test('closing that races an objection to the close before leaves every line, and a report that is open or asked about', async () => {
  const { id } = await closing(town, one, worker());
  const { refused } = await outcomes([
    () => one.call.reports.object({ clientId: clientId(), reportId: id, text: '没好' }),
    () => close(town, worker(1), id),
    () => reply(worker(2), id, { text: '再去看看' }),
    () => close(town, worker(3), id),
  ]);
  for (const why of refused) expect(['report.step', 'report.unanswered']).toContain(why);
  const report = await show(one, id);
  expect(['waiting', 'working', 'closing']).toContain(report.state);
  expect([await linesLike(id, 'object'), report.reopened]).toEqual([1, 1]);
  expect(await linesLike(id, 'reply')).toBe(2);
  expect(await linesLike(id, 'close')).toBe(report.state === 'closing' ? 2 : 1);
});

test('a score that is given many times at once is given once, and another one is refused', async () => {
  const { id } = await closing(town, one, worker());
  await one.call.reports.agree({ reportId: id });
  const { refused } = await times((n) => one.call.reports.rate({ reportId: id, score: (n % 2) + 9 }));
  expect(refused).toEqual(['report.rated']);
  expect(await linesLike(id, 'rate')).toBe(1);
});

test('those who join at once are each counted once, also when they insist', async () => {
  const { id } = await raise(one);
  const people = await Promise.all(Array.from({ length: AT_ONCE }, () => neighbour(town)));
  const { done } = await outcomes(
    people.flatMap((who) => [0, 1].map(() => () => who.call.reports.join({ reportId: id }))),
  );
  expect([done, (await show(one, id)).people]).toEqual([2 * AT_ONCE, AT_ONCE + 1]);
});

test('taking back while neighbours join and leave ends it or leaves it to one who follows it', async () => {
  for (let n = 0; n < 4; n++) {
    const { id } = await raise(one);
    const [joiner, leaver] = [await neighbour(town), await neighbour(town)];
    await leaver.call.reports.join({ reportId: id });
    const { refused } = await outcomes([
      () => joiner.call.reports.join({ reportId: id }),
      () => leaver.call.reports.leave({ reportId: id }),
      () => one.call.reports.withdraw({ reportId: id }),
    ]);
    for (const why of refused) expect(['report.notOpen', 'report.step']).toContain(why);
    const kept = await town.db.selectFrom('report').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const followers = await town.db.selectFrom('report_joiner').selectAll().where('report_id', '=', id).execute();
    if (kept.standing === 'withdrawn') expect(followers).toEqual([]);
    else expect([joiner.id, leaver.id]).toContain(kept.reporter_id);
    expect(followers.map(({ person_id }) => person_id)).not.toContain(kept.reporter_id);
  }
});

test('a reporter who leaves for good while they are answered is gone, and the answer is refused or stays, without a fault', async () => {
  for (let n = 0; n < 4; n++) {
    const leaver = await neighbour(town);
    const { id } = await raise(leaver);
    const joiner = await neighbour(town);
    if (n % 2) await joiner.call.reports.join({ reportId: id });
    const { refused } = await outcomes([
      () => leaver.call.session.erase({ sure: true }),
      () => reply(worker(), id),
      () => joiner.call.reports.leave({ reportId: id }),
    ]);
    for (const why of refused) expect(why).toBe('report.step');
    const kept = await town.db.selectFrom('report').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(kept.reporter_id).not.toBe(leaver.id);
    if (kept.reporter_id === null) expect([kept.standing, kept.words]).toEqual(['withdrawn', '']);
  }
});

test('two who answer the same many at once, in whatever order, answer each of them once between them', async () => {
  const ids = [];
  for (let n = 0; n < 6; n++) ids.push((await raise(one, { text: `停水 ${n}` })).id);
  const replied: string[] = [];
  const skipped: string[] = [];
  const all = (who: Somebody, reportIds: string[]) => async () => {
    const act = { clientId: clientId(), communityCode: JIANGPAN, reportIds, text: '已经报修' };
    const answer = await who.call.reports.replyAll(act);
    replied.push(...answer.replied);
    skipped.push(...answer.skipped);
  };
  const { done } = await outcomes([all(worker(0), ids), all(worker(1), [...ids].reverse())]);
  expect([done, replied.sort(), skipped.sort()]).toEqual([2, ids, ids]);
  for (const id of ids) expect(await linesLike(id, 'reply')).toBe(1);
});

test('many answered at once while some are taken back: those are skipped, and the others answered', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 6; n++) ids.push((await raise(one, { text: `停电 ${n}` })).id);
  const answered: { replied: string[]; skipped: string[] }[] = [];
  const { done, refused } = await outcomes([
    async () =>
      answered.push(
        await worker().call.reports.replyAll({
          ...{ clientId: clientId(), communityCode: JIANGPAN, reportIds: ids, text: '已经报修' },
        }),
      ),
    () => one.call.reports.withdraw({ reportId: ids[1]! }),
    () => one.call.reports.withdraw({ reportId: ids[4]! }),
  ]);
  expect([done, refused]).toEqual([3, []]);
  for (const id of answered[0]!.replied) expect(await linesLike(id, 'reply')).toBe(1);
  for (const id of answered[0]!.skipped) expect(await linesLike(id, 'reply')).toBe(0);
  expect(answered[0]!.replied.length + answered[0]!.skipped.length).toBe(6);
});

test('parts that are done at once leave none open, and the report with the community', async () => {
  const street = await streetOffice(town);
  const units = [await unitWithMember(town, { name: '城管' }), await unitWithMember(town, { name: '供水' })];
  const [lead, helper] = units;
  const { id } = await whistled(one, worker());
  const report = await assign(street, id, lead!.unit, [helper!.unit]);
  const { done, refused } = await outcomes([
    ...units.map(
      ({ member, unit }) =>
        () =>
          handle(member, report, unit),
    ),
    ...units.map(
      ({ unit }) =>
        () =>
          handle(street, report, unit),
    ),
  ]);
  expect([done, refused]).toEqual([2, ['report.step']]);
  const after = await show(one, id);
  expect([after.state, after.parts.every(({ doneAt }) => doneAt !== null)]).toEqual(['working', true]);
  expect(await linesLike(id, 'handle')).toBe(2);
});

test('whistles that are blown at once are one', async () => {
  const { id } = await raise(one);
  await reply(worker(), id);
  const whistle = (n: number) =>
    worker(n).call.reports.whistle({ clientId: clientId(), reportId: id, text: '要街道协调' });
  const { done, refused } = await times(whistle);
  expect([done, refused, (await show(one, id)).parts.length]).toEqual([1, ['report.step'], 1]);
});

test('taking back that is sent many times at once is said once, and each gets the same answer', async () => {
  for (const isFollowed of [false, true]) {
    const { id } = await raise(one);
    const joiner = await neighbour(town);
    if (isFollowed) await joiner.call.reports.join({ reportId: id });
    const withdraw = () => one.call.reports.withdraw({ reportId: id });
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, withdraw));
    for (const answer of answers) expect(answer).toEqual({ withdrawn: !isFollowed });
    const { lines } = await show(isFollowed ? joiner : one, id);
    expect(lines.map(({ step }) => step)).toEqual(['file', 'withdraw']);
  }
});

test('those who note at once what somebody said of it note it once', async () => {
  const { report } = await worker().call.reports.enter(phonedOf());
  await reply(worker(), report.id);
  await close(town, worker(), report.id);
  const heard = (n: number) =>
    worker(n).call.reports.heard({ clientId: clientId(), reportId: report.id, agreed: true, text: '满意' });
  const { done, refused } = await times(heard);
  // Whoever closed it is among them, before or after the others.
  expect([done, refused.filter((why) => why !== 'report.secondPerson')]).toEqual([1, ['report.step']]);
});

test('pausing and answering at once leaves it answered and nothing paused', async () => {
  const { id } = await raise(one);
  const { refused } = await outcomes([
    () => worker(0).call.reports.pause({ reportId: id, reason: '问物业' }),
    () => reply(worker(1), id),
    () => worker(2).call.reports.pause({ reportId: id, reason: '问供水' }),
  ]);
  for (const why of refused) expect(why).toBe('report.step');
  expect(await show(one, id)).toMatchObject({ state: 'working', clock: { state: 'kept', reason: null } });
});
