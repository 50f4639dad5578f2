import { loadDemoCity } from '../cloud/demo/city';
import { sweep } from '../cloud/kit/sweep';
import { calendarOf, callingOf, gridOf, membersOf, nearestGrid, unitOf, unitsById, workersOf } from '../cloud/service';
import type { Call } from '../types';
import { limits } from '../types/limits';
import { DONGYUAN_STREET, FANGYUAN, HARBIN, idOf, SONGHUAJIANG_STREET, switchOn } from './kit/acts';
import { clientId, JIANGPAN, openTown, refusalOf, XIAOHONG, type Town } from './kit/town';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  await switchOn(town, FANGYUAN);
});
afterAll(() => town.close());

const CLOSED = '230102001001';
const TODAY = '2026-10-01';
const here = { communityCode: FANGYUAN };
const secretaryOf = (code: string) => town.person({ roles: [['secretary', code]] });
/** Who sets things in 方元, which has set nothing yet. */
let setter: { id: string; call: Call };
beforeEach(async () => {
  town.clock.at(`${TODAY} 10:00:00`);
  for (const table of ['service_hours', 'service_day', 'reply_template', 'post', 'grid_worker', 'grid'] as const)
    await town.db.deleteFrom(table).where('community_id', '=', FANGYUAN).execute();
  setter = await secretaryOf(FANGYUAN);
});

const morning = [{ from: '08:00', to: '12:00' }];
const evening = [{ from: '18:30', to: '19:30' }];
const hoursOf = async (call: Call = town.as(null)) => (await call.service.hours(here)).hours;

describe('the hours of a community', () => {
  test('are ordinary ones until it sets its own, and everyone sees them', async () => {
    expect(await hoursOf()).toEqual({
      ...{ workdays: [{ from: '08:00', to: '18:00' }], restdays: [{ from: '09:00', to: '17:00' }], days: [] },
      ...{ open: true, opensAt: null, phone: null },
    });
    town.clock.at('2026-10-01 17:00:00');
    expect(await hoursOf()).toMatchObject({ open: false, opensAt: '2026-10-02T01:00:00.000Z' });
    town.clock.at('2026-10-08 08:59:00');
    expect(await hoursOf()).toMatchObject({ open: true });
  });

  test('are set for workdays and rest days, with a number to call, as often as one likes', async () => {
    const hours = { workdays: [...morning, ...evening], restdays: morning, phone: '0451-5550-0109' };
    const set = await setter.call.service.setHours({ ...here, ...hours });
    expect(set.hours).toMatchObject({ ...hours, open: true });
    expect(await setter.call.service.setHours({ ...here, ...hours })).toEqual(set);
    expect(await hoursOf()).toEqual(set.hours);
    await setter.call.service.setHours({ ...here, workdays: evening, restdays: [] });
    expect(await hoursOf()).toMatchObject({
      restdays: [],
      phone: null,
      open: false,
      opensAt: '2026-10-08T10:30:00.000Z',
    });
    await setter.call.service.setHours({ ...here, workdays: [], restdays: [] });
    expect(await hoursOf()).toMatchObject({ open: false, opensAt: null });
  });

  test.each([
    ['before seven', [{ from: '06:30', to: '08:00' }], 'workdays.0.from'],
    ['after ten', [{ from: '20:00', to: '22:30' }], 'workdays.0.to'],
    ['that end before they begin', [{ from: '12:00', to: '08:00' }], 'workdays.0'],
    ['that overlap', [...morning, { from: '11:00', to: '13:00' }], 'workdays'],
    ['out of order', [...evening, ...morning], 'workdays'],
    ['in too many pieces', Array.from({ length: 7 }, (_, i) => ({ from: `1${i}:00`, to: `1${i}:30` })), 'workdays'],
  ])('%s are refused, and nothing is set', async (_what, workdays, field) => {
    const asked = setter.call.service.setHours({ ...here, workdays, restdays: [] });
    await expect(asked).rejects.toMatchObject({
      refusal: 'input.invalid',
      fields: { [field]: expect.anything() as string },
    });
    expect(await hoursOf()).toMatchObject({ workdays: [{ from: '08:00', to: '18:00' }] });
  });

  test('are those of a place that exists and is switched on', async () => {
    const city = await secretaryOf(HARBIN);
    for (const [communityCode, refusal] of [
      [CLOSED, 'org.closed'],
      ['230104009999', 'org.missing'],
    ] as const) {
      expect(await refusalOf(town.as(null).service.hours({ communityCode }))).toBe(refusal);
      for (const asked of [
        () => city.call.service.setHours({ communityCode, workdays: [], restdays: [] }),
        () => city.call.service.setDay({ communityCode, day: TODAY, windows: [], why: '停电' }),
        () => city.call.service.dropDay({ communityCode, day: TODAY }),
        () => city.call.service.grids({ communityCode }),
        () => city.call.service.setGrid({ clientId: clientId(), communityCode, name: '一号网格' }),
        () => city.call.service.dropGrid({ communityCode, gridId: '1' }),
        () => city.call.service.serve({ communityCode, gridIds: [] }),
        () => city.call.service.setTemplates({ communityCode, templates: [] }),
        () => city.call.service.units({ communityCode }),
        () => city.call.service.setUnit({ clientId: clientId(), nodeCode: communityCode, name: '供水', what: '停水' }),
      ])
        expect(await refusalOf(asked())).toBe(refusal);
    }
  });
});

describe('a single day', () => {
  const plan = { ...here, day: '2026-10-03', windows: evening, why: '社区开运动会' };

  test('has its own hours and says why, and is an ordinary one again when it is dropped', async () => {
    const set = await setter.call.service.setDay(plan);
    expect(set.hours.days).toEqual([{ day: plan.day, windows: evening, why: plan.why }]);
    expect(await setter.call.service.setDay(plan)).toEqual(set);
    await setter.call.service.setDay({ ...plan, windows: [], why: '停电' });
    await setter.call.service.setDay({ ...plan, day: TODAY, windows: [] });
    expect(await hoursOf()).toMatchObject({
      ...{ open: false, opensAt: '2026-10-02T01:00:00.000Z' },
      days: [{ day: TODAY }, { day: plan.day, windows: [], why: '停电' }],
    });
    for (const again of [1, 2])
      expect([again, (await setter.call.service.dropDay({ ...here, day: TODAY })).hours.open]).toEqual([again, true]);
    expect((await hoursOf()).days.map(({ day }) => day)).toEqual([plan.day]);
  });

  test('is today or one of the year to come: what was stays as it was', async () => {
    for (const day of ['2026-09-30', '2027-10-02'])
      for (const asked of [
        () => setter.call.service.setDay({ ...plan, day }),
        () => setter.call.service.dropDay({ ...here, day }),
      ])
        expect(await refusalOf(asked())).toBe('service.dayPast');
    expect((await setter.call.service.setDay({ ...plan, day: '2027-10-01' })).hours.days).toHaveLength(1);
  });

  test('is no day without a date, and not changed without a reason', async () => {
    for (const given of [{ day: '2026-02-30' }, { day: 'today' }, { why: '' }, { why: '长'.repeat(31) }])
      expect(await refusalOf(setter.call.service.setDay({ ...plan, ...given }))).toBe('input.invalid');
    expect(await hoursOf()).toMatchObject({ days: [] });
  });

  test('that is over is still known to a clock that began before it, and no longer shown', async () => {
    await setter.call.service.setDay({ ...plan, day: TODAY, windows: [] });
    const began = town.clock.now();
    town.clock.at('2026-10-05 10:00:00');
    expect(await hoursOf()).toMatchObject({ days: [] });
    const days = async (from: Date) => [...(await calendarOf(town.db, FANGYUAN, from)).days.keys()];
    expect([await days(began), await days(new Date('2026-10-02T02:00:00Z')), await days(town.clock.now())]).toEqual([
      [TODAY],
      [TODAY],
      [],
    ]);
  });
});

const gridIn = async (name: string, given: object = {}) => {
  const { grids } = await setter.call.service.setGrid({ clientId: clientId(), ...here, name, ...given });
  return grids.find((grid) => grid.name === name)!;
};

describe('a grid', () => {
  const location = { latitude: 45.79, longitude: 126.65 };

  test('is made, changed and given up, and everyone sees those that are there', async () => {
    const grid = await gridIn('一号网格', { about: '1 到 6 号楼', location });
    expect(grid).toEqual({ id: grid.id, name: '一号网格', about: '1 到 6 号楼', location });
    const two = await gridIn('二号网格');
    await setter.call.service.setGrid({ clientId: clientId(), ...here, gridId: grid.id, name: '河沿网格' });
    expect((await town.as(null).service.grids(here)).grids).toEqual([
      { id: grid.id, name: '河沿网格', about: null, location: null },
      { id: two.id, name: '二号网格', about: null, location: null },
    ]);
    for (const again of [1, 2])
      expect([again, (await setter.call.service.dropGrid({ ...here, gridId: grid.id })).grids]).toEqual([again, [two]]);
    const change = setter.call.service.setGrid({ clientId: clientId(), ...here, gridId: grid.id, name: '又来了' });
    expect(await refusalOf(change)).toBe('service.gridMissing');
    await expect(gridOf(town.db, FANGYUAN, grid.id)).rejects.toMatchObject({ refusal: 'service.gridMissing' });
    expect(await gridOf(town.db, FANGYUAN, two.id)).toMatchObject({ name: '二号网格' });
  });

  test('asked for twice with one client id is one grid, also eight times at once', async () => {
    const asked = { clientId: clientId(), ...here, name: '只有一个' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => setter.call.service.setGrid(asked)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await town.as(null).service.grids(here)).grids).toHaveLength(1);
  });

  test('has a name, and a place on earth', async () => {
    for (const given of [{ name: '' }, { name: '长'.repeat(21) }, { location: { latitude: 91, longitude: 0 } }])
      expect(await refusalOf(gridIn('x', given))).toBe('input.invalid');
  });

  test('of another community is missing here', async () => {
    const { grids } = await town.as(null).service.grids({ communityCode: JIANGPAN });
    const gridId = grids[0]!.id;
    for (const asked of [
      () => setter.call.service.setGrid({ clientId: clientId(), ...here, gridId, name: '抢来的' }),
      () => setter.call.service.dropGrid({ ...here, gridId }),
      () => setter.call.service.serve({ ...here, gridIds: [gridId] }),
    ])
      expect(await refusalOf(asked())).toBe('service.gridMissing');
    expect((await town.as(null).service.grids({ communityCode: JIANGPAN })).grids).toEqual(grids);
  });

  test('is one of at most sixty, also when the last places are asked for at once', async () => {
    const one = (i: number) => ({ community_id: FANGYUAN, id: String(1_000 + i), name: `${i}号网格` });
    const rest = { about: null, latitude: null, longitude: null, dropped_at: null };
    await town.db
      .insertInto('grid')
      .values(Array.from({ length: limits.grids - 1 }, (_, i) => ({ ...one(i), ...rest })))
      .execute();
    const outcomes = await Promise.allSettled(Array.from({ length: 4 }, (_, i) => gridIn(`最后${i}`)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusalOf(gridIn('又一个'))).toBe('service.tooMany');
    await setter.call.service.dropGrid({ ...here, gridId: '1000' });
    await gridIn('空出来的');
  });

  test('is the one somebody stands in when it is the nearest', async () => {
    const grid = await gridIn('河沿', { location });
    await gridIn('远处', { location: { latitude: 45.8, longitude: 126.65 } });
    expect(await nearestGrid(town.db, FANGYUAN, { latitude: 45.7905, longitude: 126.65 })).toBe(grid.id);
    expect(await nearestGrid(town.db, FANGYUAN, { latitude: 45.6, longitude: 126.65 })).toBeNull();
  });
});

describe('whoever answers', () => {
  test('says which grids they look after, and how they are called', async () => {
    const [one, two] = [await gridIn('一号网格'), await gridIn('二号网格')];
    const worker = await town.person({ roles: [['gridworker', FANGYUAN]] });
    const said = { ...here, gridIds: [two.id, one.id, two.id], called: '三号网格 早班' };
    const answer = { grids: [one.id, two.id], called: '三号网格 早班' };
    expect(await worker.call.service.serve(said)).toEqual(answer);
    expect(await worker.call.service.serve(said)).toEqual(answer);
    expect(await worker.call.service.serve({ ...here, gridIds: [two.id] })).toEqual({ grids: [two.id], called: null });
    await worker.call.service.serve({ ...here, gridIds: [two.id], called: '早班' });
    expect(await callingOf(town.db, FANGYUAN, [worker.id, setter.id])).toEqual(
      new Map([
        [worker.id, '早班'],
        [setter.id, null],
      ]),
    );
    expect(await refusalOf(worker.call.service.serve({ ...here, gridIds: [one.id, '77'] }))).toBe(
      'service.gridMissing',
    );
    expect(await refusalOf(worker.call.service.serve({ ...here, gridIds: ['x'] }))).toBe('input.invalid');
    const { workers } = await worker.call.service.workers(here);
    expect(workers.find(({ id }) => id === worker.id)).toEqual({
      ...{ id: worker.id, role: 'gridworker', called: '早班', grids: [two.id], me: true },
    });
    await setter.call.service.dropGrid({ ...here, gridId: two.id });
    expect((await workersOf(town.db, FANGYUAN)).find(({ id }) => id === worker.id)?.grids).toEqual([]);
  });

  test('from two phones at once has one answer that holds', async () => {
    const [one, two] = [await gridIn('一号网格'), await gridIn('二号网格')];
    const worker = await town.person({ roles: [['gridworker', FANGYUAN]] });
    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        worker.call.service.serve({ ...here, gridIds: [i % 2 ? one.id : two.id], called: i % 2 ? '一' : '二' }),
      ),
    );
    const { workers } = await worker.call.service.workers(here);
    const me = workers.find(({ id }) => id === worker.id);
    expect(me).toMatchObject(me?.called === '一' ? { grids: [one.id] } : { called: '二', grids: [two.id] });
  });

  test('is listed once: those of the community, and the street office of its street', async () => {
    const both = await town.person({
      roles: [
        ['gridworker', FANGYUAN],
        ['street', HARBIN],
      ],
    });
    const street = await town.person({ roles: [['street', DONGYUAN_STREET]] });
    const apart = [
      await town.person({ roles: [['gridworker', DONGYUAN_STREET]] }),
      await town.person({ roles: [['street', SONGHUAJIANG_STREET]] }),
      await town.person({ roles: [['secretary', HARBIN]] }),
      await town.person({ roles: [['editor', FANGYUAN]] }),
      await town.person({ roles: [['parttime', FANGYUAN]] }),
    ];
    const { workers } = await setter.call.service.workers(here);
    const rows = workers.map(({ id, role, me }) => ({ id, role, me }));
    expect(rows).toEqual(
      expect.arrayContaining([
        { id: both.id, role: 'gridworker', me: false },
        { id: street.id, role: 'street', me: false },
        { id: setter.id, role: 'secretary', me: true },
      ]),
    );
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const { id } of apart) expect(rows.map((row) => row.id)).not.toContain(id);
    const all = (await workersOf(town.db, FANGYUAN)).map(({ id }) => id);
    expect(apart.map(({ id }) => all.includes(id))).toEqual([true, false, true, false, false]);
  });

  test('keeps answers that are written again and again, for colleagues', async () => {
    const worker = await town.person({ roles: [['gridworker', FANGYUAN]] });
    expect(await setter.call.service.templates(here)).toEqual({ templates: [] });
    const templates = ['收到，这就去看。', '已经联系物业。'];
    for (const again of [1, 2])
      expect([again, await worker.call.service.setTemplates({ ...here, templates })]).toEqual([again, { templates }]);
    expect(await setter.call.service.templates(here)).toEqual({ templates });
    const many = Array.from({ length: limits.replyTemplates + 1 }, (_, i) => `第${i}条`);
    for (const wrong of [many, [''], ['长'.repeat(201)]])
      expect(await refusalOf(worker.call.service.setTemplates({ ...here, templates: wrong }))).toBe('input.invalid');
    expect(await setter.call.service.templates(here)).toEqual({ templates });
  });
});

const waterIn = async (nodeCode: string, call: Call = setter.call, given: object = {}) =>
  (await call.service.setUnit({ clientId: clientId(), nodeCode, name: '供水', what: '停水、漏水', ...given })).unit;

describe('who is responsible', () => {
  test('is on the list of a place, and found from every community below it', async () => {
    const street = await town.person({ roles: [['street', DONGYUAN_STREET]] });
    const own = await waterIn(FANGYUAN, setter.call, { phone: '0451-5550-0120' });
    expect(own).toEqual({
      ...{ id: own.id, name: '供水', phone: '0451-5550-0120', what: '停水、漏水', place: FANGYUAN },
    });
    const above = await waterIn(DONGYUAN_STREET, street.call, { name: '城管二队' });
    const seen = async (communityCode: string) => (await town.as(null).service.units({ communityCode })).units;
    expect((await seen(FANGYUAN))[0]).toEqual(own);
    expect(await seen(FANGYUAN)).toContainEqual(above);
    expect(await seen(JIANGPAN)).toContainEqual(above);
    expect(await seen(JIANGPAN)).not.toContainEqual(own);
    expect(await seen(XIAOHONG)).not.toContainEqual(above);

    const changed = await waterIn(FANGYUAN, setter.call, { unitId: own.id, what: '只管漏水' });
    expect(changed).toEqual({ ...own, phone: null, what: '只管漏水' });
    expect((await seen(FANGYUAN))[0]).toEqual(changed);
    expect(await unitOf(town.db, FANGYUAN, above.id)).toMatchObject({ name: '城管二队' });
    await expect(unitOf(town.db, JIANGPAN, own.id)).rejects.toMatchObject({ refusal: 'service.unitMissing' });
    expect(await refusalOf(waterIn(FANGYUAN, setter.call, { unitId: above.id }))).toBe('service.unitMissing');
    expect(await refusalOf(setter.call.service.dropUnit({ nodeCode: FANGYUAN, unitId: above.id }))).toBe(
      'service.unitMissing',
    );
    expect(await refusalOf(waterIn(DONGYUAN_STREET))).toBe('role.missing');
  });

  test('asked for twice with one client id is one entry, and has a name and says for what', async () => {
    const asked = { clientId: clientId(), nodeCode: FANGYUAN, name: '只有一家', what: '路灯' };
    expect(await setter.call.service.setUnit(asked)).toEqual(await setter.call.service.setUnit(asked));
    const { units } = await town.as(null).service.units(here);
    expect(units.filter(({ name }) => name === '只有一家')).toHaveLength(1);
    for (const given of [{ name: '' }, { what: '' }, { phone: '找老王' }, { unitId: '0' }])
      expect(await refusalOf(waterIn(FANGYUAN, setter.call, given))).toBe('input.invalid');
  });

  test('is taken off the list for good, and what named it still can', async () => {
    const unit = await waterIn(FANGYUAN);
    for (const again of [1, 2])
      expect([again, await setter.call.service.dropUnit({ nodeCode: FANGYUAN, unitId: unit.id })]).toEqual([again, {}]);
    expect((await town.as(null).service.units(here)).units).not.toContainEqual(unit);
    expect(await refusalOf(waterIn(FANGYUAN, setter.call, { unitId: unit.id }))).toBe('service.unitMissing');
    await expect(unitOf(town.db, FANGYUAN, unit.id)).rejects.toMatchObject({ refusal: 'service.unitMissing' });
    expect((await unitsById(town.db, [unit.id])).get(unit.id)).toMatchObject({ name: '供水' });
    const missing = { nodeCode: FANGYUAN, unitId: '77' };
    for (const asked of [() => setter.call.service.dropUnit(missing), () => setter.call.service.inviteUnit(missing)])
      expect(await refusalOf(asked())).toBe('service.unitMissing');
  });

  test('is one of at most a hundred on a list', async () => {
    const street = await town.person({ roles: [['street', SONGHUAJIANG_STREET]] });
    const one = (i: number) => ({ community_id: SONGHUAJIANG_STREET, id: String(2_000 + i), name: `${i}号单位` });
    await town.db
      .insertInto('unit')
      .values(
        Array.from({ length: limits.units }, (_, i) => ({ ...one(i), phone: null, what: '路灯', dropped_at: null })),
      )
      .execute();
    expect(await refusalOf(waterIn(SONGHUAJIANG_STREET, street.call))).toBe('service.tooMany');
    await street.call.service.dropUnit({ nodeCode: SONGHUAJIANG_STREET, unitId: '2000' });
    await waterIn(SONGHUAJIANG_STREET, street.call);
  });
});

describe('somebody of a unit', () => {
  const invite = async (unitId: string) => setter.call.service.inviteUnit({ nodeCode: FANGYUAN, unitId });

  test('comes by a code that is good once and for a day, and their phone is told at once', async () => {
    const unit = await waterIn(FANGYUAN);
    const worker = await town.person({ home: JIANGPAN });
    expect(await worker.call.session.me({})).toMatchObject({ units: [], answers: [] });
    const { code, until } = await invite(unit.id);
    expect([code, until]).toEqual([expect.stringMatching(/^\d{10}$/), '2026-10-02T02:00:00.000Z']);
    expect(await worker.call.service.joinUnit({ code })).toEqual({ unit });
    expect(await worker.call.session.me({})).toMatchObject({ units: [{ id: unit.id, name: '供水' }] });
    expect(await refusalOf(worker.call.service.joinUnit({ code }))).toBe('service.invite');
    expect(await worker.call.service.joinUnit({ code: (await invite(unit.id)).code })).toEqual({ unit });
    const row = await unitOf(town.db, FANGYUAN, unit.id);
    expect(await membersOf(town.db, row)).toEqual([worker.id]);
    const { node_code, procedure } = await town.db
      .selectFrom('audit')
      .select(['node_code', 'procedure'])
      .where('person_id', '=', worker.id)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect([node_code, procedure]).toEqual([FANGYUAN, 'service.joinUnit']);
  });

  test('of two who bring one code at once comes alone', async () => {
    const { code } = await invite((await waterIn(FANGYUAN)).id);
    const people = await Promise.all(Array.from({ length: 6 }, () => town.person()));
    const outcomes = await Promise.allSettled(people.map(({ call }) => call.service.joinUnit({ code })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('brings no code of yesterday, none that a newer one has replaced, and none of a unit that is gone', async () => {
    const [unit, gone] = [await waterIn(FANGYUAN), await waterIn(FANGYUAN)];
    const { call } = await town.person();
    const refused = async (code: string) =>
      expect(await refusalOf(call.service.joinUnit({ code }))).toBe('service.invite');
    const first = await invite(unit.id);
    const second = await invite(unit.id);
    await refused(first.code);
    const left = await invite(gone.id);
    await setter.call.service.dropUnit({ nodeCode: FANGYUAN, unitId: gone.id });
    await refused(left.code);
    expect(await refusalOf(invite(gone.id))).toBe('service.unitMissing');
    town.clock.advance(86_400_000);
    await refused(second.code);
    await sweep(town.db, town.clock.now());
    expect(await town.db.selectFrom('unit_invite').selectAll().where('unit_id', '=', unit.id).execute()).toEqual([]);
    expect(await refusalOf(call.service.joinUnit({ code: '123' }))).toBe('input.invalid');
  });

  test('who guesses codes is stopped for ten minutes, whatever they bring', async () => {
    const unit = await waterIn(FANGYUAN);
    const { call } = await town.person();
    for (let i = 0; i < 10; i++)
      expect(await refusalOf(call.service.joinUnit({ code: `000000000${i}` }))).toBe('service.invite');
    const { code } = await invite(unit.id);
    expect(await refusalOf(call.service.joinUnit({ code }))).toBe('coupon.tries');
    town.clock.advance(600_000);
    expect(await call.service.joinUnit({ code })).toEqual({ unit });
  });

  test('is listed by number for who set the unit, taken off one by one, and leaves by themselves', async () => {
    const unit = await waterIn(FANGYUAN);
    const [first, second] = [await town.person(), await town.person()];
    const one = { nodeCode: FANGYUAN, unitId: unit.id };
    expect(await setter.call.service.members(one)).toEqual({ members: [] });
    for (const { call } of [first, second]) {
      await call.service.joinUnit({ code: (await invite(unit.id)).code });
      town.clock.advance(1_000);
    }
    const ids = async () => (await setter.call.service.members(one)).members.map(({ memberId }) => memberId);
    expect(await ids()).toEqual([first.id, second.id]);
    const drop = () => setter.call.service.dropMember({ ...one, memberId: first.id });
    const { members } = await drop();
    expect(members).toEqual([{ memberId: second.id, since: '2026-10-01T02:00:01.000Z' }]);
    expect(await drop()).toEqual({ members });
    town.clock.advance(5_000);
    expect(await first.call.session.me({})).toMatchObject({ units: [] });
    expect(await second.call.session.me({})).toMatchObject({ units: [{ id: unit.id }] });
    for (let n = 0; n < 2; n++) expect(await second.call.service.leaveUnit({ unitId: unit.id })).toEqual({});
    expect(await second.call.session.me({})).toMatchObject({ units: [] });
    expect(await ids()).toEqual([]);
    expect(await refusalOf(first.call.service.members(one))).toBe('role.missing');
    expect(await refusalOf(setter.call.service.members({ nodeCode: FANGYUAN, unitId: '9' }))).toBe(
      'service.unitMissing',
    );
    const elsewhere = { nodeCode: JIANGPAN, unitId: unit.id };
    expect(
      await refusalOf((await town.person({ roles: [['secretary', JIANGPAN]] })).call.service.members(elsewhere)),
    ).toBe('service.unitMissing');
    await setter.call.service.dropUnit(one);
    expect(await refusalOf(setter.call.service.members(one))).toBe('service.unitMissing');
  });

  test('is nobody of it any more when it is taken off its list', async () => {
    const unit = await waterIn(FANGYUAN);
    const { call } = await town.person();
    await call.service.joinUnit({ code: (await invite(unit.id)).code });
    await setter.call.service.dropUnit({ nodeCode: FANGYUAN, unitId: unit.id });
    expect(await call.session.me({})).toMatchObject({ units: [] });
    expect(await membersOf(town.db, { community_id: FANGYUAN, id: unit.id })).toEqual([]);
  });
});

describe('an account', () => {
  test('is told the places where it answers, each once', async () => {
    const { call } = await town.person({
      roles: [
        ['gridworker', FANGYUAN],
        ['secretary', FANGYUAN],
        ['street', DONGYUAN_STREET],
        ['editor', HARBIN],
        ['parttime', JIANGPAN],
      ],
    });
    const { answers } = await call.session.me({});
    expect(answers.map(({ code }) => code).sort()).toEqual([DONGYUAN_STREET, FANGYUAN]);
  });

  test('that is deleted leaves nothing that says what it looked after', async () => {
    const [grid, unit] = [await gridIn('一号网格'), await waterIn(FANGYUAN)];
    const worker = await town.person({ roles: [['gridworker', FANGYUAN]] });
    await worker.call.service.serve({ ...here, gridIds: [grid.id], called: '早班' });
    const { code } = await setter.call.service.inviteUnit({ nodeCode: FANGYUAN, unitId: unit.id });
    await worker.call.service.joinUnit({ code });
    await worker.call.session.erase({ sure: true });
    for (const table of ['post', 'grid_worker', 'unit_member'] as const)
      expect(await town.db.selectFrom(table).selectAll().where('person_id', '=', worker.id).execute()).toEqual([]);
  });
});

test('a demo city that was loaded before it answered is given its hours, grids and units, once', async () => {
  const tables = ['grid_worker', 'grid', 'post', 'reply_template', 'unit', 'service_hours'] as const;
  const count = async () => {
    const rows = [];
    for (const table of tables)
      rows.push(
        (
          await town.db
            .selectFrom(table)
            .select('community_id')
            .where('community_id', 'in', [JIANGPAN, HARBIN])
            .execute()
        ).length,
      );
    return rows;
  };
  const before = await count();
  await loadDemoCity(town.db, town.clock.now());
  expect(await count()).toEqual(before);
  for (const table of ['unit_invite', 'unit_member', ...tables, 'service_day'] as const)
    await town.db.deleteFrom(table).execute();
  expect(await count()).toEqual(tables.map(() => 0));
  await loadDemoCity(town.db, town.clock.now());
  expect(await count()).toEqual(before);
});

test('the demo city answers from eight to eight, and its grid worker looks after the first grid', async () => {
  const communityCode = JIANGPAN;
  const { hours } = await town.as(null).service.hours({ communityCode });
  expect(hours).toMatchObject({ open: true, workdays: [{ from: '08:00', to: '20:00' }] });
  expect(hours.restdays).toEqual(hours.workdays);
  const { grids } = await town.as(null).service.grids({ communityCode });
  expect(grids.length).toBeGreaterThan(2);
  const { workers } = await town.as('gridworker').service.workers({ communityCode });
  expect(workers.find(({ me }) => me)).toEqual({
    ...{ id: await idOf(town.as('gridworker')), role: 'gridworker', called: '一号网格员', me: true },
    grids: grids.filter(({ name }) => name === '一号网格').map(({ id }) => id),
  });
  expect((await town.as('gridworker').service.templates({ communityCode })).templates.length).toBeGreaterThan(3);
  expect((await town.as(null).service.units({ communityCode })).units.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['小区物业', '街道城管', '供水', '供电']),
  );
});
