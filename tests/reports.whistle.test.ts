import { DONGYUAN_STREET, HARBIN } from './kit/acts';
import {
  agreed,
  assign,
  close,
  gridWorker,
  handle,
  HOUR_MS,
  inboxOf,
  neighbour,
  pictureOf,
  raise,
  reply,
  said,
  show,
  streetOffice,
  unitWithMember,
  whistled,
  type Somebody,
} from './kit/reports';
import { type CallError, clientId, JIANGPAN, openTown, refusalOf, XIAOHONG, type Town } from './kit/town';
import type { Report } from '../types/reports';
import type { Unit } from '../types/service';

let town: Town;
let one: Somebody;
let worker: Somebody;
let street: Somebody;
let urban: { unit: Unit; member: Somebody };
let water: { unit: Unit; member: Somebody };
beforeAll(async () => {
  town = await openTown();
  one = await neighbour(town);
  worker = await gridWorker(town);
  street = await streetOffice(town);
  urban = await unitWithMember(town, { name: '城管中队' });
  water = await unitWithMember(town, { name: '供水公司' });
});
afterAll(() => town.close());
/** Nobody raises more than thirty a day. */
beforeEach(() => town.clock.advance(24 * HOUR_MS));
const inHours = (hours: number): string => new Date(town.clock.now().getTime() + hours * HOUR_MS).toISOString();
const listOf = async (who: Somebody) => (await who.call.reports.handling({ limit: 50 })).reports.map(({ id }) => id);
const whistlesOf = async (who: Somebody) => (await who.call.reports.counts({})).whistles;
const refusedWith = (error: unknown): string => (error as CallError).refusal;
const answered = async () => {
  const { id } = await raise(one);
  await reply(worker, id);
  return id;
};

describe('a referral', () => {
  const refer = async (who: Somebody, reportId: string, unitId: string, given: object = {}) =>
    (await who.call.reports.refer({ clientId: clientId(), reportId, unitId, text: '这归供水管', ...given })).report;

  test('is an answer with a name and a number, and the report stays open', async () => {
    const { id } = await raise(one);
    const report = await refer(worker, id, water.unit.id);
    expect(report).toMatchObject({ state: 'working', clock: { state: 'kept', tookMs: 0 }, owner: { me: true } });
    expect((await show(one, id)).lines.at(-1)).toMatchObject({
      ...{ step: 'refer', by: 'gridworker', text: '这归供水管' },
      unit: { name: '供水公司', phone: '0451-5550-0199' },
    });
  });

  test('names for ever whom it named, also when they have left the list', async () => {
    const made = { clientId: clientId(), nodeCode: JIANGPAN, name: '旧物业', phone: '0451-5550-0198', what: '楼道' };
    const secretary = await town.person({ roles: [['secretary', JIANGPAN]] });
    const { unit } = await secretary.call.service.setUnit(made);
    const { id } = await raise(one);
    await refer(worker, id, unit.id);
    await secretary.call.service.dropUnit({ nodeCode: JIANGPAN, unitId: unit.id });
    expect((await show(one, id)).lines.at(-1)?.unit).toEqual({ name: '旧物业', phone: '0451-5550-0198' });
    expect(await refusalOf(refer(worker, id, unit.id))).toBe('service.unitMissing');
  });

  test('is said once by one act, and refused to residents, to what is not on the lists above, and of what is over', async () => {
    const { id } = await raise(one);
    const act = { clientId: clientId(), reportId: id, unitId: urban.unit.id, text: '归城管' };
    const { report } = await worker.call.reports.refer(act);
    expect((await worker.call.reports.refer(act)).report).toEqual(report);
    expect(said(await show(one, id))).toEqual(['file by reporter', 'refer by gridworker']);
    expect(await refusalOf(refer(one, id, urban.unit.id))).toBe('role.missing');
    expect(await refusalOf(refer(worker, id, urban.unit.id, { text: '' }))).toBe('input.invalid');
    expect(await refusalOf(refer(worker, id, '7'))).toBe('service.unitMissing');
    const elsewhere = await unitWithMember(town, { at: XIAOHONG.slice(0, 9), name: '那边的城管' });
    expect(await refusalOf(refer(worker, id, elsewhere.unit.id))).toBe('service.unitMissing');
    const over = await agreed(town, one, worker);
    expect(await refusalOf(refer(worker, over.id, urban.unit.id))).toBe('report.step');
    expect(await refusalOf(refer(worker, '7', urban.unit.id))).toBe('report.missing');
  });
});

describe('a contact', () => {
  const contact = async (who: Somebody, reportId: string, given: object = {}) =>
    (await who.call.reports.contact({ clientId: clientId(), reportId, text: '说明天来人', ...given })).report;

  test('is a line of whom was called and what they said, and stops no clock', async () => {
    const { id } = await raise(one);
    const report = await contact(worker, id, { unitId: water.unit.id });
    expect(report).toMatchObject({ state: 'waiting', clock: { state: 'running' } });
    expect((await show(one, id)).lines.at(-1)).toMatchObject({
      ...{ step: 'contact', text: '说明天来人', unit: { name: '供水公司', phone: '0451-5550-0199' } },
    });
    expect((await contact(worker, id)).lines.at(-1)?.unit).toBeNull();
  });

  test('is noted once by one act, and refused to residents and without words', async () => {
    const { id } = await raise(one);
    const act = { clientId: clientId(), reportId: id, text: '没人接' };
    const { report } = await worker.call.reports.contact(act);
    expect((await worker.call.reports.contact(act)).report).toEqual(report);
    expect(await refusalOf(contact(one, id))).toBe('role.missing');
    expect(await refusalOf(contact(worker, id, { text: '' }))).toBe('input.invalid');
    expect(await refusalOf(contact(worker, id, { unitId: '7' }))).toBe('service.unitMissing');
    expect(await refusalOf(contact(worker, '7'))).toBe('report.missing');
  });
});

describe('a whistle', () => {
  test('calls the street office, which has a day, and every step of it is read by the reporter', async () => {
    const before = await whistlesOf(street);
    const report = await whistled(one, worker);
    expect(report).toMatchObject({
      state: 'whistled',
      parts: [{ unit: null, lead: true, dueAt: inHours(24), doneAt: null, mine: false }],
    });
    expect(await whistlesOf(street)).toBe(before + 1);
    expect(await listOf(street)).toContain(report.id);
    const seen = await show(street, report.id);
    expect(seen.parts[0]?.mine).toBe(true);
    expect(seen.may).toEqual(expect.arrayContaining(['assign', 'handle']));
    expect((await show(one, report.id)).lines.at(-1)).toMatchObject({ step: 'whistle', text: '要街道协调' });
  });

  test('is late on the community’s own desk when its time is over', async () => {
    const desk = await gridWorker(town, { at: XIAOHONG });
    const there = await town.person({ home: XIAOHONG });
    await whistled(there, desk);
    expect((await desk.call.reports.counts({})).due).toBe(0);
    town.clock.advance(24 * HOUR_MS);
    expect((await desk.call.reports.counts({})).due).toBe(1);
  });

  test('is refused before anybody answered, twice, without words, of what is over, and to residents', async () => {
    const whistle = (who: Somebody, reportId: string, text = '帮帮忙') =>
      who.call.reports.whistle({ clientId: clientId(), reportId, text });
    expect(await refusalOf(whistle(worker, (await raise(one)).id))).toBe('report.unanswered');
    const id = await answered();
    expect(await refusalOf(whistle(one, id))).toBe('role.missing');
    expect(await refusalOf(whistle(worker, id, ' '))).toBe('input.invalid');
    const act = { clientId: clientId(), reportId: id, text: '帮忙' };
    const { report } = await worker.call.reports.whistle(act);
    expect((await worker.call.reports.whistle(act)).report).toEqual(report);
    expect(await refusalOf(whistle(worker, id))).toBe('report.step');
    expect((await show(street, id)).parts).toHaveLength(1);
    expect(await refusalOf(whistle(worker, (await agreed(town, one, worker)).id))).toBe('report.step');
    expect(await refusalOf(whistle(worker, '7'))).toBe('report.missing');
  });

  test('is of the street office above the community alone', async () => {
    const { id } = await whistled(one, worker);
    const beside = await town.person({ roles: [['street', XIAOHONG.slice(0, 9)]] });
    expect(await listOf(beside)).not.toContain(id);
    expect(await refusalOf(show(beside, id))).toBe('report.missing');
    // Who does not answer for the street counts no whistle to it, wherever else they hold a role.
    const clerk = await town.person({ roles: [['secretary', DONGYUAN_STREET]] });
    expect([await whistlesOf(clerk), await listOf(clerk)]).toEqual([0, []]);
  });
});

describe('naming who leads and who helps', () => {
  test('gives each a clock of its own, and the street office has done its part', async () => {
    const { id } = await whistled(one, worker);
    const report = await assign(street, id, urban.unit, [water.unit], { hours: 48, text: '城管牵头' });
    expect(report.parts).toMatchObject([
      { unit: null, lead: true, doneAt: town.clock.now().toISOString(), mine: false },
      { unit: { id: urban.unit.id }, lead: true, dueAt: inHours(48), doneAt: null },
      { unit: { id: water.unit.id }, lead: false, dueAt: inHours(48), doneAt: null },
    ]);
    expect(report.state).toBe('whistled');
    expect((await show(one, id)).lines.slice(-2)).toMatchObject([
      { step: 'assign', by: 'street', text: '城管牵头', unit: { name: '城管中队' } },
      { step: 'assign', by: 'street', text: null, unit: { name: '供水公司' } },
    ]);
    for (const { member } of [urban, water]) {
      expect(await listOf(member)).toContain(id);
      expect((await show(member, id)).parts.filter(({ mine }) => mine)).toHaveLength(1);
    }
    // Named again, a unit has a new clock and still one part.
    town.clock.advance(HOUR_MS);
    const again = await assign(street, id, urban.unit, [], { hours: 2 });
    const open = again.parts.filter(({ doneAt }) => doneAt === null);
    expect(open.map(({ unit, dueAt }) => [unit?.id, dueAt])).toEqual([
      [water.unit.id, inHours(47)],
      [urban.unit.id, inHours(2)],
    ]);
  });

  test('again ends the lead before: one leads, and who helps goes on', async () => {
    const { id } = await whistled(one, worker);
    const openOf = ({ parts }: Report) =>
      parts.filter(({ doneAt }) => doneAt === null).map(({ unit, lead }) => [unit?.name, lead]);
    const help = (await unitWithMember(town, { name: '园林' })).unit;
    const first = await assign(street, id, urban.unit, [help], { hours: 48 });
    expect(openOf(first)).toEqual([
      ['城管中队', true],
      ['园林', false],
    ]);
    town.clock.advance(HOUR_MS);
    const second = await assign(street, id, water.unit, [], { hours: 2 });
    expect(openOf(second)).toEqual([
      ['园林', false],
      ['供水公司', true],
    ]);
    expect(second.parts.find(({ unit }) => unit?.id === urban.unit.id)?.doneAt).toBe(town.clock.now().toISOString());
    // Whoever led may see it still, and has nothing to do there.
    expect((await show(urban.member, id)).may).toEqual([]);
    expect(await refusalOf(handle(urban.member, first, urban.unit))).toBe('report.step');
    // Who led before may help from now on, and who helped may lead.
    const third = await assign(street, id, help, [water.unit, urban.unit]);
    expect(openOf(third)).toEqual([
      ['园林', true],
      ['供水公司', false],
      ['城管中队', false],
    ]);
  });

  test('is said once by one act, and is the street office’s alone', async () => {
    const { id } = await whistled(one, worker);
    const act = { clientId: clientId(), reportId: id, lead: urban.unit.id, hours: 3 };
    const { report } = await street.call.reports.assign(act);
    expect((await street.call.reports.assign(act)).report).toEqual(report);
    const secretary = await town.person({ roles: [['secretary', JIANGPAN]] });
    for (const who of [one, worker, secretary, urban.member])
      expect(await refusalOf(assign(who, id, urban.unit))).toBe('role.missing');
  });

  test.each([
    ['one unit twice', { helpers: ['u'] }, 'input.invalid'],
    ['no time', { hours: 0 }, 'input.invalid'],
    ['more than thirty days', { hours: 721 }, 'input.invalid'],
    ['half an hour', { hours: 0.5 }, 'input.invalid'],
    ['nine helpers', { helpers: Array.from({ length: 9 }, (_, n) => String(n + 1)) }, 'input.invalid'],
    ['a unit that there is not', { lead: '7' }, 'service.unitMissing'],
  ])('with %s is refused, and names nobody', async (_, given, refusal) => {
    const { id } = await whistled(one, worker);
    const sent = JSON.parse(JSON.stringify(given).replace('"u"', `"${urban.unit.id}"`)) as object;
    expect(await refusalOf(assign(street, id, urban.unit, [], sent))).toBe(refusal);
    expect((await show(street, id)).parts).toHaveLength(1);
  });

  test('is refused before a whistle, and before anybody answered', async () => {
    expect(await refusalOf(assign(street, (await raise(one)).id, urban.unit))).toBe('report.unanswered');
    expect(await refusalOf(assign(street, await answered(), urban.unit))).toBe('report.step');
    expect(await refusalOf(assign(street, '7', urban.unit))).toBe('report.missing');
  });
});

describe('handling', () => {
  test('by one unit ends its part; with the last of them it is the community’s again, on top of what it works on', async () => {
    const { id } = await whistled(one, worker);
    const report = await assign(street, id, urban.unit, [water.unit]);
    const picture = await pictureOf(town, urban.member.id);
    const first = await handle(urban.member, report, urban.unit, { pictures: [picture] });
    expect(first.state).toBe('whistled');
    expect((await show(one, id)).lines.at(-1)).toMatchObject({
      ...{ step: 'handle', by: 'unit', called: '城管中队', text: '清走了', pictures: [{ id: picture }] },
      unit: { name: '城管中队' },
    });
    // They still see what they did, and may do no more.
    expect(await show(urban.member, id)).toMatchObject({ may: [], hasCaller: false });
    expect(await listOf(urban.member)).toContain(id);
    expect(await refusalOf(handle(urban.member, report, urban.unit))).toBe('report.step');

    expect((await handle(water.member, report, water.unit)).state).toBe('working');
    const working = (await inboxOf(worker)).reports.filter(({ state }) => state === 'working');
    expect(working[0]?.id).toBe(id);
    expect((await show(worker, id)).may).toEqual(expect.arrayContaining(['close', 'whistle']));
    // What the reporter allows meanwhile does not make the community forget it.
    const { due } = await worker.call.reports.counts({});
    await one.call.reports.allow({ reportId: id, mayPublish: true });
    expect((await worker.call.reports.counts({})).due).toBe(due);
  });

  test('without ending says how far it is, and the clock goes on', async () => {
    const { id } = await whistled(one, worker);
    const report = await assign(street, id, urban.unit);
    const before = await whistlesOf(urban.member);
    const word = await handle(urban.member, report, urban.unit, { done: false, text: '明天去' });
    expect(word.parts.find(({ unit }) => unit !== null)).toMatchObject({ doneAt: null, mine: true });
    expect(await whistlesOf(urban.member)).toBe(before);
    expect(word.state).toBe('whistled');
  });

  test('by the street office itself, or by it for a unit, is possible', async () => {
    const direct = await whistled(one, worker);
    const own = await handle(street, direct, null, { text: '街道已经协调' });
    expect([own.state, own.lines.at(-1)?.by]).toEqual(['working', 'street']);
    const { id } = await whistled(one, worker);
    const done = await handle(street, await assign(street, id, urban.unit), urban.unit);
    expect([done.state, done.lines.at(-1)?.called]).toEqual(['working', '城管中队']);
  });

  test('twice by the same act is one line, and one line in the audit log of the community', async () => {
    const { id } = await whistled(one, worker);
    const { parts } = await assign(street, id, urban.unit);
    const partId = parts.at(-1)?.id ?? '';
    const act = { clientId: clientId(), reportId: id, partId, text: '清走了', done: true };
    const { report } = await urban.member.call.reports.handle(act);
    expect((await urban.member.call.reports.handle(act)).report).toEqual(report);
    const logged = await town.db
      .selectFrom('audit')
      .select(['procedure', 'node_code'])
      .where('person_id', '=', urban.member.id)
      .where('procedure', '=', 'reports.handle')
      .orderBy('id', 'desc')
      .limit(2)
      .execute();
    expect(logged[0]).toEqual({ procedure: 'reports.handle', node_code: JIANGPAN });
    expect(said(await show(one, id)).filter((line) => line.startsWith('handle'))).toHaveLength(1);
  });

  test('another’s part, or one that nobody has, is refused, and so is it to whoever was not called', async () => {
    const { id } = await whistled(one, worker);
    const report = await assign(street, id, urban.unit, [water.unit]);
    expect(await refusalOf(handle(water.member, report, urban.unit))).toBe('role.missing');
    expect(await refusalOf(handle(urban.member, report, urban.unit, { partId: '7' }))).toBe('report.step');
    expect(await refusalOf(handle(urban.member, report, urban.unit, { text: '' }))).toBe('input.invalid');
    for (const who of [one, worker]) expect(await refusalOf(handle(who, report, urban.unit))).toBe('report.step');
    for (const who of [await neighbour(town), (await unitWithMember(town, { name: '燃气' })).member])
      expect(await refusalOf(handle(who, report, urban.unit))).toBe('report.missing');
    expect((await show(street, id)).parts.filter(({ doneAt }) => doneAt !== null)).toHaveLength(1);
  });

  test('ends for all when it is closed or taken back, and is counted no more', async () => {
    const counts = async () => [await whistlesOf(street), await whistlesOf(urban.member)];
    const before = await counts();
    const first = await whistled(one, worker);
    await assign(street, first.id, urban.unit);
    await whistled(one, worker).then(({ id }) => one.call.reports.withdraw({ reportId: id }));
    expect(await counts()).toEqual([before[0], (before[1] ?? 0) + 1]);
    const closed = await close(town, worker, first.id);
    expect(closed.parts.every(({ doneAt }) => doneAt !== null)).toBe(true);
    expect(await counts()).toEqual(before);
    expect(
      await refusalOf(
        handle(urban.member, { ...closed, parts: closed.parts.map((p) => ({ ...p, doneAt: null })) }, urban.unit),
      ),
    ).toBe('report.step');
  });

  test('for a unit that was given up is left to the street office', async () => {
    const lost = await unitWithMember(town, { name: '撤掉的单位' });
    const { id } = await whistled(one, worker);
    const report = await assign(street, id, lost.unit);
    await street.call.service.dropUnit({ nodeCode: DONGYUAN_STREET, unitId: lost.unit.id });
    expect(await refusalOf(show(lost.member, id))).toBe('report.missing');
    expect(await listOf(lost.member)).toEqual([]);
    expect((await show(street, id)).parts.at(-1)).toMatchObject({ unit: { name: '撤掉的单位' }, mine: true });
    expect((await handle(street, report, lost.unit)).state).toBe('working');
  });
});

test('a unit sees what it was called to until thirty days after it is over, and never what it was not', async () => {
  const { unit, member } = await unitWithMember(town, { name: '看一个月的单位' });
  const { id } = await whistled(one, worker);
  await handle(member, await assign(street, id, unit), unit);
  const done = await close(town, worker, id);
  const seen = async () => [await listOf(member), await show(member, id).then(({ state }) => state, refusedWith)];
  // It is over when the days to object are: the month begins then.
  town.clock.advance(Date.parse(done.agreeUntil ?? '') - town.clock.now().getTime());
  expect(await seen()).toEqual([[id], 'closed']);
  const month = 30 * 24 * HOUR_MS;
  town.clock.advance(month - 1);
  expect(await seen()).toEqual([[id], 'closed']);
  town.clock.advance(2);
  expect(await seen()).toEqual([[], 'report.missing']);
  expect((await show(worker, id)).state).toBe('closed');
});

test('a row of a whistle says when the next of those called is due, and whether it is the street office', async () => {
  const { id } = await whistled(one, worker);
  const rowIn = async (who: Somebody) => (await inboxOf(who)).reports.find((row) => row.id === id);
  expect((await rowIn(worker))?.part).toEqual({ dueAt: inHours(24), isStreet: true });
  const report = await assign(street, id, urban.unit, [water.unit], { hours: 48 });
  expect((await rowIn(worker))?.part).toEqual({ dueAt: inHours(48), isStreet: false });
  town.clock.advance(HOUR_MS);
  const again = await assign(street, id, urban.unit, [], { hours: 4 });
  expect(await rowIn(worker)).toMatchObject({ part: { dueAt: inHours(4), isStreet: false }, assisted: false });
  const { reports } = await urban.member.call.reports.handling({ limit: 50 });
  expect(reports.find((row) => row.id === id)?.part).toEqual({ dueAt: inHours(4), isStreet: false });
  await handle(urban.member, again, urban.unit);
  expect((await rowIn(worker))?.part).toEqual({ dueAt: inHours(47), isStreet: false });
  await handle(water.member, report, water.unit);
  expect((await rowIn(worker))?.part).toBeNull();
});

test('what those called see is what they were called to, in pages, and nothing for everybody else', async () => {
  const city = await unitWithMember(town, { at: HARBIN, name: '供热' });
  const ids: string[] = [];
  for (let n = 0; n < 3; n++) {
    const { id } = await whistled(one, worker);
    await assign(street, id, city.unit, [], { hours: n + 1 });
    ids.push(id);
  }
  const first = await city.member.call.reports.handling({ limit: 2 });
  const second = await city.member.call.reports.handling({ limit: 2, before: first.next ?? '' });
  expect([...first.reports, ...second.reports].map(({ id }) => id)).toEqual(ids);
  expect(second.next).toBeNull();
  await raise(one);
  expect(await listOf(one)).toEqual([]);
  expect(await refusalOf(city.member.call.reports.handling({ before: 'bm9uc2Vuc2U' }))).toBe('input.invalid');
  expect(await refusalOf(town.as(null).reports.handling({}))).toBe('session.required');
});
