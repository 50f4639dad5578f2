import { setTimeout } from 'node:timers/promises';
import { createSeal } from '../cloud/kit/seal';
import { words } from '../cloud/households/words';
import type { Input, Contract } from '../types';
import { limits } from '../types/limits';
import { FANGYUAN, HARBIN, published, switchOn } from './kit/acts';
import {
  base64,
  claimed,
  doorOf,
  dweller,
  gridWorker,
  newsOf,
  roomsOf,
  settle,
  stopsOf,
  workbook,
  zip,
  type Somebody,
} from './kit/households';
import { onRealServer } from './kit/engine';
import { createLetters } from './kit/letters';
import { gridCalled } from './kit/reports';
import { clientId, JIANGPAN, refusalOf, XIAOHONG } from './kit/town';
import { openWechatTown, type Visitor, type WechatTown } from './kit/wechatTown';

let town: WechatTown;
let staff: Somebody;
const letters = createLetters(() => town);
beforeAll(async () => {
  town = await openWechatTown();
  staff = await gridWorker(town, { called: '一号网格员' });
});
afterAll(() => town.close());
beforeEach(() => {
  town.clock.advance(86_400_000);
  town.standIn.visit('openid-of-editor');
});

const here = { communityCode: JIANGPAN };
let rooms = 5_000;
const room = (): string => String(++rooms);
const board = (noticeId: string, who = staff) => who.call.households.board({ ...here, noticeId });
type Told = Partial<Input<Contract['households']['told']>>;
const tell = (noticeId: string, householdId: string, given: Told = {}) =>
  staff.call.households.told({
    ...{ clientId: clientId(), ...here, noticeId, householdId, how: 'door', outcome: 'told' },
    ...given,
  });
const list = async (given: object = {}) => staff.call.households.list({ ...here, ...given });
const rowOf = (id: string) =>
  town.db.selectFrom('household').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('the register', () => {
  test('has a household once it is put there, changed and taken off again', async () => {
    const r = room();
    const grid = await gridCalled(town, '一号网格');
    const before = (await list()).total;
    const made = await settle(staff, r, { gridId: grid.id, phone: '0451-5550-0199' });
    expect(made).toEqual({ ...doorOf(r), id: made.id, gridId: grid.id, phone: '0451-****-0199', people: 0 });
    expect((await list()).total).toBe(before + 1);
    const change = { clientId: clientId(), ...here, householdId: made.id, ...doorOf(r, { unit: '' }) };
    const changed = await staff.call.households.set(change);
    expect(changed.household).toEqual({ ...made, unit: '', gridId: null });
    expect(await staff.call.households.set(change)).toEqual(changed);
    const emptied = await staff.call.households.set({ ...change, clientId: clientId(), phone: '' });
    expect(emptied.household.phone).toBeNull();
    for (const again of [1, 2])
      expect([again, await staff.call.households.drop({ ...here, householdId: made.id })]).toEqual([again, {}]);
    expect((await list({ q: r })).households).toEqual([]);
    expect((await list()).total).toBe(before);
    expect(await refusalOf(staff.call.households.set({ ...change, clientId: clientId() }))).toBe('household.missing');
    expect((await settle(staff, r)).id).not.toBe(made.id);
  });

  test('has each door once, however it is written', async () => {
    const r = room();
    const { id } = await settle(staff, r);
    expect(await refusalOf(settle(staff, `2-${r}号`, { building: '三栋', unit: '' }))).toBe('household.known');
    const other = await settle(staff, room());
    expect(await refusalOf(settle(staff, r, { householdId: other.id }))).toBe('household.known');
    expect((await settle(staff, `${r}室`, { householdId: id })).room).toBe(`${r}室`);
  });

  test('refuses what is no door, a grid that there is not, and a household of elsewhere', async () => {
    const count = async () => (await list()).total;
    const before = await count();
    for (const wrong of [{ building: '' }, { room: '' }, { phone: 'abc' }, { unit: '长'.repeat(11) }])
      expect(await refusalOf(settle(staff, room(), wrong))).toBe('input.invalid');
    expect(await refusalOf(settle(staff, room(), { gridId: '99' }))).toBe('service.gridMissing');
    expect(await refusalOf(settle(staff, room(), { householdId: '99' }))).toBe('household.missing');
    const far = await gridWorker(town, { at: XIAOHONG });
    const mine = await settle(staff, room());
    const elsewhere = { communityCode: XIAOHONG, householdId: mine.id };
    expect(await refusalOf(far.call.households.drop(elsewhere))).toBe('household.missing');
    expect(await refusalOf(far.call.households.phone(elsewhere))).toBe('household.missing');
    for (const asked of [
      () => far.call.households.set({ clientId: clientId(), ...here, ...doorOf('1') }),
      () => far.call.households.list(here),
      () => far.call.households.drop({ ...here, householdId: mine.id }),
      () => far.call.households.phone({ ...here, householdId: mine.id }),
    ])
      expect(await refusalOf(asked())).toBe('role.missing');
    expect(await count()).toBe(before + 1);
  });

  test('is listed in the order in which somebody walks, page by page, by grid and by a part of an address', async () => {
    const building = '77号楼';
    const order = ['2', '9', '10', '101', '1001'];
    const grid = await gridCalled(town, '二号网格');
    for (const r of ['1001', '9', '101', '10', '2'])
      await settle(staff, r, { building, ...(r === '10' && { gridId: grid.id }) });
    const pages: string[][] = [];
    let after: string | undefined;
    do {
      const page = await list({ q: '77号楼', limit: 2, ...(after && { after }) });
      pages.push(page.households.map((one) => one.room));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(pages).toEqual([order.slice(0, 2), order.slice(2, 4), order.slice(4)]);
    const found = async (given: object) => (await list(given)).households.map((one) => one.room);
    expect(await found({ gridId: grid.id })).toEqual(['10']);
    for (const q of ['77号楼2单元1001', '77-2-1001', '七十七栋 2-1001', '7号楼2单元1001'])
      expect([q, await found({ q })]).toEqual([q, ['1001']]);
    for (const q of ['没有这里', '%', '_']) expect([q, await found({ q })]).toEqual([q, []]);
    for (const cursor of ['x', Buffer.from('99').toString('base64url')])
      expect(await refusalOf(list({ after: cursor }))).toBe('input.invalid');
  });

  test('counts who is confirmed to live there and still does, and forgets a grid that was given up', async () => {
    const r = room();
    const [one] = [await dweller(town, r), await dweller(town, r)];
    const before = await list({ q: r });
    expect(before.households).toMatchObject([{ people: 2 }]);
    await town.db.updateTable('person').set({ home_code: XIAOHONG }).where('id', '=', one.id).execute();
    expect(await list({ q: r })).toMatchObject({ people: before.people - 1, households: [{ people: 1 }] });
    const setter = await town.person({ roles: [['secretary', JIANGPAN]] });
    const { grids } = await setter.call.service.setGrid({ clientId: clientId(), ...here, name: '临时网格' });
    const grid = grids.find(({ name }) => name === '临时网格')!;
    const { id } = await settle(staff, room(), { gridId: grid.id });
    await setter.call.service.dropGrid({ ...here, gridId: grid.id });
    expect((await list({ q: String(rooms) })).households).toMatchObject([{ id, gridId: null }]);
  });

  test('begins anew with a household: who was confirmed reads why, what they pressed stands apart, and the door stays', async () => {
    const [r, noticeId] = [room(), await newsOf(town)];
    const [one, gone] = [await dweller(town, r), await dweller(town, r)];
    for (const who of [one, gone]) await who.call.households.acknowledge({ noticeId });
    // Whoever has moved out since has left a door behind that knows for ever, and nobody there.
    await gone.call.households.leave({});
    const [before] = (await list({ q: r })).households;
    const renew = (who = staff, at = JIANGPAN) =>
      who.call.households.renew({ communityCode: at, householdId: before!.id });
    const far = await gridWorker(town, { at: XIAOHONG });
    expect(await refusalOf(renew(far))).toBe('role.missing');
    expect(await refusalOf(renew(far, XIAOHONG))).toBe('household.missing');
    for (const again of [1, 2])
      expect([again, await renew()]).toEqual([again, { household: { ...before, people: 0 } }]);
    expect((await one.call.households.mine({})).door).toMatchObject({ state: 'declined', reason: words.renewed });
    expect((await gone.call.households.mine({})).door).toBeNull();
    expect(await board(noticeId)).toMatchObject({ board: { acknowledged: 0, others: 2 } });
    const tenant = await dweller(town, r);
    expect(roomsOf(await stopsOf(staff, noticeId))).toContain(r);
    await tenant.call.households.acknowledge({ noticeId });
    expect(await board(noticeId)).toMatchObject({ board: { acknowledged: 1, others: 2 } });
    // Who was confirmed elsewhere by mistake takes what they knew along.
    await staff.call.households.confirm({ ...here, claimId: await claimed(town, one, room()) });
    expect(await board(noticeId)).toMatchObject({ board: { acknowledged: 2, others: 1 } });
    await staff.call.households.drop({ ...here, householdId: before!.id });
    expect(await refusalOf(renew())).toBe('household.missing');
    expect(await refusalOf(renew({ ...staff, call: town.as(null) }))).toBe('session.required');
  });

  test('is one of at most so many, also by a claim', async () => {
    await switchOn(town, FANGYUAN);
    const there = { communityCode: FANGYUAN };
    const door = (i: number) => ({ building: '1', unit: '', room: `${i}`, same: `1||${i}`, walk: `${i}` });
    const filler = { community_id: FANGYUAN, grid_id: null, phone: null, made_by: '1', made_at: town.clock.now() };
    for (let from = 1; from < limits.households; from += 2_000)
      await town.db
        .insertInto('household')
        .values(Array.from({ length: 2_000 }, (_, i) => ({ ...filler, ...door(from + i), id: `${from + i}` })))
        .execute();
    const worker = await gridWorker(town, { at: FANGYUAN });
    const full = worker.call.households.set({ clientId: clientId(), ...there, ...doorOf('1') });
    expect(await refusalOf(full)).toBe('household.tooMany');
    const one = await town.person({ home: FANGYUAN });
    const claimId = await claimed(town, one, '1');
    expect(await refusalOf(worker.call.households.confirm({ ...there, claimId }))).toBe('household.tooMany');
    const file = base64('楼栋,房号\n2,1\n');
    for (const asked of [
      () => worker.call.households.check({ ...there, file }),
      () => worker.call.households.import({ clientId: clientId(), ...there, file }),
    ])
      expect(await refusalOf(asked())).toBe('household.tooMany');
    await worker.call.households.drop({ ...there, householdId: '1' });
    expect(await worker.call.households.confirm({ ...there, claimId })).toEqual({ waiting: 0 });
  });

  test('is that of a community that is there and switched on', async () => {
    const city = await town.person({ roles: [['secretary', HARBIN]] });
    for (const [communityCode, refusal] of [
      ['230102001001', 'org.closed'],
      ['230104009999', 'org.missing'],
    ] as const) {
      const at = { communityCode };
      const note = { noticeId: '1', householdId: '1', how: 'door', outcome: 'told' } as const;
      for (const asked of [
        () => city.call.households.list(at),
        () => city.call.households.claims(at),
        () => city.call.households.confirm({ ...at, claimId: '1' }),
        () => city.call.households.decline({ ...at, claimId: '1', reason: '不在' }),
        () => city.call.households.set({ ...at, clientId: clientId(), ...doorOf('1') }),
        () => city.call.households.drop({ ...at, householdId: '1' }),
        () => city.call.households.renew({ ...at, householdId: '1' }),
        () => city.call.households.check({ ...at, file: base64('楼栋,房号') }),
        () => city.call.households.import({ ...at, clientId: clientId(), file: base64('楼栋,房号') }),
        () => city.call.households.boards(at),
        () => city.call.households.board({ ...at, noticeId: '1' }),
        () => city.call.households.stops({ ...at, noticeId: '1' }),
        () => city.call.households.told({ ...at, ...note, clientId: clientId() }),
        () => city.call.households.phone({ ...at, householdId: '1' }),
        () => city.call.households.remind({ ...at, noticeId: '1' }),
      ])
        expect(await refusalOf(asked())).toBe(refusal);
    }
  });
});

describe('a number', () => {
  test('is given to whoever dials it, each look at it is a line of the log, and it stands nowhere in clear', async () => {
    const phone = '0451-5550-7788';
    const { id } = await settle(staff, room(), { phone });
    expect(Buffer.from((await rowOf(id)).phone ?? []).includes('7788')).toBe(false);
    const lines = () => town.db.selectFrom('audit').selectAll().where('person_id', '=', staff.id).execute();
    const before = (await lines()).length;
    for (let n = 0; n < 2; n++)
      expect(await staff.call.households.phone({ ...here, householdId: id })).toEqual({ phone });
    const after = (await lines()).slice(before);
    expect(after.map(({ procedure, node_code }) => [procedure, node_code])).toEqual(
      Array(2).fill(['households.phone', JIANGPAN]),
    );
    const file = base64(`楼栋,房号,电话\n3,${room()},${phone}\n`);
    await staff.call.households.import({ clientId: clientId(), ...here, file });
    const answers = await town.db.selectFrom('answer').selectAll().where('person_id', '=', staff.id).execute();
    const kept = JSON.stringify([await lines(), answers]);
    expect(kept).toContain('households.import');
    expect(kept).not.toMatch(/5550-7788|7788\d|MDQ1MS01NTUw/);
  });

  test('that is not there, or was sealed under a key since lost, is none', async () => {
    const { id } = await settle(staff, room());
    const ask = () => staff.call.households.phone({ ...here, householdId: id });
    expect(await refusalOf(ask())).toBe('household.noPhone');
    const phone = createSeal(Buffer.alloc(32, 9)).close('0451-5550-0101');
    await town.db.updateTable('household').set({ phone }).where('id', '=', id).execute();
    expect(await refusalOf(ask())).toBe('household.noPhone');
    expect((await list({ q: String(rooms) })).households).toMatchObject([{ id, phone: null }]);
    await staff.call.households.drop({ ...here, householdId: id });
    expect(await refusalOf(ask())).toBe('household.missing');
  });
});

describe('a claim', () => {
  test('is listed with its door and without its maker, the oldest first, and confirmed once', async () => {
    const r = room();
    const { id } = await settle(staff, r);
    await dweller(town, r);
    const [one, two] = [await town.person({ home: JIANGPAN }), await town.person({ home: JIANGPAN })];
    const claimId = await claimed(town, one, r);
    const unknown = await claimed(town, two, room());
    const { claims, waiting } = await staff.call.households.claims(here);
    expect(claims.filter((claim) => [claimId, unknown].includes(claim.id))).toEqual([
      { id: claimId, ...doorOf(r), at: town.clock.now().toISOString(), known: true, people: 1 },
      { id: unknown, ...doorOf(String(rooms)), at: town.clock.now().toISOString(), known: false, people: 0 },
    ]);
    expect((await list()).waiting).toBe(waiting);
    for (const again of [1, 2])
      expect([again, await staff.call.households.confirm({ ...here, claimId })]).toEqual([
        again,
        { waiting: waiting - 1 },
      ]);
    expect((await list({ q: r })).households).toMatchObject([{ id, people: 2 }]);
    // A door that was not there is now.
    await staff.call.households.confirm({ ...here, claimId: unknown });
    expect((await list({ q: String(rooms) })).households).toMatchObject([{ room: String(rooms), people: 1 }]);
    expect(await refusalOf(staff.call.households.decline({ ...here, claimId, reason: '不是' }))).toBe(
      'household.claim',
    );
  });

  test('is declined once, with the first reason, and then not confirmed any more', async () => {
    const one = await town.person({ home: JIANGPAN });
    const claimId = await claimed(town, one, room());
    const decline = (reason: string) => staff.call.households.decline({ ...here, claimId, reason });
    const first = await decline('请写清楚单元');
    expect(await decline('别的')).toEqual(first);
    expect((await one.call.households.mine({})).door).toMatchObject({ state: 'declined', reason: '请写清楚单元' });
    expect(await refusalOf(staff.call.households.confirm({ ...here, claimId }))).toBe('household.claim');
    expect(await refusalOf(decline(''))).toBe('input.invalid');
    town.standIn.judge('骂人的话', 'risky');
    town.standIn.visit((staff as Visitor).openid);
    const rude = await claimed(town, one, room());
    const asked = staff.call.households.decline({ ...here, claimId: rude, reason: '骂人的话' });
    expect(await refusalOf(asked)).toBe('content.risky');
  });

  test('of one’s own, of elsewhere, or that is gone is not settled', async () => {
    const own = await town.person({ home: JIANGPAN, roles: [['gridworker', JIANGPAN]] });
    const claimId = await claimed(town, own, room());
    expect(await refusalOf(own.call.households.confirm({ ...here, claimId }))).toBe('household.own');
    expect(await refusalOf(own.call.households.decline({ ...here, claimId, reason: '不是' }))).toBe('household.own');
    const far = await gridWorker(town, { at: XIAOHONG });
    const there = { communityCode: XIAOHONG, claimId };
    expect(await refusalOf(far.call.households.confirm(there))).toBe('household.claim');
    expect(await refusalOf(far.call.households.confirm({ ...here, claimId }))).toBe('role.missing');
    expect(await refusalOf(far.call.households.claims(here))).toBe('role.missing');
    await own.call.households.leave({});
    for (const gone of [claimId, '99'])
      expect(await refusalOf(staff.call.households.confirm({ ...here, claimId: gone }))).toBe('household.claim');
  });
});

describe('a file', () => {
  const table = (r: string[], more = '') =>
    `楼栋,单元,房号,电话,网格\n${r.map((one) => `3号楼,2,${one},,`).join('\n')}\n${more}`;
  const check = (file: string) => staff.call.households.check({ ...here, file });
  const take = (file: string, id = clientId()) => staff.call.households.import({ clientId: id, ...here, file });

  test('says what it would do, does it, and then does nothing any more', async () => {
    const [a, b, c] = [room(), room(), room()];
    const known = await settle(staff, a, { phone: '0451-5550-0101' });
    const file = base64(
      `楼栋,单元,房号,电话,网格\n三号楼,2,${a},0451-5550-0102,\n3,2,${b},,一号网格\n3,2,${c},,九号网格\n,,,,\n3栋,,2-${b},,\n`,
    );
    const would = {
      ...{ rows: 4, fresh: 1, changed: 1, same: 0, left: 2 },
      wrong: [
        { line: 4, says: words.wrong.noGrid('九号网格') },
        { line: 6, says: words.wrong.twice(3) },
      ],
    };
    const total = (await list()).total;
    expect(await check(file)).toEqual(would);
    expect((await list()).total).toBe(total);
    const id = clientId();
    expect(await take(file, id)).toEqual(would);
    expect(await take(file, id)).toEqual(would);
    expect((await list()).total).toBe(total + 1);
    expect(await take(file)).toEqual({ ...would, fresh: 0, changed: 0, same: 2 });
    expect(await staff.call.households.phone({ ...here, householdId: known.id })).toEqual({ phone: '0451-5550-0102' });
    expect((await list({ q: a })).households).toMatchObject([{ id: known.id, building: '3号楼' }]);
    expect((await list({ q: b })).households).toMatchObject([{ gridId: (await gridCalled(town, '一号网格')).id }]);
  });

  test('that is taken in leaves one line in the log, without what is in it, however often it is sent', async () => {
    const [id, file] = [clientId(), base64(table([room()]))];
    const lines = () =>
      town.db
        .selectFrom('audit')
        .select(['node_code', 'input'])
        .where('procedure', '=', 'households.import')
        .where('person_id', '=', staff.id)
        .execute();
    const before = (await lines()).length;
    for (let n = 0; n < 2; n++) await take(file, id);
    expect((await lines()).slice(before)).toEqual([
      { node_code: JIANGPAN, input: { clientId: id, communityCode: JIANGPAN } },
    ]);
    expect(await refusalOf(take(base64(table([room()])), id))).toBe('input.idReused');
    expect(await refusalOf(take(base64('甲,乙')))).toBe('household.columns');
    expect(await lines()).toHaveLength(before + 1);
  });

  test('that takes long to read holds up nothing but other files', async () => {
    const slow = zip(workbook('<row><c r="XFD1"/></row>'.repeat(400_000))).toString('base64');
    let isRead = false;
    const read = refusalOf(check(slow)).then((refusal) => ((isRead = true), refusal));
    const r = Array.from({ length: 12 }, room);
    const imports = r.map((one) => take(base64(table([one]))));
    // More than there are connections, which wait for the thread.
    for (let n = 0; n < 12; n++) await list({ limit: 1 });
    expect(isRead).toBe(false);
    expect(await read).toBe('household.file');
    for (const one of imports) expect(await one).toMatchObject({ fresh: 1 });
  }, 90_000);

  test('is read from CSV in the encodings that office programs write, with their separators', async () => {
    // 楼栋,房号 and 3号楼, in GBK.
    const gbk = (r: string) =>
      Buffer.concat([
        Buffer.from([0xc2, 0xa5, 0xb6, 0xb0, 0x2c, 0xb7, 0xbf, 0xba, 0xc5, 0x0a, 0x33, 0xba, 0xc5, 0xc2, 0xa5, 0x2c]),
        Buffer.from(r),
      ]);
    for (const write of [
      (r: string) => Buffer.from(`楼栋,房号\n3号楼,${r}`),
      (r: string) => Buffer.from(`\ufeff楼栋;房号\r\n3号楼;${r}\r\n`),
      (r: string) => Buffer.from(`楼栋\t房号\n"3号楼"\t"${r}"\n`),
      (r: string) => Buffer.from(`\ufeff楼栋\t房号\n3号楼\t${r}\n`, 'utf16le'),
      gbk,
    ]) {
      const r = room();
      expect(await take(write(r).toString('base64'))).toMatchObject({ rows: 1, fresh: 1 });
      expect((await list({ q: r })).households).toMatchObject([{ building: '3号楼', unit: '', room: r }]);
    }
  });

  test('is read from a workbook, in which rooms and numbers are numbers', async () => {
    const { writeXlsx } = await import('hucre/xlsx');
    const r = room();
    const rows = [
      ['楼栋', '单元', '房号', '电话'],
      [3, 2, Number(r), 13_800_001_234],
      ['3号楼', '2', new Date('2026-03-02'), ''],
    ];
    const bytes = await writeXlsx({ sheets: [{ name: '住户', rows }] });
    expect(await take(Buffer.from(bytes).toString('base64'))).toMatchObject({
      ...{ rows: 2, fresh: 1, left: 1 },
      wrong: [{ line: 3, says: words.wrong.date('房号') }],
    });
    const [household] = (await list({ q: r })).households;
    expect(household).toMatchObject({ building: '3', unit: '2', room: r, phone: '138****1234' });
  });

  test('that is none, or does not name its columns, is refused and changes nothing', async () => {
    const total = (await list()).total;
    const picture = Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex').toString('base64');
    for (const [file, refusal] of [
      [picture, 'household.file'],
      [Buffer.from('PK not a workbook').toString('base64'), 'household.file'],
      [Buffer.from([0x41, 0x81, 0x20, 0x0a]).toString('base64'), 'household.file'],
      [base64('姓名,年龄\n甲,3'), 'household.columns'],
      [base64('3,2,501\n'), 'household.columns'],
      ['', 'input.invalid'],
      ['不是编码', 'input.invalid'],
      ['A'.repeat(limits.tableBytes + 1), 'input.invalid'],
    ] as const)
      for (const asked of [() => check(file), () => take(file)]) expect(await refusalOf(asked())).toBe(refusal);
    const far = await gridWorker(town, { at: XIAOHONG });
    expect(await refusalOf(far.call.households.check({ ...here, file: base64(table([room()])) }))).toBe('role.missing');
    expect((await list()).total).toBe(total);
  });

  test('that unfolds to far more than it is, keeps no thread and no memory', async () => {
    const bombs = {
      'says what it holds': zip(workbook('<row/>'.repeat(4_000_000))),
      'says that it holds little': zip(workbook('<row/>'.repeat(4_000_000)), () => 99),
      'does not say it': zip(workbook('<row/>'.repeat(4_000_000)), () => 0),
    };
    for (const [how, bytes] of Object.entries(bombs))
      expect([how, await refusalOf(check(bytes.toString('base64')))]).toEqual([how, 'household.file']);
    // Within its size, and still a minute's work: it ends in time, and others are answered meanwhile.
    const busy = refusalOf(check(zip(workbook('<row><c r="XFD1"/></row>'.repeat(400_000))).toString('base64')));
    expect((await list({ limit: 1 })).households).toHaveLength(1);
    expect(await busy).toBe('household.file');
    expect(await check(base64(table([room()])))).toMatchObject({ fresh: 1 });
  }, 60_000);

  test('of five thousand lines is a handful of statements, and names the first fifty of what is wrong', async () => {
    const lines = Array.from({ length: 5_000 }, (_, i) => `8号楼,${1 + (i % 9)},${i},0451-5550-0101,\n`).join('');
    const wrong = ',,1,,\n'.repeat(60);
    const file = base64(`楼栋,单元,房号,电话,网格\n${lines}${wrong}`);
    const done = await take(file);
    expect(done).toMatchObject({ rows: 5_060, fresh: 5_000, left: 60 });
    expect(done.wrong).toHaveLength(50);
    const changed = base64(`楼栋,单元,房号,电话\n${lines.replaceAll('0101,', '0102')}`);
    expect(await take(changed)).toMatchObject({ rows: 5_000, changed: 5_000 });
    await town.db
      .updateTable('household')
      .set({ dropped_at: town.clock.now() })
      .where('building', '=', '8号楼')
      .execute();
  });
});

describe('a board', () => {
  test('adds up: who knows, who was told, and the rest, of which some were away', async () => {
    const noticeId = await newsOf(town);
    const { households: before } = (await board(noticeId)).board;
    const r = Array.from({ length: 4 }, room);
    const homes = await Promise.all(r.map((one) => settle(staff, one)));
    const one = await dweller(town, r[0]!);
    await one.call.households.acknowledge({ noticeId });
    await (await town.person({ home: JIANGPAN })).call.households.acknowledge({ noticeId });
    await tell(noticeId, homes[0]!.id);
    await tell(noticeId, homes[1]!.id);
    await tell(noticeId, homes[2]!.id, { outcome: 'away' });
    const figures = { households: before + 4, acknowledged: 1, assisted: 1, away: 1, rest: before + 2, others: 1 };
    expect(await board(noticeId)).toMatchObject({ board: { ...figures, title: '周四上午停水', withdrawn: false } });
    const { boards } = await staff.call.households.boards(here);
    expect(boards.find((each) => each.noticeId === noticeId)).toEqual((await board(noticeId)).board);
    for (const { id } of homes) await staff.call.households.drop({ ...here, householdId: id });
    const after = { ...figures, households: before, acknowledged: 0, assisted: 0, away: 0, rest: before, others: 2 };
    expect((await board(noticeId)).board).toMatchObject(after);
  });

  test('is there for what concerns the community and is out, newest first, and at most twenty', async () => {
    const ids: string[] = [];
    for (const given of [
      { communityCode: undefined, nodeCode: HARBIN },
      { communityCode: undefined, nodeCode: JIANGPAN.slice(0, 9) },
      {},
    ]) {
      town.clock.advance(1_000);
      ids.unshift(await newsOf(town, given));
    }
    await newsOf(town, { communityCode: XIAOHONG });
    await published(town);
    await newsOf(town, { publishAt: new Date(town.clock.now().getTime() + 3_600_000).toISOString() });
    const held = await newsOf(town);
    await town.db.updateTable('notice').set({ held: 'review' }).where('id', '=', held).execute();
    const shown = async () => (await staff.call.households.boards(here)).boards;
    expect((await shown()).slice(0, 3).map(({ noticeId }) => noticeId)).toEqual(ids);
    await town.as('editor').notices.withdraw({ noticeId: ids[0]!, reason: '发错了' });
    expect((await shown())[0]).toMatchObject({ noticeId: ids[0], withdrawn: true });
    for (let n = 0; n < 20; n++) await newsOf(town);
    expect(await shown()).toHaveLength(20);
    // What was withdrawn is over ninety days after it came out; what was not stays.
    await town.db.updateTable('notice').set({ must_know: false }).where('id', 'not in', ids).execute();
    const long = new Date(town.clock.now().getTime() - 91 * 86_400_000);
    await town.db.updateTable('notice').set({ publish_at: long }).where('id', 'in', [ids[0]!, ids[2]!]).execute();
    expect((await shown()).map(({ noticeId }) => noticeId)).toEqual(ids.slice(1));
  });

  test('is not asked for a notice that asks for nothing, is not out, or concerns others, nor by others', async () => {
    const [plain, far] = [await published(town), await newsOf(town, { communityCode: XIAOHONG })];
    const other = await gridWorker(town, { at: XIAOHONG });
    const { id } = await settle(staff, room());
    for (const asked of [
      (noticeId: string, who = staff) => who.call.households.board({ ...here, noticeId }),
      (noticeId: string, who = staff) => who.call.households.stops({ ...here, noticeId }),
      (noticeId: string, who = staff) => who.call.households.remind({ ...here, noticeId }),
      (noticeId: string, who = staff) =>
        who.call.households.told({
          ...{ clientId: clientId(), ...here, noticeId, householdId: id, how: 'door', outcome: 'told' },
        }),
    ]) {
      expect(await refusalOf(asked('99'))).toBe('notice.missing');
      expect(await refusalOf(asked(plain))).toBe('notice.notMustKnow');
      expect(await refusalOf(asked(far))).toBe('notice.elsewhere');
      expect(await refusalOf(asked('x'))).toBe('input.invalid');
      expect(await refusalOf(asked(far, other))).toBe('role.missing');
    }
    expect(await refusalOf(other.call.households.boards(here))).toBe('role.missing');
    expect(await refusalOf(staff.call.households.boards({ communityCode: '1' }))).toBe('input.invalid');
  });
});

describe('a stop', () => {
  test('stands where its people and the newest word put it, and says who noted that', async () => {
    const [r, noticeId] = [room(), await newsOf(town)];
    const { id } = await settle(staff, r, { phone: '0451-5550-0101' });
    const other = await gridWorker(town);
    const stand = async () => (await stopsOf(other, noticeId)).find(({ household }) => household.id === id) ?? null;
    expect(await stand()).toMatchObject({ standing: 'rest', last: null });
    const at = town.clock.now().toISOString();
    const away = await tell(noticeId, id, { how: 'phone', outcome: 'away' });
    expect(away.stop).toMatchObject({
      ...{ standing: 'rest', household: { id, room: r, phone: '0451-****-0101' } },
      last: { how: 'phone', outcome: 'away', at, called: '一号网格员', mine: true },
    });
    expect((await stand())?.last).toEqual({ ...away.stop.last, mine: false });
    expect((await tell(noticeId, id)).stop.standing).toBe('assisted');
    expect(await stand()).toBeNull();
    expect(roomsOf(await stopsOf(staff, noticeId, { standing: 'assisted' }))).toEqual([r]);
    const undone = await tell(noticeId, id, { outcome: 'undone' });
    expect(undone).toMatchObject({ stop: { standing: 'rest', last: { outcome: 'undone' } }, board: { away: 0 } });
    await tell(noticeId, id);
    const one = await dweller(town, r);
    await one.call.households.acknowledge({ noticeId });
    const word = await tell(noticeId, id, { outcome: 'away' });
    expect(word).toMatchObject({
      stop: { standing: 'acknowledged' },
      board: { acknowledged: 1, away: 0, assisted: 0 },
    });
    const words = town.db.selectFrom('household_word').selectAll().where('household_id', '=', id);
    expect((await words.orderBy('id').execute()).map(({ outcome }) => outcome)).toEqual([
      ...['away', 'told', 'undone', 'told', 'away'],
    ]);
    await expect(town.db.deleteFrom('household_word').where('household_id', '=', id).execute()).rejects.toThrow(
      'append-only',
    );
  });

  test('stands where what was noted last puts it, also when that arrives before what was noted first', async () => {
    const noticeId = await newsOf(town);
    const { id } = await settle(staff, room());
    const ago = (ms: number) => new Date(town.clock.now().getTime() - ms).toISOString();
    await tell(noticeId, id, { notedAt: ago(3_600_000) });
    const late = await tell(noticeId, id, { outcome: 'away', notedAt: ago(7_200_000) });
    expect(late.stop).toMatchObject({ standing: 'assisted', last: { outcome: 'told', at: ago(3_600_000) } });
    expect(roomsOf(await stopsOf(staff, noticeId, { standing: 'assisted' }))).toHaveLength(1);
    expect(await board(noticeId)).toMatchObject({ board: { assisted: 1, away: 0 } });
    // A phone whose clock is wrong: what lies ahead is now, and nothing is older than seven days.
    const ahead = await tell(noticeId, id, { outcome: 'undone', notedAt: ago(-86_400_000) });
    expect(ahead.stop.last).toMatchObject({ outcome: 'undone', at: ago(0) });
    const { id: other } = await settle(staff, room());
    const old = await tell(noticeId, other, { notedAt: ago(30 * 86_400_000) });
    expect(old.stop.last?.at).toBe(ago(7 * 86_400_000));
    expect(await refusalOf(tell(noticeId, id, { notedAt: '昨天' }))).toBe('input.invalid');
  });

  test('says of nobody that they pressed: how many are confirmed there stands in the register only', async () => {
    const [r, noticeId] = [room(), await newsOf(town)];
    await (await dweller(town, r)).call.households.acknowledge({ noticeId });
    const [stop] = await stopsOf(staff, noticeId, { standing: 'acknowledged' });
    expect(Object.keys(stop!.household).sort()).toEqual(['building', 'gridId', 'id', 'phone', 'room', 'unit']);
  });

  test('noted by a colleague can be taken back by whoever knows better', async () => {
    const noticeId = await newsOf(town);
    const { id } = await settle(staff, room());
    await tell(noticeId, id);
    const other = await gridWorker(town);
    const undone = {
      clientId: clientId(),
      ...here,
      noticeId,
      householdId: id,
      how: 'door',
      outcome: 'undone',
    } as const;
    expect((await other.call.households.told(undone)).stop.standing).toBe('rest');
  });

  test('is noted once by one act, is about a household that is there, and says how and what', async () => {
    const noticeId = await newsOf(town);
    const { id } = await settle(staff, room());
    const act = { clientId: clientId() };
    expect(await tell(noticeId, id, act)).toEqual(await tell(noticeId, id, act));
    const noted = async () =>
      (await town.db.selectFrom('household_word').select('id').where('household_id', '=', id).execute()).length;
    expect(await noted()).toBe(1);
    for (const wrong of [{ how: 'letter' }, { outcome: 'maybe' }, { householdId: 'x' }])
      expect(await refusalOf(tell(noticeId, id, wrong as never))).toBe('input.invalid');
    expect(await refusalOf(tell(noticeId, '99'))).toBe('household.missing');
    await staff.call.households.drop({ ...here, householdId: id });
    expect(await refusalOf(tell(noticeId, id))).toBe('household.missing');
    const stays = await settle(staff, room());
    await town.as('editor').notices.withdraw({ noticeId, reason: '发错了' });
    expect(await refusalOf(tell(noticeId, stays.id))).toBe('notice.withdrawn');
    expect(await refusalOf(staff.call.households.remind({ ...here, noticeId }))).toBe('notice.withdrawn');
    // What came of it so far can still be looked at.
    expect((await board(noticeId)).board.withdrawn).toBe(true);
    expect(await noted()).toBe(1);
  });

  test('is one of a list in the order of walking, page by page, and of a grid', async () => {
    const noticeId = await newsOf(town);
    const grid = await gridCalled(town, '三号网格');
    for (const r of ['10', '9', '101']) await settle(staff, r, { building: '88号楼', gridId: grid.id });
    const limit = { limit: 2, gridId: grid.id };
    expect(roomsOf(await stopsOf(staff, noticeId, limit))).toEqual(['9', '10', '101']);
    const all = await stopsOf(staff, noticeId);
    expect(all).toHaveLength((await board(noticeId)).board.rest);
    const asked = { ...here, noticeId, after: 'x' };
    expect(await refusalOf(staff.call.households.stops(asked))).toBe('input.invalid');
    const odd = { ...here, noticeId, standing: 'nowhere' } as never;
    expect(await refusalOf(staff.call.households.stops(odd))).toBe('input.invalid');
  });
});

describe('a reminder', () => {
  test('goes to those left who agreed, once a day, and is taken back with the notice', async () => {
    const noticeId = await newsOf(town);
    const [one, mate, alone, knows, told, far] = await Promise.all(
      [0, 1, 2, 3, 4, 5].map((n) => letters.willing({ times: 2, home: n === 5 ? XIAOHONG : JIANGPAN })),
    );
    const r = [room(), room(), room()];
    const live = async (who: Somebody, at: string) =>
      staff.call.households.confirm({ ...here, claimId: await claimed(town, who, at) });
    await live(one!, r[0]!);
    await live(knows!, r[1]!);
    await live(mate!, r[1]!);
    await live(told!, r[2]!);
    await knows!.call.households.acknowledge({ noticeId });
    const [home] = (await list({ q: r[2]! })).households;
    await tell(noticeId, home!.id);
    // Left are: somebody of a household that does not know, and somebody of whom nobody knows where they live.
    expect(await board(noticeId)).toMatchObject({ willing: 2, remindedAt: null });
    const at = town.clock.now().toISOString();
    expect(await staff.call.households.remind({ ...here, noticeId })).toEqual({ reminded: 2, remindedAt: at });
    expect(await board(noticeId)).toMatchObject({ willing: 0, remindedAt: at });
    const left = async () => Promise.all([one, alone, knows, mate, told, far].map((who) => letters.left(who!)));
    expect(await left()).toEqual([1, 1, 2, 2, 2, 2]);
    expect(await refusalOf(staff.call.households.remind({ ...here, noticeId }))).toBe('household.reminded');
    await town.run('messages');
    expect(letters.arrived(one!)).toEqual([
      expect.objectContaining({
        page: `notices/notice/index?id=${noticeId}`,
        data: expect.arrayContaining(['周四上午停水', '江畔社区']) as unknown,
      }),
    ]);
    town.clock.advance(86_400_000);
    expect(await staff.call.households.remind({ ...here, noticeId })).toMatchObject({ reminded: 2 });
    expect(await left()).toEqual([0, 0, 2, 2, 2, 2]);
    town.standIn.visit('openid-of-editor');
    await town.as('editor').notices.withdraw({ noticeId, reason: '发错了' });
    expect(await left()).toEqual([1, 1, 2, 2, 2, 2]);
  });

  test('says nothing of eggs, and is refused when another was first', async () => {
    const noticeId = await newsOf(town, { title: '周五领鸡蛋' });
    const one = await letters.willing();
    const other = await gridWorker(town);
    await staff.call.households.remind({ ...here, noticeId });
    expect(await refusalOf(other.call.households.remind({ ...here, noticeId }))).toBe('household.reminded');
    await town.run('messages');
    expect(letters.arrived(one)[0]?.data).toEqual(expect.arrayContaining([words.plainTitle]));
    expect(JSON.stringify(letters.arrived(one))).not.toMatch(words.eggs);
  });

  (onRealServer ? test : test.skip)(
    'waits with a withdrawal that comes meanwhile, which then takes it back',
    async () => {
      const noticeId = await newsOf(town);
      const one = await letters.willing();
      let release = () => undefined as void;
      const released = new Promise<void>((resolve) => (release = resolve));
      const held = town.db.transaction().execute(async (tx) => {
        await tx.selectFrom('consent').select('given').where('person_id', '=', one.id).forUpdate().execute();
        await released;
      });
      // It has seen the notice, and waits for a consent.
      const reminding = staff.call.households.remind({ ...here, noticeId });
      await setTimeout(500);
      town.standIn.visit('openid-of-editor');
      const withdrawing = town.as('editor').notices.withdraw({ noticeId, reason: '发错了' });
      await setTimeout(500);
      release();
      await Promise.all([held, withdrawing]);
      expect((await reminding).reminded).toBeGreaterThan(0);
      expect([await letters.rows(one), await letters.left(one)]).toEqual([[], 1]);
    },
  );
});
