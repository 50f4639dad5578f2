import { DONGYUAN_STREET, FANGYUAN, published, switchOn } from './kit/acts';
import {
  close,
  enter,
  gridCalled,
  gridWorker,
  inboxOf,
  MINUTE_MS,
  neighbour,
  phonedOf,
  pictureOf,
  problemOf,
  raise,
  reply,
  said,
  show,
  type Somebody,
} from './kit/reports';
import { clientId, JIANGPAN, openTown, refusalOf, XIAOHONG, type Town } from './kit/town';

let town: Town;
let one: Somebody;
let worker: Somebody;
beforeAll(async () => {
  town = await openTown();
  one = await neighbour(town);
  worker = await gridWorker(town);
});
afterAll(() => town.close());
const rows = async () => (await town.db.selectFrom('report').select('id').execute()).length;
/** A grid's own place, and one so far from every grid that it is nobody's. */
const AT_ONE = { latitude: 45.7884, longitude: 126.6494 };
const FAR = { latitude: 45.9, longitude: 126.9 };

describe('raising a problem', () => {
  test('routes it to the grid that was picked, with the promise of an answer within ten minutes', async () => {
    const grid = await gridCalled(town, '二号网格');
    const picture = await pictureOf(town, one.id);
    const report = await raise(one, { pictures: [picture], place: { gridId: grid.id, words: '三号楼门口' } });
    expect(report).toMatchObject({
      ...{ kind: 'problem', state: 'waiting', place: { code: JIANGPAN }, grid, where: '三号楼门口', way: 'app' },
      ...{ mine: true, joined: false, people: 1, hasCaller: false, owner: { role: null, called: null, me: false } },
      clock: { state: 'running', dueAt: new Date(town.clock.now().getTime() + 10 * MINUTE_MS).toISOString() },
      ...{ solved: null, score: null, parts: [], mayPublish: false, published: false, reopened: 0 },
      may: ['word', 'withdraw', 'allow'],
    });
    expect(report.pictures.map(({ id }) => id)).toEqual([picture]);
    expect(said(report)).toEqual(['file by reporter']);
    expect(await show(one, report.id)).toEqual(report);
  });

  test('routes it to the nearest grid, or to the community when none is near or nothing is said', async () => {
    expect((await raise(one, { place: { location: AT_ONE } })).grid?.name).toBe('一号网格');
    expect(await raise(one, { place: { location: FAR } })).toMatchObject({ grid: null, location: FAR });
    expect(await raise(one)).toMatchObject({ grid: null, location: null, where: null });
  });

  test('twice by the same act is one report, and with other words it is refused', async () => {
    const before = await rows();
    const act = problemOf();
    const { report } = await one.call.reports.file(act);
    expect((await one.call.reports.file(act)).report).toEqual(report);
    expect(await refusalOf(one.call.reports.file({ ...act, text: '别的' }))).toBe('input.idReused');
    expect(await rows()).toBe(before + 1);
  });

  test('goes to another community that is switched on, and to none that is not', async () => {
    expect(await raise(one, { communityCode: XIAOHONG })).toMatchObject({ place: { code: XIAOHONG }, mine: true });
    expect(await refusalOf(raise(one, { communityCode: FANGYUAN }))).toBe('org.closed');
    expect(await refusalOf(raise(await town.person()))).toBe('report.homeless');
    expect(await raise(await town.person(), { communityCode: JIANGPAN })).toMatchObject({ mine: true });
  });

  test('by a part-time grid worker says so in the first line', async () => {
    const rider = await town.person({ home: JIANGPAN, roles: [['parttime', JIANGPAN]] });
    expect(said(await raise(rider))).toEqual(['file by parttime']);
  });

  test('by somebody without a session is refused', async () => {
    expect(await refusalOf(town.as(null).reports.file(problemOf()))).toBe('session.required');
  });

  test.each([
    ['without words', { text: ' ' }, 'input.invalid'],
    ['with 501 letters', { text: '灯'.repeat(501) }, 'input.invalid'],
    ['with four pictures', { pictures: ['1', '2', '3', '4'] }, 'input.invalid'],
    ['with one picture twice', { pictures: ['1', '1'] }, 'input.invalid'],
    ['with a picture of nobody’s', { pictures: ['1'] }, 'file.missing'],
    ['in a grid that there is not', { place: { gridId: '7' } }, 'service.gridMissing'],
    ['at the pole', { place: { location: { latitude: 89, longitude: 0 } } }, 'input.invalid'],
    ['at a community that there is not', { communityCode: '999999999999' }, 'org.missing'],
    ['without an act of its own', { clientId: undefined }, 'input.invalid'],
  ])('%s is refused, and nothing is written', async (_, given, refusal) => {
    const before = await rows();
    expect(await refusalOf(raise(one, given))).toBe(refusal);
    expect(await rows()).toBe(before);
  });

  test('with a picture that somebody else took is refused', async () => {
    const theirs = await pictureOf(town, worker.id);
    expect(await refusalOf(raise(one, { pictures: [theirs] }))).toBe('file.missing');
  });

  test('a thirty-first time on one day is refused, and the next day it is not', async () => {
    const busy = await neighbour(town);
    for (let n = 0; n < 30; n++) await raise(busy, { text: `第 ${n} 件` });
    expect(await refusalOf(raise(busy))).toBe('report.tooMany');
    town.clock.advance(24 * 60 * MINUTE_MS + 1);
    expect((await raise(busy)).mine).toBe(true);
  });
});

describe('entering what somebody said', () => {
  test('is for staff of the community; it has no reporter, and says how it came', async () => {
    const report = await enter(worker, { caller: { called: '王大娘', phone: '13800001234' } });
    expect(report).toMatchObject({ way: 'phone', mine: false, people: 1, hasCaller: true, state: 'waiting' });
    expect(said(report)).toEqual(['file by gridworker']);
    expect(report.may).toEqual(['reply', 'claim', 'dispatch', 'pause', 'refer', 'contact']);
    expect(await worker.call.reports.caller({ reportId: report.id })).toEqual({
      called: '王大娘',
      phone: '13800001234',
    });
  });

  test('of whom nothing is known has no caller', async () => {
    const report = await enter(worker, { way: 'walk' });
    expect(report.hasCaller).toBe(false);
    expect(await worker.call.reports.caller({ reportId: report.id })).toEqual({ called: null, phone: null });
  });

  test('twice by the same act is one report', async () => {
    const act = phonedOf();
    const { report } = await worker.call.reports.enter(act);
    expect((await worker.call.reports.enter(act)).report).toEqual(report);
  });

  test.each([
    ['by no way there is', { way: 'app' }, 'input.invalid'],
    ['without saying how it came', { way: undefined }, 'input.invalid'],
    ['with a number that is none', { caller: { phone: '一三八' } }, 'input.invalid'],
    ['at another community', { communityCode: XIAOHONG }, 'role.missing'],
  ])('%s is refused', async (_, given, refusal) => {
    const before = await rows();
    expect(await refusalOf(worker.call.reports.enter(phonedOf(given) as never))).toBe(refusal);
    expect(await rows()).toBe(before);
  });

  test.each(['parttime', 'merchant', 'editor'] as const)('by a %s is refused', async (role) => {
    const other = await town.person({ home: JIANGPAN, roles: [[role, JIANGPAN]] });
    expect(await refusalOf(other.call.reports.enter(phonedOf()))).toBe('role.missing');
  });
});

describe('what may be the same', () => {
  const near = async (who: Somebody, given: object) => (await who.call.reports.near({ text: '', ...given })).reports;

  test('is offered to neighbours with enough to decide, and without numbers', async () => {
    const grid = await gridCalled(town, '三号网格');
    const asked = '井盖松动了，我的电话是 138 0000 1234';
    const { id } = await raise(one, { text: asked, place: { gridId: grid.id, words: '快递柜旁' } });
    const other = await neighbour(town);
    expect(await near(other, { text: '路上井盖松动' })).toEqual([
      {
        ...{ id, excerpt: '井盖松动了，我的电话是 …', grid: '三号网格', where: '快递柜旁', people: 1, answered: false },
        ...{ filedAt: town.clock.now().toISOString(), away: null },
      },
    ]);
    await reply(worker, id);
    await other.call.reports.join({ reportId: id });
    expect(await near(await neighbour(town), { text: '井盖松动' })).toMatchObject([{ id, people: 2, answered: true }]);
  });

  test('is none of my own, of what is over, of what is for staff alone, and of other communities', async () => {
    const text = '健身器材断了一根杆';
    const mine = await raise(one, { text });
    const closedOne = await raise(await neighbour(town), { text });
    await reply(worker, closedOne.id);
    await close(town, worker, closedOne.id);
    const left = await neighbour(town);
    await left.call.reports.withdraw({ reportId: (await raise(left, { text })).id });
    await raise(await neighbour(town), { text, open: false });
    await raise(one, { text, communityCode: XIAOHONG });
    expect(await near(one, { text })).toEqual([]);
    const offered = await near(await neighbour(town), { text });
    expect(offered.map(({ id }) => id)).toEqual([mine.id]);
    expect(await near(await neighbour(town), { text, communityCode: XIAOHONG })).toEqual([]);
    expect(await near(await town.person(), { text })).toEqual([]);
  });

  test('is five at most, the likeliest first, and says how far away it is', async () => {
    const exact = await raise(one, { text: '单元门禁刷不开', place: { location: AT_ONE } });
    for (let n = 0; n < 6; n++) await raise(await neighbour(town), { text: `单元门禁坏 ${n} 天了` });
    const offered = await near(await neighbour(town), { text: '单元门禁刷不开', place: { location: AT_ONE } });
    expect([offered.length, offered[0]?.id, offered[0]?.away]).toEqual([5, exact.id, 0]);
    expect(new Set(offered.map(({ id }) => id)).size).toBe(5);
  });

  test('is asked with words that are too long: refused; and by nobody without a session', async () => {
    expect(await refusalOf(near(one, { text: '灯'.repeat(501) }))).toBe('input.invalid');
    expect(await refusalOf(town.as(null).reports.near({ text: '灯' }))).toBe('session.required');
  });
});

describe('joining', () => {
  test('shows the whole thread to whoever joins and counts them once, however often they do', async () => {
    const { id } = await raise(one, { text: '电梯停在三楼' });
    const other = await neighbour(town);
    expect(await refusalOf(show(other, id))).toBe('report.missing');
    const { report } = await other.call.reports.join({ reportId: id });
    expect(report).toMatchObject({ mine: false, joined: true, people: 2, text: '电梯停在三楼', may: ['leave'] });
    expect((await other.call.reports.join({ reportId: id })).report).toEqual(report);
    await reply(worker, id);
    expect((await show(other, id)).lines.map(({ step }) => step)).toEqual(['file', 'reply']);
    expect((await other.call.reports.mine({})).reports.map((row) => row.id)).toEqual([id]);
    expect((await show(one, id)).people).toBe(2);
  });

  test('shows words without numbers, and neither pictures of the reporter’s nor the exact place', async () => {
    const picture = async (who: Somebody) => [await pictureOf(town, who.id)];
    const text = '电梯停了，打 138 0000 1234 找我';
    const place = { location: AT_ONE, words: '三单元' };
    const mine = await picture(one);
    const { id } = await raise(one, { text, place, pictures: mine });
    await reply(one, id, { text: '或者打 0451-5550-0101', pictures: await picture(one) });
    const answer = await picture(worker);
    await reply(worker, id, { text: '物业的电话是 0451-5550-0102', pictures: answer });
    const other = await neighbour(town);
    const { report: joined } = await other.call.reports.join({ reportId: id });
    expect(await show(other, id)).toEqual(joined);
    expect(joined).toMatchObject({ text: '电梯停了，打 … 找我', pictures: [], location: null, where: '三单元' });
    expect(joined.lines.map((line) => [line.text, line.pictures.map((one) => one.id)])).toEqual([
      ...[[null, []] as const, ['或者打 …', []] as const],
      // What staff say is for everybody who follows it.
      ['物业的电话是 0451-5550-0102', answer],
    ]);
    const rowOf = async (who: Somebody) =>
      (await who.call.reports.mine({ limit: 50 })).reports.find((row) => row.id === id);
    expect(await rowOf(other)).toMatchObject({ excerpt: '电梯停了，打 … 找我', picture: null, location: null });
    for (const who of [one, worker]) {
      const seen = await show(who, id);
      expect(seen).toMatchObject({ text, location: AT_ONE, pictures: [{}] });
      expect(seen.lines[1]).toMatchObject({ text: '或者打 0451-5550-0101', pictures: [{}] });
    }
    expect(await rowOf(one)).toMatchObject({ excerpt: text, picture: { id: mine[0] }, location: AT_ONE });
  });

  test('and going on with it shows no more of what was another’s: neither numbers in their further words nor pictures', async () => {
    const text = '下水道反味，打 138 0000 1234 找我';
    const { id } = await raise(one, { text, place: { location: AT_ONE, words: '三单元' } });
    await reply(one, id, { text: '打 0451-5550-0101', pictures: [await pictureOf(town, one.id)] });
    const other = await neighbour(town);
    await other.call.reports.join({ reportId: id });
    await one.call.reports.withdraw({ reportId: id });
    const left = await show(other, id);
    const withoutIt = { mine: true, where: '三单元', location: null };
    expect(left).toMatchObject({
      ...withoutIt,
      text: '下水道反味，打 … 找我',
      lines: [{}, { text: '打 …', pictures: [] }, {}],
    });
    expect((await other.call.reports.mine({})).reports).toMatchObject([
      { ...withoutIt, excerpt: '下水道反味，打 … 找我' },
    ]);
    expect(await show(worker, id)).toMatchObject({ text, location: AT_ONE });
  });

  test('ends by leaving, which repeated changes nothing', async () => {
    const { id } = await raise(one);
    const other = await neighbour(town);
    await other.call.reports.join({ reportId: id });
    for (let n = 0; n < 2; n++) expect(await other.call.reports.leave({ reportId: id })).toEqual({});
    expect(await refusalOf(show(other, id))).toBe('report.missing');
    expect((await show(one, id)).people).toBe(1);
    expect(await one.call.reports.leave({ reportId: id })).toEqual({});
    expect((await show(one, id)).mine).toBe(true);
  });

  test('is refused for my own, for what is for staff alone, for what is over, and from another community', async () => {
    const other = await neighbour(town);
    const join = (who: Somebody, reportId: string) => refusalOf(who.call.reports.join({ reportId }));
    expect(await join(one, (await raise(one)).id)).toBe('report.own');
    expect(await join(other, (await raise(one, { open: false })).id)).toBe('report.notOpen');
    const { id } = await raise(one);
    await reply(worker, id);
    await close(town, worker, id);
    expect(await join(other, id)).toBe('report.step');
    expect(await join(await town.person({ home: XIAOHONG }), (await raise(one)).id)).toBe('report.missing');
    expect(await join(await town.person(), (await raise(one)).id)).toBe('report.missing');
    expect(await join(other, '7')).toBe('report.missing');
    expect(await join(other, 'x')).toBe('input.invalid');
    expect(await refusalOf(town.as(null).reports.join({ reportId: id }))).toBe('session.required');
    expect(await refusalOf(town.as(null).reports.leave({ reportId: id }))).toBe('session.required');
  });
});

describe('taking back', () => {
  test('ends a report that nobody follows, and repeated changes nothing', async () => {
    const { id } = await raise(one);
    expect(await one.call.reports.withdraw({ reportId: id })).toEqual({ withdrawn: true });
    const report = await show(one, id);
    expect(report).toMatchObject({ state: 'withdrawn', clock: { state: 'ended' }, may: [] });
    expect(said(report)).toEqual(['file by reporter', 'withdraw by reporter']);
    expect(await one.call.reports.withdraw({ reportId: id })).toEqual({ withdrawn: true });
    expect(await show(one, id)).toEqual(report);
    expect(await refusalOf(reply(worker, id))).toBe('report.step');
    expect(await refusalOf(reply(one, id))).toBe('report.step');
  });

  test('leaves one that neighbours follow to whoever joined first, without pictures of whoever takes it back', async () => {
    const pictures = [await pictureOf(town, one.id)];
    const { id } = await raise(one, { text: '下水道堵了', pictures, mayPublish: true });
    await reply(one, id, { pictures: [await pictureOf(town, one.id)] });
    const [first, second] = [await neighbour(town), await neighbour(town)];
    await first.call.reports.join({ reportId: id });
    town.clock.advance(1_000);
    await second.call.reports.join({ reportId: id });
    const clock = (await show(one, id)).clock;
    // Whoever asks again, because the answer did not arrive, hears the same.
    for (let n = 0; n < 2; n++) expect(await one.call.reports.withdraw({ reportId: id })).toEqual({ withdrawn: false });
    expect(await refusalOf(show(one, id))).toBe('report.missing');
    const left = await show(first, id);
    expect(said(left).filter((line) => line.startsWith('withdraw'))).toEqual(['withdraw by reporter']);
    expect(left).toMatchObject({ mine: true, joined: false, people: 2, text: '下水道堵了', state: 'waiting', clock });
    expect([left.pictures, left.mayPublish]).toEqual([[], false]);
    expect(left.lines.flatMap((line) => line.pictures)).toEqual([]);
    expect(left.lines.filter(({ mine }) => mine)).toEqual([]);
    expect(await show(second, id)).toMatchObject({ mine: false, joined: true });
    // It is theirs now: they may end it, and then the next one goes on.
    expect(await first.call.reports.withdraw({ reportId: id })).toEqual({ withdrawn: false });
    expect(await second.call.reports.withdraw({ reportId: id })).toEqual({ withdrawn: true });
    expect((await show(second, id)).state).toBe('withdrawn');
  });

  test('is for its reporter alone, and not for what is said to be done', async () => {
    const { id } = await raise(one);
    const other = await neighbour(town);
    await other.call.reports.join({ reportId: id });
    const withdraw = (who: Somebody) => refusalOf(who.call.reports.withdraw({ reportId: id }));
    expect([await withdraw(other), await withdraw(worker)]).toEqual(['report.step', 'report.step']);
    expect([
      await withdraw(await neighbour(town)),
      await refusalOf(town.as(null).reports.withdraw({ reportId: id })),
    ]).toEqual(['report.missing', 'session.required']);
    expect(await show(one, id)).toMatchObject({ state: 'waiting', mine: true, people: 2, lines: [{ step: 'file' }] });
    await reply(worker, id);
    await close(town, worker, id);
    expect(await refusalOf(one.call.reports.withdraw({ reportId: id }))).toBe('report.step');
    expect(await refusalOf(one.call.reports.withdraw({ reportId: '7' }))).toBe('report.missing');
  });
});

describe('my reports', () => {
  test('are what I raised or joined, newest first, in pages without a gap', async () => {
    const me = await neighbour(town);
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      town.clock.advance(1_000);
      if (n === 2) {
        const { id } = await raise(one, { text: '邻居的事' });
        await me.call.reports.join({ reportId: id });
        ids.unshift(id);
      } else ids.unshift((await raise(me, { text: `我的事 ${n}` })).id);
    }
    const found: string[] = [];
    let before: string | undefined;
    do {
      const page = await me.call.reports.mine({ limit: 2, ...(before && { before }) });
      found.push(...page.reports.map(({ id }) => id));
      before = page.next ?? undefined;
    } while (before);
    expect(found).toEqual(ids);
    expect((await me.call.reports.mine({})).reports.map(({ mine }) => mine)).toEqual([true, true, false, true, true]);
  });

  test('are nobody else’s, and go on nowhere but where a page ended', async () => {
    expect((await (await neighbour(town)).call.reports.mine({})).reports).toEqual([]);
    expect(await refusalOf(one.call.reports.mine({ before: 'bm9uc2Vuc2U' }))).toBe('input.invalid');
    expect(await refusalOf(town.as(null).reports.mine({}))).toBe('session.required');
    expect(await refusalOf(show(one, '7'))).toBe('report.missing');
  });
});

describe('a comment under a notice', () => {
  const comment = async (who: Somebody, noticeId: string, given: object = {}) =>
    (await who.call.reports.comment({ clientId: clientId(), noticeId, text: '停水到几点？', ...given })).report;
  const under = async (call: Somebody['call'], noticeId: string, given: object = {}) =>
    call.reports.comments({ noticeId, ...given });

  test('comes to the same inbox with the same promise; others read it once it is answered', async () => {
    const noticeId = await published(town, { title: '明天停水' });
    const report = await comment(one, noticeId);
    expect(report).toMatchObject({
      ...{
        kind: 'comment',
        state: 'waiting',
        notice: { id: noticeId, title: '明天停水' },
        clock: { state: 'running' },
      },
      ...{ solved: null, may: ['word', 'withdraw'] },
    });
    const anybody = town.as(null);
    expect(await under(anybody, noticeId)).toEqual({ comments: [], total: 0, next: null });
    expect((await under(one.call, noticeId)).comments).toMatchObject([{ id: report.id, mine: true, answers: [] }]);
    const { reports } = await inboxOf(worker);
    expect(reports.find(({ id }) => id === report.id)).toMatchObject({ kind: 'comment', excerpt: '停水到几点？' });

    const answered = await reply(worker, report.id, { text: '到下午五点' });
    expect(answered).toMatchObject({ state: 'closed', solved: null, clock: { state: 'kept' } });
    expect(await under(anybody, noticeId)).toMatchObject({
      comments: [
        { text: '停水到几点？', mine: false, answers: [{ text: '到下午五点', by: 'gridworker', called: null }] },
      ],
      total: 1,
    });
    await reply(worker, report.id, { text: '提前来水了' });
    expect((await under(anybody, noticeId)).comments[0]?.answers).toHaveLength(2);
    expect((await show(one, report.id)).agreeUntil).toBeNull();
  });

  test('twice by the same act is one, and one that was taken back is read by nobody', async () => {
    const noticeId = await published(town);
    const act = { clientId: clientId(), noticeId, text: '几点来水' };
    const { report } = await one.call.reports.comment(act);
    expect((await one.call.reports.comment(act)).report).toEqual(report);
    expect((await under(one.call, noticeId)).total).toBe(1);
    await one.call.reports.withdraw({ reportId: report.id });
    expect((await under(one.call, noticeId)).total).toBe(0);
  });

  test('under a street’s notice comes to my own community below it, and to none elsewhere', async () => {
    await switchOn(town, FANGYUAN);
    const noticeId = await published(town, { communityCode: undefined, nodeCode: DONGYUAN_STREET });
    expect((await comment(one, noticeId)).place.code).toBe(JIANGPAN);
    const beside = await town.person({ home: FANGYUAN });
    expect((await comment(beside, noticeId)).place.code).toBe(FANGYUAN);
    expect(await refusalOf(comment(await town.person({ home: XIAOHONG }), noticeId))).toBe('report.elsewhere');
    expect(await refusalOf(comment(await town.person(), noticeId))).toBe('report.homeless');
  });

  test('is read in pages, newest first', async () => {
    const noticeId = await published(town);
    for (const text of ['一', '二', '三']) {
      town.clock.advance(1_000);
      await reply(worker, (await comment(one, noticeId, { text })).id);
    }
    const first = await under(town.as(null), noticeId, { limit: 2 });
    expect([first.comments.map(({ text }) => text), first.total]).toEqual([['三', '二'], 3]);
    const second = await under(town.as(null), noticeId, { limit: 2, before: first.next ?? '' });
    expect([second.comments.map(({ text }) => text), second.next]).toEqual([['一'], null]);
    expect(await refusalOf(under(town.as(null), noticeId, { before: 'bm9uc2Vuc2U' }))).toBe('input.invalid');
  });

  test('under what is not published is refused, and so is one without words or without a session', async () => {
    const { notice: draft } = await town.as('secretary').notices.draft({
      ...{ clientId: clientId(), communityCode: JIANGPAN, kind: 'notice' as const, title: '草稿', body: '草稿' },
    });
    expect(await refusalOf(comment(one, draft.id))).toBe('notice.missing');
    const gone = await published(town);
    await town.as('secretary').notices.withdraw({ noticeId: gone, reason: '发错了' });
    expect(await refusalOf(comment(one, gone))).toBe('notice.missing');
    expect(await refusalOf(comment(one, '7'))).toBe('notice.missing');
    const noticeId = await published(town);
    expect(await refusalOf(comment(one, noticeId, { text: '' }))).toBe('input.invalid');
    const nobody = town.as(null).reports.comment({ clientId: clientId(), noticeId, text: '谁' });
    expect(await refusalOf(nobody)).toBe('session.required');
  });

  test('under what was withdrawn or is held is read by whoever wrote it, and by nobody else', async () => {
    const [gone, held] = [await published(town), await published(town)];
    for (const noticeId of [gone, held]) await reply(worker, (await comment(one, noticeId)).id, { text: '五点' });
    const others = [town.as(null), (await neighbour(town)).call, worker.call];
    for (const noticeId of [gone, held]) for (const call of others) expect((await under(call, noticeId)).total).toBe(1);
    await town.as('secretary').notices.withdraw({ noticeId: gone, reason: '发错了' });
    await town.db.updateTable('notice').set({ held: 'risky' }).where('id', '=', held).execute();
    for (const noticeId of [gone, held]) {
      for (const call of others) expect(await under(call, noticeId)).toEqual({ comments: [], total: 0, next: null });
      expect(await under(one.call, noticeId)).toMatchObject({
        ...{ comments: [{ mine: true, answers: [{ text: '五点' }] }], total: 1 },
      });
    }
  });

  test('is neither closed, whistled, referred nor joined', async () => {
    const { id } = await comment(one, await published(town));
    const act = { clientId: clientId(), reportId: id, text: '试试' };
    expect(await refusalOf(worker.call.reports.whistle(act))).toBe('report.unanswered');
    await reply(worker, id);
    expect(await refusalOf(worker.call.reports.whistle({ ...act, clientId: clientId() }))).toBe('report.step');
    expect(await refusalOf(close(town, worker, id))).toBe('report.step');
    expect(await refusalOf((await neighbour(town)).call.reports.join({ reportId: id }))).toBe('report.missing');
    expect(await refusalOf(one.call.reports.agree({ reportId: id }))).toBe('report.step');
    expect(await refusalOf(one.call.reports.rate({ reportId: id, score: 9 }))).toBe('report.step');
  });
});

test('a report that was entered is joined by neighbours, and answers then go to them too', async () => {
  const { id } = await enter(worker, { text: '花坛边的砖松了' });
  const other = await neighbour(town);
  expect((await other.call.reports.near({ text: '花坛砖松了' })).reports.map((row) => row.id)).toEqual([id]);
  const { report } = await other.call.reports.join({ reportId: id });
  expect(report).toMatchObject({ people: 2, hasCaller: false, mine: false });
});

test('a report that was entered for staff alone is offered to no neighbour, who cannot join or read it', async () => {
  const { id } = await enter(worker, { text: '花坛后面的水管漏水', open: false });
  const other = await neighbour(town);
  expect((await other.call.reports.near({ text: '花坛后面的水管漏水' })).reports).toEqual([]);
  expect(await refusalOf(other.call.reports.join({ reportId: id }))).toBe('report.notOpen');
  expect(await refusalOf(other.call.reports.show({ reportId: id }))).toBe('report.missing');
  expect((await worker.call.reports.show({ reportId: id })).report.text).toBe('花坛后面的水管漏水');
  expect(await refusalOf(enter(worker, { open: 'no' as never }))).toBe('input.invalid');
});
